package hyperlead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's program compiles and trains a leader. */
class ReadmeTest {
  @Test
  void theTenLinesWork(@TempDir Path folder) throws Exception {
    Matcher program =
        Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("../README.md")));
    assertTrue(program.find(), "README.md has a program");
    Path source = folder.resolve("TrainLeader.java");
    Files.writeString(source, program.group(1));
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-proc:none", "-d", folder.toString(), source.toString());
    assertEquals(0, status, "it compiles");
    assertTrue(
        main(folder)
            .matches("(?s)Run of FourRooms.*, seed 1: J = 0\\.\\d+ after 10000 updates\\s*"),
        "it prints its run");
  }

  private static String main(Path folder) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream terminal = System.out;
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
      loader
          .loadClass("TrainLeader")
          .getMethod("main", String[].class)
          .invoke(null, (Object) new String[0]);
    } finally {
      System.setOut(terminal);
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
