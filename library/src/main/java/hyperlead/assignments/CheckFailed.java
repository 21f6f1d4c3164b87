package hyperlead.assignments;

/** What a student computed is not what was asked for; the message says how to go on. */
public final class CheckFailed extends RuntimeException {
  private static final long serialVersionUID = 1;

  CheckFailed(String name, String expected, String came, String equation, String hint) {
    super(
        String.join(
            "\n",
            name + " is not right",
            "  expected: " + expected,
            "  came:     " + came,
            "  look at:  " + equation + (hint.isEmpty() ? "" : "\n  hint:     " + hint)));
  }
}
