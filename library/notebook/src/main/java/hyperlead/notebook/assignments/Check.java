package hyperlead.notebook.assignments;

import java.util.Arrays;

/**
 * Tells a student whether a result is right, and if it is not, what was expected (a property, an
 * equation or a shape), what came, and which equation to look at.
 *
 * <p>It never prints the reference value, nor a difference from it. A result that is right is
 * confirmed by one line of text; one that is wrong ends in {@link CheckFailed}, so that the cell
 * fails and its points are lost. NaN and infinity never pass. Every check returns nothing: a cell
 * that ends in one has no value, which nbgrader would take for partial credit.
 *
 * <pre>{@code
 * Check.number("V of two equal actions", softValue(q, tau), "(1) V = τ log Σ_a exp(Q_a / τ)")
 *     .withHint("that is their mean: where is the entropy's share?", mean)
 *     .isNear(reference, 1e-9);
 * }</pre>
 */
public final class Check {
  private final Feedback feedback;

  private Check(Feedback feedback) {
    this.feedback = feedback;
  }

  /**
   * A check of one number.
   *
   * @param name what was computed, such as {@code V of two equal actions}
   * @param came what the student's code returned
   * @param equation the equation to look at, with its number in the assignment
   * @return a check that has not been made yet
   */
  public static Check number(String name, double came, String equation) {
    return new Check(new Feedback(name, Numbers.number(came), equation));
  }

  /**
   * A check of a vector.
   *
   * @param came what the student's code returned; may be null
   * @param equation the equation to look at, with its number in the assignment
   * @return a check that has not been made yet
   */
  public static Check vector(String name, double[] came, String equation) {
    return new Check(new Feedback(name, Numbers.vector(came), equation));
  }

  /**
   * A check of a table.
   *
   * @param came what the student's code returned, [rows][columns]; may be null
   * @param equation the equation to look at, with its number in the assignment
   * @return a check that has not been made yet
   */
  public static Check table(String name, double[][] came, String equation) {
    return new Check(new Feedback(name, Numbers.table(came), equation));
  }

  /**
   * Passes if a condition holds that the other checks cannot express.
   *
   * @param expected the condition in words, without the answer
   * @param came what the student's code returned
   * @throws CheckFailed if the condition does not hold
   */
  public static void that(
      String name, boolean holds, String expected, Object came, String equation) {
    String text = Arrays.deepToString(new Object[] {came});
    if (!holds) {
      throw new CheckFailed(name, expected, text.substring(1, text.length() - 1), equation, "");
    }
    Feedback.confirm(name);
  }

  /**
   * {@return the same check, which recognises one more wrong result}
   *
   * @param hint what the student did if the result is this one
   * @param wrong the result of that mistake
   */
  public Check withHint(String hint, double wrong) {
    return new Check(feedback.with(hint, Numbers.number(wrong)));
  }

  /**
   * {@return the same check, which recognises one more wrong result}
   *
   * @param hint what the student did if the result is this one
   * @param wrong the result of that mistake
   */
  public Check withHint(String hint, double[] wrong) {
    return new Check(feedback.with(hint, Numbers.vector(wrong)));
  }

  /**
   * {@return the same check, which recognises one more wrong result}
   *
   * @param hint what the student did if the result is this one
   * @param wrong the result of that mistake, [rows][columns]
   */
  public Check withHint(String hint, double[][] wrong) {
    return new Check(feedback.with(hint, Numbers.table(wrong)));
  }

  /**
   * Passes if the number is the equation's.
   *
   * @param reference the right number, which is not shown
   * @param tolerance largest absolute difference
   * @throws CheckFailed otherwise
   */
  public void isNear(double reference, double tolerance) {
    feedback.requireNear(Numbers.number(reference), tolerance);
  }

  /**
   * Passes if every entry of the vector is the equation's.
   *
   * @param reference the right vector, which is not shown
   * @param tolerance largest absolute difference of an entry
   * @throws CheckFailed otherwise
   */
  public void isNear(double[] reference, double tolerance) {
    feedback.requireNear(Numbers.vector(reference), tolerance);
  }

  /**
   * Passes if every entry of the table is the equation's.
   *
   * @param reference the right table, [rows][columns], which is not shown
   * @param tolerance largest absolute difference of an entry
   * @throws CheckFailed otherwise
   */
  public void isNear(double[][] reference, double tolerance) {
    feedback.requireNear(Numbers.table(reference), tolerance);
  }

  /**
   * Passes if every entry is finite: nothing overflowed and nothing was left out.
   *
   * @throws CheckFailed otherwise
   */
  public void isFinite() {
    feedback.require((i, j, value) -> Double.isFinite(value), "finite numbers");
  }

  /**
   * Passes if every entry vanishes, such as a residual or a sum that must cancel.
   *
   * @param tolerance largest absolute value of an entry
   * @throws CheckFailed otherwise
   */
  public void isZero(double tolerance) {
    feedback.require(
        (i, j, value) -> Math.abs(value) <= tolerance, "zero" + Feedback.within(tolerance));
  }

  /**
   * Passes if every entry lies between two bounds, which are shown.
   *
   * @param lower the least that passes
   * @param upper the most that passes
   * @throws CheckFailed otherwise
   */
  public void isBetween(double lower, double upper) {
    feedback.require(
        (i, j, value) -> value >= lower && value <= upper,
        "numbers between " + lower + " and " + upper);
  }

  /**
   * Passes if every row holds probabilities: none below 0, and their sum 1.
   *
   * @param tolerance largest error of a sum
   * @throws CheckFailed otherwise
   */
  public void isDistribution(double tolerance) {
    feedback.requireDistribution(tolerance);
  }

  /**
   * Passes if the vector has the length.
   *
   * @throws CheckFailed otherwise
   */
  public void hasLength(int length) {
    feedback.requireOnlyShape(Numbers.vector(new double[length]));
  }

  /**
   * Passes if the table has the shape.
   *
   * @param columns length of each
   * @throws CheckFailed otherwise
   */
  public void hasShape(int rows, int columns) {
    feedback.requireOnlyShape(Numbers.table(new double[rows][columns]));
  }
}
