package hyperlead.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.UnresolvedReferenceException;

/** Turns what JShell reports into errors that speak of cells and their lines. */
final class Errors {
  private static final int MOST_FRAMES = 20;
  private static final Pattern SYMBOL = Pattern.compile("symbol:\\s+(.*)");

  private final JShell shell;
  private final Map<String, Origin> origins;

  /**
   * Errors of a shell.
   *
   * @param origins where each snippet comes from, by its id
   */
  Errors(JShell shell, Map<String, Origin> origins) {
    this.shell = shell;
    this.origins = origins;
  }

  /** A snippet that the compiler refused. */
  CellException rejected(Snippet snippet, Origin origin) {
    Diag diagnostic = shell.diagnostics(snippet).filter(Diag::isError).findFirst().orElseThrow();
    long from = diagnostic.getPosition();
    List<String> place =
        from == Diag.NOPOS
            ? origin.atLine(1)
            : origin.atPosition(from, diagnostic.getEndPosition());
    return new CellException("CompileError", cause(diagnostic), place);
  }

  private static String cause(Diag diagnostic) {
    List<String> lines = diagnostic.getMessage(Locale.ROOT).lines().map(String::strip).toList();
    StringBuilder cause = new StringBuilder(lines.get(0));
    for (String line : lines.subList(1, lines.size())) {
      Matcher symbol = SYMBOL.matcher(line);
      if (symbol.matches()) {
        cause.append(": ").append(symbol.group(1));
      } else if (!line.startsWith("location:")) {
        cause.append("; ").append(line);
      }
    }
    return cause.toString();
  }

  /** An exception that a snippet threw. */
  CellException thrown(JShellException exception) {
    List<String> details = new ArrayList<>();
    firstCellFrame(exception.getStackTrace()).ifPresent(details::addAll);
    addCauses(exception.getCause(), details);
    addFrames(exception.getStackTrace(), details);
    return new CellException(simpleName(exception), message(exception), details);
  }

  private java.util.Optional<List<String>> firstCellFrame(StackTraceElement[] frames) {
    for (StackTraceElement frame : frames) {
      Origin origin = originOf(frame);
      if (origin != null) {
        return java.util.Optional.of(origin.atLine(frame.getLineNumber()));
      }
    }
    return java.util.Optional.empty();
  }

  private Origin originOf(StackTraceElement frame) {
    String file = frame.getFileName();
    return file != null && file.startsWith("#") ? origins.get(file.substring(1)) : null;
  }

  private void addCauses(Throwable first, List<String> details) {
    for (Throwable cause = first; cause instanceof JShellException e; cause = cause.getCause()) {
      details.add("caused by " + simpleName(e) + ": " + message(e));
    }
  }

  private void addFrames(StackTraceElement[] frames, List<String> details) {
    int shown = Math.min(frames.length, MOST_FRAMES);
    for (int i = 0; i < shown; i++) {
      Origin origin = originOf(frames[i]);
      String place =
          origin == null
              ? frames[i].toString()
              : origin.atLine(frames[i].getLineNumber()).get(0).replace(":", "");
      details.add("  at " + place);
    }
    if (frames.length > shown) {
      details.add("  ... " + (frames.length - shown) + " more");
    }
  }

  private static String simpleName(JShellException exception) {
    if (exception instanceof EvalException e) {
      String name = e.getExceptionClassName();
      return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
    }
    return "UnresolvedReference";
  }

  private String message(JShellException exception) {
    if (exception instanceof UnresolvedReferenceException e) {
      return unresolved(e.getSnippet());
    }
    return exception.getMessage() == null ? "no message" : exception.getMessage();
  }

  /** Why a declaration cannot be used yet. */
  String unresolved(DeclarationSnippet snippet) {
    List<String> missing = shell.unresolvedDependencies(snippet).toList();
    String reason =
        missing.isEmpty()
            ? "its body does not compile"
            : String.join(", ", missing) + " is missing";
    return snippet.name() + " cannot be used yet: " + reason;
  }
}
