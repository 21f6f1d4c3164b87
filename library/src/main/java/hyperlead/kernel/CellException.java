package hyperlead.kernel;

import java.util.Arrays;
import java.util.List;

/** A cell failed: what a front end shows, the cause first, then the cell's line. */
final class CellException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String name;
  private final transient List<String> details;

  /**
   * A failure.
   *
   * @param name its kind, such as the simple name of an exception
   * @param cause one line that says what is wrong
   * @param details further lines
   */
  CellException(String name, String cause, List<String> details) {
    super(cause);
    this.name = name;
    this.details = details;
  }

  /** A result that cannot be shown. */
  static CellException showing(Throwable e) {
    List<String> frames = Arrays.stream(e.getStackTrace()).limit(10).map(f -> "  at " + f).toList();
    return new CellException(e.getClass().getSimpleName(), String.valueOf(e.getMessage()), frames);
  }

  String name() {
    return name;
  }

  /** The lines after the first, which is name and message. */
  List<String> details() {
    return details;
  }
}
