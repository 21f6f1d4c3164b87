package hyperlead.prototyping;

import hyperlead.algebra.Require;
import hyperlead.parameters.SigmoidBox;
import org.apache.commons.math3.analysis.differentiation.SparseGradient;

/**
 * A number with its derivatives with respect to the configuration y: arithmetic on it carries both
 * along by the chain rule (forward mode).
 *
 * <p>There is no way to take the plain number out, because what is computed from it would silently
 * have no derivative. An operation costs O(k), k the entries of y that the lambda reads. What is
 * not a number, or has no finite derivative, is refused where the model is evaluated, with the
 * state and action it belongs to. Immutable.
 */
public final class Expression {
  private final SparseGradient gradient;

  Expression(SparseGradient gradient) {
    this.gradient = gradient;
  }

  /**
   * {@return a constant, whose derivative is zero}
   *
   * @throws IllegalArgumentException if it is not finite
   */
  public static Expression of(double value) {
    Expression constant = constant(value);
    constant.finite();
    return constant;
  }

  /** A number without variables, finite or not: the model's check says where it comes from. */
  static Expression constant(double value) {
    return new Expression(SparseGradient.createConstant(value));
  }

  /** The number. */
  double value() {
    return gradient.getValue();
  }

  /** The number, which must be finite. */
  double finite() {
    Require.that(Double.isFinite(value()), "must be finite: %s", value());
    return value();
  }

  /** The number with its derivatives, not to be changed. */
  SparseGradient gradient() {
    return gradient;
  }

  /** {@return this + other} */
  public Expression plus(Expression other) {
    return new Expression(gradient.add(other.gradient));
  }

  /** {@return this + other} */
  public Expression plus(double other) {
    return new Expression(gradient.add(other));
  }

  /** {@return this − other} */
  public Expression minus(Expression other) {
    return new Expression(gradient.subtract(other.gradient));
  }

  /** {@return this − other} */
  public Expression minus(double other) {
    return new Expression(gradient.subtract(other));
  }

  /** {@return this · other} */
  public Expression times(Expression other) {
    return new Expression(gradient.multiply(other.gradient));
  }

  /** {@return this · other} */
  public Expression times(double other) {
    return new Expression(gradient.multiply(other));
  }

  /** {@return this / other, which must not be 0} */
  public Expression dividedBy(Expression other) {
    return new Expression(gradient.divide(other.gradient));
  }

  /** {@return this / other, which must not be 0} */
  public Expression dividedBy(double other) {
    return new Expression(gradient.divide(other));
  }

  /** {@return −this} */
  public Expression negated() {
    return new Expression(gradient.negate());
  }

  /**
   * {@return this to a power}
   *
   * @param exponent any number; unless it is whole, this must be positive
   */
  public Expression power(double exponent) {
    return new Expression(
        exponent == Math.rint(exponent) && Math.abs(exponent) < 1000
            ? gradient.pow((int) exponent)
            : gradient.pow(exponent));
  }

  /** {@return this · this} */
  public Expression squared() {
    return times(this);
  }

  /** {@return the square root of this, which must be positive} */
  public Expression sqrt() {
    return new Expression(gradient.sqrt());
  }

  /** {@return exp(this)} */
  public Expression exp() {
    return new Expression(gradient.exp());
  }

  /** {@return the natural logarithm of this, which must be positive} */
  public Expression log() {
    return new Expression(gradient.log());
  }

  /** {@return σ(this) = 1 / (1 + exp(−this)), in (0, 1)} */
  public Expression sigmoid() {
    double share = SigmoidBox.sigmoid(value());
    double rest = SigmoidBox.sigmoid(-value());
    return new Expression(gradient.compose(share, share * rest));
  }

  /** {@return the hyperbolic tangent of this, in (−1, 1)} */
  public Expression tanh() {
    double cosh = StrictMath.cosh(value());
    return new Expression(gradient.compose(StrictMath.tanh(value()), 1 / cosh / cosh));
  }

  /** {@return sin(this), this in radians} */
  public Expression sin() {
    return new Expression(gradient.sin());
  }

  /** {@return cos(this), this in radians} */
  public Expression cos() {
    return new Expression(gradient.cos());
  }

  /**
   * {@return the larger of the two} Where they are equal there is a kink, and the derivative is
   * this one's.
   */
  public Expression max(Expression other) {
    return other.value() > value() ? other : this;
  }

  /**
   * {@return the smaller of the two} Where they are equal there is a kink, and the derivative is
   * this one's.
   */
  public Expression min(Expression other) {
    return other.value() < value() ? other : this;
  }

  @Override
  public String toString() {
    return "Expression(" + value() + ")";
  }
}
