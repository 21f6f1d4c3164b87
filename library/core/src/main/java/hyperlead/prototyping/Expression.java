package hyperlead.prototyping;

import java.util.function.BinaryOperator;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;

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
  private final DerivativeStructure structure;

  Expression(DerivativeStructure structure) {
    this.structure = structure;
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
    return new Expression(new DerivativeStructure(0, 1, value));
  }

  /** The number. */
  double value() {
    return structure.getValue();
  }

  /** The number, which must be finite. */
  double finite() {
    if (!Double.isFinite(value())) {
      throw new IllegalArgumentException("must be finite: " + value());
    }
    return value();
  }

  /** Its derivative with respect to a variable; 0 for a constant. */
  double derivative(int variable) {
    return isConstant() ? 0 : structure.getAllDerivatives()[1 + variable];
  }

  private boolean isConstant() {
    return structure.getFreeParameters() == 0;
  }

  /** This one, with the other's variables if it has none. */
  private DerivativeStructure with(Expression other) {
    return isConstant() ? other.structure.createConstant(value()) : structure;
  }

  private Expression combined(Expression other, BinaryOperator<DerivativeStructure> operation) {
    return new Expression(operation.apply(with(other), other.with(this)));
  }

  /** {@return this + other} */
  public Expression plus(Expression other) {
    return combined(other, DerivativeStructure::add);
  }

  /** {@return this + other} */
  public Expression plus(double other) {
    return new Expression(structure.add(other));
  }

  /** {@return this − other} */
  public Expression minus(Expression other) {
    return combined(other, DerivativeStructure::subtract);
  }

  /** {@return this − other} */
  public Expression minus(double other) {
    return new Expression(structure.subtract(other));
  }

  /** {@return this · other} */
  public Expression times(Expression other) {
    return combined(other, DerivativeStructure::multiply);
  }

  /** {@return this · other} */
  public Expression times(double other) {
    return new Expression(structure.multiply(other));
  }

  /** {@return this / other, which must not be 0} */
  public Expression dividedBy(Expression other) {
    return combined(other, DerivativeStructure::divide);
  }

  /** {@return this / other, which must not be 0} */
  public Expression dividedBy(double other) {
    return new Expression(structure.divide(other));
  }

  /** {@return −this} */
  public Expression negated() {
    return new Expression(structure.negate());
  }

  /**
   * {@return this to a power}
   *
   * @param exponent any number; unless it is whole, this must be positive
   */
  public Expression power(double exponent) {
    return new Expression(
        exponent == Math.rint(exponent) && Math.abs(exponent) < 1000
            ? structure.pow((int) exponent)
            : structure.pow(exponent));
  }

  /** {@return this · this} */
  public Expression squared() {
    return times(this);
  }

  /** {@return the square root of this, which must be positive} */
  public Expression sqrt() {
    return new Expression(structure.sqrt());
  }

  /** {@return exp(this)} */
  public Expression exp() {
    return new Expression(structure.exp());
  }

  /** {@return the natural logarithm of this, which must be positive} */
  public Expression log() {
    return new Expression(structure.log());
  }

  /** {@return σ(this) = 1 / (1 + exp(−this)), in (0, 1)} */
  public Expression sigmoid() {
    double share = 1 / (1 + StrictMath.exp(-value()));
    double rest = 1 / (1 + StrictMath.exp(value()));
    return new Expression(structure.compose(share, share * rest));
  }

  /** {@return the hyperbolic tangent of this, in (−1, 1)} */
  public Expression tanh() {
    return new Expression(structure.tanh());
  }

  /** {@return sin(this), this in radians} */
  public Expression sin() {
    return new Expression(structure.sin());
  }

  /** {@return cos(this), this in radians} */
  public Expression cos() {
    return new Expression(structure.cos());
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
