package hyperlead;

import hyperlead.algebra.Require;
import hyperlead.algebra.Text;
import java.util.Arrays;

/**
 * A hypergradient ∇J = direct + guidance with the objective it belongs to.
 *
 * <p>The direct term is how J moves with θ while the follower's policy stays; the guidance term is
 * how J moves because the policy answers. Immutable.
 */
public final class Hypergradient {
  private final double objective;
  private final double[] direct;
  private final double[] guidance;

  /** Null where it is the sum of the two terms, which is taken when it is asked for. */
  private final double[] total;

  /**
   * A hypergradient from its parts.
   *
   * @param objective J(θ), exact or sampled
   * @param direct direct term, length d
   * @param guidance guidance term, length d
   * @throws IllegalArgumentException if the lengths differ or a number is not finite
   */
  public Hypergradient(double objective, double[] direct, double[] guidance) {
    this(objective, direct.clone(), guidance.clone(), null);
    Require.vector("direct", direct, direct.length);
    Require.vector("guidance", guidance, direct.length);
  }

  private Hypergradient(double objective, double[] direct, double[] guidance, double[] total) {
    Require.that(Double.isFinite(objective), "objective must be finite: %s", objective);
    this.objective = objective;
    this.direct = direct;
    this.guidance = guidance;
    this.total = total;
  }

  /**
   * {@return a hypergradient whose two terms cannot be told apart: they are NaN, their sum is
   * known}
   *
   * @param objective J(θ), exact or sampled
   * @param total ∇J, length d
   * @throws IllegalArgumentException if a number is not finite
   */
  public static Hypergradient ofTotal(double objective, double[] total) {
    double[] unknown = new double[total.length];
    Arrays.fill(unknown, Double.NaN);
    Require.vector("total", total, total.length);
    return new Hypergradient(objective, unknown, unknown, total.clone());
  }

  /** {@return that of J + weight · other's J, term by term} */
  public Hypergradient plus(double weight, Hypergradient other) {
    return new Hypergradient(
        objective + weight * other.objective,
        sum(direct, weight, other.direct),
        sum(guidance, weight, other.guidance),
        sum(total(), weight, other.total()));
  }

  private static double[] sum(double[] ours, double weight, double[] theirs) {
    double[] sum = new double[ours.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = ours[i] + weight * theirs[i];
    }
    return sum;
  }

  /** {@return J(θ), exact or sampled} */
  public double objective() {
    return objective;
  }

  /** {@return the number d of parameters} */
  public int dimension() {
    return direct.length;
  }

  /** {@return the direct term, length d, a copy; NaN where the terms cannot be told apart} */
  public double[] direct() {
    return direct.clone();
  }

  /** {@return the guidance term, length d, a copy; NaN where the terms cannot be told apart} */
  public double[] guidance() {
    return guidance.clone();
  }

  /** {@return ∇J = direct + guidance, length d, a new array} */
  public double[] total() {
    return total == null ? sum(direct, 1, guidance) : total.clone();
  }

  /** {@return the Euclidean norm of the direct term} */
  public double directNorm() {
    return Math.sqrt(dot(direct, direct));
  }

  /** {@return the Euclidean norm of the guidance term} */
  public double guidanceNorm() {
    return Math.sqrt(dot(guidance, guidance));
  }

  /** {@return the Euclidean norm of ∇J} */
  public double norm() {
    double[] sum = total();
    return Math.sqrt(dot(sum, sum));
  }

  /**
   * {@return the cosine of the angle between two totals, in [−1, 1]: 1 for the same direction, NaN
   * if one of them is zero}
   *
   * @param other a hypergradient of the same dimension
   * @throws IllegalArgumentException if the dimensions differ
   */
  public double cosine(Hypergradient other) {
    double[] theirs = Require.vector("other", other.total(), dimension());
    return Math.max(-1, Math.min(1, dot(total(), theirs) / (norm() * other.norm())));
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  @Override
  public String toString() {
    return Text.of(
        "Hypergradient of %d parameters: J = %.6g, |direct| = %.4g, |guidance| = %.4g, |∇J| = %.4g",
        dimension(), objective, directNorm(), guidanceNorm(), norm());
  }
}
