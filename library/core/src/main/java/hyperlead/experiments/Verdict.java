package hyperlead.experiments;

import hyperlead.algebra.Text;

/**
 * What a check of a gradient found.
 *
 * @param outcome whether the numbers agree
 * @param text what was compared, the worst place, and where to look if they differ
 */
public record Verdict(Outcome outcome, String text) {
  /** How a comparison can end. */
  public enum Outcome {
    /** The numbers agree within the error of what they were compared with. */
    AGREES,
    /** They differ by more. */
    DIFFERS,
    /**
     * The estimates are so noisy that the opposite gradient would agree as well, or the differences
     * disagree among themselves by more than they would have to decide.
     */
    UNDECIDED;

    Verdict verdict(String format, Object... values) {
      return new Verdict(this, Text.of(format, values));
    }
  }

  /** {@return whether the numbers agree} */
  public boolean agrees() {
    return outcome == Outcome.AGREES;
  }

  /** {@return the outcome and the text, for a notebook} */
  @Override
  public String toString() {
    return outcome + ": " + text;
  }
}
