package hyperlead.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class CodeHelpTest {
  private static final ClassLoader BEFORE = Thread.currentThread().getContextClassLoader();
  private final CodeHelp help = new CodeHelp(new Cells().analysis());

  @AfterAll
  static void restoreClassLoader() {
    Thread.currentThread().setContextClassLoader(BEFORE);
  }

  @Test
  void completesTheSnippetAtTheCursor() {
    String code = "int x = 1;\nMath.hyp + 1";
    var options = help.complete(code, code.indexOf(" +"));
    assertEquals(List.of("hypot("), options.getReplacements());
    assertEquals(code.indexOf("hyp"), options.getSourceStart());
    assertEquals(code.indexOf(" +"), options.getSourceEnd());
  }

  @Test
  void inspectsTheNameAtTheCursor() {
    String code = "double h = Math.hypot(3, 4);";
    String text = (String) help.inspect(code, code.indexOf("pot")).getData(MIMEType.TEXT_PLAIN);
    assertTrue(text.startsWith("double Math.hypot("), text);
    assertNull(help.inspect("nothing", 3));
  }

  @Test
  void knowsWhatIsComplete() {
    assertEquals("complete", help.isComplete("int x = 1; x"));
    assertEquals("invalid", help.isComplete("int = ;"));
    assertEquals("  ", help.isComplete("int f() {"));
    assertEquals("  ", help.isComplete("int x = 1;\nwhile (x > 0) {"));
  }
}
