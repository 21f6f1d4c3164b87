package hyperlead.kernel;

import java.util.List;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import jdk.jshell.SourceCodeAnalysis.Suggestion;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/**
 * Help while a cell is written: completion, documentation, whether it is complete.
 *
 * <p>Front ends count positions in code points, Java in UTF-16 units; this class converts.
 */
final class CodeHelp {
  private final SourceCodeAnalysis analysis;

  CodeHelp(SourceCodeAnalysis analysis) {
    this.analysis = analysis;
  }

  /** What may replace the text before a position. */
  ReplacementOptions complete(String code, int codePoint) {
    int at = code.offsetByCodePoints(0, codePoint);
    int start = snippetStart(code, at);
    int[] anchor = {0};
    List<Suggestion> suggestions =
        analysis.completionSuggestions(code.substring(start, at), at - start, anchor);
    List<String> texts =
        suggestions.stream().map(Suggestion::continuation).distinct().sorted().toList();
    int from = texts.isEmpty() ? at : start + anchor[0];
    return new ReplacementOptions(texts, code.codePointCount(0, from), codePoint);
  }

  /** Signatures and documentation of what is named at a position; null if there is nothing. */
  DisplayData inspect(String code, int codePoint) {
    int end = endOfName(code, code.offsetByCodePoints(0, codePoint));
    int start = snippetStart(code, end);
    List<Documentation> found =
        analysis.documentation(code.substring(start, end), end - start, true);
    if (found.isEmpty()) {
      return null;
    }
    return new DisplayData(String.join("\n\n", found.stream().map(CodeHelp::text).toList()));
  }

  private static String text(Documentation documentation) {
    String javadoc = documentation.javadoc();
    String signature = documentation.signature();
    return javadoc == null ? signature : signature + "\n" + javadoc.strip();
  }

  /** The end of the name at a position, with the parenthesis that follows it if it is called. */
  private static int endOfName(String code, int at) {
    int end = at;
    while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) {
      end++;
    }
    int next = Origin.skipBlanks(code, end);
    return next < code.length() && code.charAt(next) == '(' ? next + 1 : end;
  }

  /** Where the snippet that holds a position begins. */
  private int snippetStart(String code, int at) {
    int start = 0;
    while (true) {
      CompletionInfo info = analysis.analyzeCompletion(code.substring(start));
      if (info.source() == null) {
        return start;
      }
      int next = code.length() - info.remaining().length();
      if (next >= at || next <= start) {
        return start;
      }
      start = next;
    }
  }

  /** One of BaseKernel's answers, or the indentation of the next line. */
  String isComplete(String code) {
    CompletionInfo info = analysis.analyzeCompletion(code);
    while (info.completeness() == Completeness.COMPLETE && !info.remaining().isBlank()) {
      info = analysis.analyzeCompletion(info.remaining());
    }
    return switch (info.completeness()) {
      case UNKNOWN -> BaseKernel.IS_COMPLETE_BAD;
      case DEFINITELY_INCOMPLETE -> "  ";
      default -> BaseKernel.IS_COMPLETE_YES;
    };
  }
}
