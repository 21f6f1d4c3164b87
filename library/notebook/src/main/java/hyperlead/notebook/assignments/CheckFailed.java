package hyperlead.notebook.assignments;

import java.util.Arrays;

/** What a student computed is not what was asked for; the message says how to go on. */
public final class CheckFailed extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** The trace begins in the student's cell: how a check works inside is of no use there. */
  CheckFailed(String name, String expected, String came, String equation, String hint) {
    super(
        String.join(
            "\n",
            name + " is not right",
            "  expected: " + expected,
            "  came:     " + came,
            "  look at:  " + equation + (hint.isEmpty() ? "" : "\n  hint:     " + hint)));
    String inside = CheckFailed.class.getPackageName() + ".";
    setStackTrace(
        Arrays.stream(getStackTrace())
            .filter(frame -> !frame.getClassName().matches(inside + "(Check|Feedback)"))
            .toArray(StackTraceElement[]::new));
  }
}
