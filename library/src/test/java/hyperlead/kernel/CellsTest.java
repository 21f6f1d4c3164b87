package hyperlead.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CellsTest {
  private final ClassLoader before = Thread.currentThread().getContextClassLoader();
  private final Cells cells = new Cells();

  @AfterEach
  void restoreClassLoader() {
    Thread.currentThread().setContextClassLoader(before);
  }

  private Object run(String code) {
    return cells.run("cell 1", code);
  }

  private CellException failure(String code) {
    return assertThrows(CellException.class, () -> run(code));
  }

  @Test
  void theLastExpressionIsTheResultAsAnObject() {
    assertEquals(List.of(2, 4), run("int x = 2;\nList.of(x, 2 * x)"));
    assertNull(run("x = 5; int y = x;"));
    assertNull(run("  // nothing"));
    assertEquals(5, run("y"));
  }

  @Test
  void valuesShareTheirClassesWithThisProcess() {
    assertEquals(Origin.class, run("Class.forName(\"hyperlead.kernel.Origin\")"));
  }

  @Test
  void anExceptionNamesItsCausesAndTheLinesOfItsCells() {
    run("void fail() {\n  throw new RuntimeException(\"outer\", new Error(\"inner\"));\n}");
    CellException e =
        assertThrows(CellException.class, () -> cells.run("cell 2", "int a = 1;\nfail();"));
    assertEquals("RuntimeException", e.name());
    assertEquals("outer", e.getMessage());
    assertEquals(
        List.of(
            "cell 1, line 2:",
            "      throw new RuntimeException(\"outer\", new Error(\"inner\"));",
            "caused by Error: inner",
            "  at cell 1, line 2",
            "  at cell 2, line 2"),
        e.details());
    assertEquals(1, run("a"));
  }

  @Test
  void anIncompleteCellSaysSo() {
    CellException e = failure("int z = 3;\nint f() {");
    assertEquals("reached end of file while parsing", e.getMessage());
    assertEquals("cell 1, line 2:", e.details().get(0));
    assertEquals(3, run("z"));
  }

  @Test
  void anInterruptEndsALoopAndKeepsVariables() {
    run("int kept = 9;");
    CompletableFuture<Object> loop =
        CompletableFuture.supplyAsync(() -> run("boolean going = true;\nwhile (true) {}"));
    ExecutionException e =
        assertTimeoutPreemptively(
            Duration.ofSeconds(20),
            () -> {
              TimeUnit.SECONDS.sleep(1);
              cells.interrupt();
              return assertThrows(ExecutionException.class, loop::get);
            });
    CellException cause = (CellException) e.getCause();
    assertEquals("KeyboardInterrupt", cause.name());
    assertEquals("cell 1, line 2:", cause.details().get(0));
    assertEquals(9, run("kept"));
  }

  @Test
  void anInterruptLetsAPollingLoopKeepWhatItHas() throws Exception {
    String code = "int n = 0;\nwhile (!Thread.interrupted()) { n++; }\nn > 0";
    CompletableFuture<Object> loop = CompletableFuture.supplyAsync(() -> run(code));
    TimeUnit.SECONDS.sleep(1);
    cells.interrupt();
    assertEquals(true, loop.get(20, TimeUnit.SECONDS));
  }
}
