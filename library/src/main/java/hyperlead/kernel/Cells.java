package hyperlead.kernel;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import org.dflib.jjava.jupyter.kernel.magic.MagicParser;
import org.dflib.jjava.jupyter.kernel.magic.MagicTranspiler;

/** Evaluates cells, snippet by snippet, in one JShell. */
final class Cells {
  private static final List<String> IMPORTS =
      List.of(
          "java.io.*",
          "java.math.*",
          "java.net.*",
          "java.nio.file.*",
          "java.util.*",
          "java.util.concurrent.*",
          "java.util.function.*",
          "java.util.regex.*",
          "java.util.stream.*",
          "static org.dflib.jjava.jupyter.kernel.BaseNotebookStatics.*");

  // Only at the start of a line, where no Java expression begins with a percent sign.
  private final MagicParser magics = new MagicParser("^%(?=[a-z])", "%%", new MagicTranspiler());
  private final Execution execution = new Execution();
  private final JShell shell;
  private final SourceCodeAnalysis analysis;
  private final Errors errors;
  private final Map<String, Origin> origins = new ConcurrentHashMap<>();
  private volatile boolean busy;

  /** A JShell that sees the class path of this process. */
  Cells() {
    shell = JShell.builder().executionEngine(new InProcess(execution), Map.of()).build();
    shell.addToClasspath(System.getProperty("java.class.path"));
    analysis = shell.sourceCodeAnalysis();
    errors = new Errors(shell, origins);
    for (String name : IMPORTS) {
      shell.eval("import " + name + ";");
    }
  }

  /** Makes a jar or directory visible to the cells that follow. */
  void addToClassPath(Path path) {
    shell.addToClasspath(path.toString());
  }

  SourceCodeAnalysis analysis() {
    return analysis;
  }

  /**
   * Runs a cell.
   *
   * @param cell what errors call it
   * @param source its source, with magics
   * @return the value of its last snippet if that is an expression; otherwise null
   */
  Object run(String cell, String source) {
    if (busy) {
      return runSnippets(cell, source); // eval(String) within a cell
    }
    execution.clearInterrupt();
    busy = true;
    try {
      return runSnippets(cell, source);
    } finally {
      busy = false;
    }
  }

  private Object runSnippets(String cell, String source) {
    String code = magics.resolveMagics(source);
    Object value = null;
    List<DeclarationSnippet> incomplete = new ArrayList<>();
    for (int at = Origin.skipBlanks(code, 0); at < code.length(); ) {
      Origin origin = new Origin(cell, source, code, at);
      String rest = code.substring(at);
      CompletionInfo info = analysis.analyzeCompletion(rest);
      boolean last = info.source() == null;
      // Without a complete snippet, the compiler says what is missing from the rest.
      value = runSnippet(last ? rest : info.source(), origin, incomplete);
      at =
          last ? code.length() : Origin.skipBlanks(code, code.length() - info.remaining().length());
    }
    warn(incomplete);
    return value;
  }

  private Object runSnippet(String source, Origin origin, List<DeclarationSnippet> incomplete) {
    if (execution.isInterruptPending()) {
      throw interruption(origin);
    }
    execution.reset();
    List<SnippetEvent> events = shell.eval(source);
    events.forEach(event -> register(event, origin));
    if (execution.wasStopped()) {
      throw interruption(origin);
    }
    for (SnippetEvent event : events) {
      check(event, origin, incomplete);
    }
    boolean expression = !events.isEmpty() && isExpression(events.get(0).snippet());
    return expression ? execution.value() : null;
  }

  private void register(SnippetEvent event, Origin origin) {
    if (event.causeSnippet() == null) {
      origins.put(event.snippet().id(), origin);
    }
  }

  private void check(SnippetEvent event, Origin origin, List<DeclarationSnippet> incomplete) {
    if (event.exception() != null) {
      throw errors.thrown(event.exception());
    }
    if (event.status() == Status.REJECTED) {
      throw errors.rejected(event.snippet(), origin);
    }
    if (event.snippet() instanceof DeclarationSnippet declaration) {
      incomplete.remove(declaration);
      if (isIncomplete(event.status())) {
        incomplete.add(declaration);
      }
    }
  }

  private static boolean isIncomplete(Status status) {
    return status == Status.RECOVERABLE_DEFINED || status == Status.RECOVERABLE_NOT_DEFINED;
  }

  private static boolean isExpression(Snippet snippet) {
    return snippet.kind() == Snippet.Kind.EXPRESSION
        || snippet.subKind() == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
  }

  /** Says on the error stream what a cell declared but left without a definition it needs. */
  private void warn(List<DeclarationSnippet> incomplete) {
    for (DeclarationSnippet declaration : incomplete) {
      System.err.println(errors.unresolved(declaration));
    }
  }

  private static CellException interruption(Origin origin) {
    return new CellException("KeyboardInterrupt", "the cell was interrupted", origin.atLine(1));
  }

  /** Whether the snippet that ran last was stopped rather than ended by itself. */
  boolean wasStopped() {
    return execution.wasStopped();
  }

  /** Ends the running snippet and, unless it ends well, the cell; does nothing between cells. */
  void interrupt() {
    try {
      execution.interrupt();
    } catch (ExecutionControl.ExecutionControlException e) {
      throw new IllegalStateException("The running cell cannot be stopped", e);
    }
  }

  private record InProcess(Execution execution) implements ExecutionControlProvider {
    @Override
    public String name() {
      return "hyperlead";
    }

    @Override
    public ExecutionControl generate(ExecutionEnv environment, Map<String, String> parameters) {
      return execution;
    }
  }
}
