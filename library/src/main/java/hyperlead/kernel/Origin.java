package hyperlead.kernel;

import java.util.List;

/**
 * Where a snippet comes from.
 *
 * @param cell what errors call the cell
 * @param source the cell's source as its author sees it
 * @param code the same with its magics replaced, line by line
 * @param start where the snippet begins in it
 */
record Origin(String cell, String source, String code, int start) {

  /** The first index from a start on that holds no blank. */
  static int skipBlanks(String code, int from) {
    int at = from;
    while (at < code.length() && Character.isWhitespace(code.charAt(at))) {
      at++;
    }
    return at;
  }

  /** The place of a line of the snippet, counted from 1, and that line. */
  List<String> atLine(int line) {
    int first = (int) code.substring(0, start).lines().count();
    boolean startsLine = start == 0 || code.charAt(start - 1) == '\n';
    return place((startsLine ? first + 1 : first) + line - 1);
  }

  /** The place of a position in the snippet, and its line with carets under the text meant. */
  List<String> atPosition(long from, long to) {
    int at = (int) Math.min(start + from, code.length());
    int lineStart = code.lastIndexOf('\n', at - 1) + 1;
    int number = (int) code.substring(0, lineStart).lines().count() + 1;
    List<String> place = place(number);
    int room = Math.max(1, lineText(number).length() - (at - lineStart));
    int carets = (int) Math.max(1, Math.min(room, to - from));
    String indent = " ".repeat(at - lineStart);
    return List.of(place.get(0), place.get(1), "    " + indent + "^".repeat(carets));
  }

  private List<String> place(int number) {
    return List.of(cell + ", line " + number + ":", "    " + lineText(number));
  }

  private String lineText(int number) {
    return source.lines().skip(number - 1L).findFirst().orElse("");
  }
}
