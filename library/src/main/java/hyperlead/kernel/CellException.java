package hyperlead.kernel;

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

  String name() {
    return name;
  }

  /** The lines after the first, which is name and message. */
  List<String> details() {
    return details;
  }
}
