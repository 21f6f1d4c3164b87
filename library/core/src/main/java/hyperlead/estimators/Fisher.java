package hyperlead.estimators;

import hyperlead.algebra.Require;
import hyperlead.neural.Sums;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.exception.MaxCountExceededException;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.ConjugateGradient;
import org.apache.commons.math3.linear.RealLinearOperator;
import org.apache.commons.math3.linear.RealVector;

/**
 * The Fisher information of scores, F = Σ_t ω_t g_t g_tᵀ, as an operator that never forms it.
 *
 * <pre>( F + ρI ) z = b,   ρ = ridge · tr F</pre>
 *
 * <p>by conjugate gradients. No eigenvalue is larger than the trace, so that the condition is 1 +
 * 1/ridge at most. Cost 2 · scores · parameters products a step.
 */
final class Fisher extends RealLinearOperator {
  /** Residual at which the steps end, relative to b. */
  private static final double TOLERANCE = 1e-8;

  private final int size;
  private final List<double[]> scores = new ArrayList<>();
  private final List<Double> weights = new ArrayList<>();
  private double trace;
  private double rho;

  /** No scores yet, of so many parameters. */
  Fisher(int size) {
    this.size = size;
  }

  /** Adds g, which stays as it is, with its weight ω ≥ 0. */
  void add(double weight, double[] g) {
    scores.add(g);
    weights.add(weight);
    trace += weight * Sums.dot(g, g);
  }

  /**
   * {@return z}
   *
   * @param most steps
   * @throws ArithmeticException if they do not suffice
   */
  double[] solve(double ridge, double[] b, int most) {
    rho = ridge * trace;
    try {
      return new ConjugateGradient(most, TOLERANCE, false)
          .solve(this, new ArrayRealVector(b, false))
          .toArray();
    } catch (MaxCountExceededException failure) {
      ArithmeticException named =
          new ArithmeticException(
              "conjugate gradients did not reach a residual of %s in %s steps, ridge %s"
                  .formatted(TOLERANCE, most, ridge));
      named.initCause(failure);
      throw named;
    }
  }

  @Override
  public RealVector operate(RealVector x) {
    Require.uninterrupted("conjugate gradients");
    double[] now = x.toArray();
    double[] out = new double[size];
    Sums.add(rho, now, out);
    for (int t = 0; t < scores.size(); t++) {
      double[] g = scores.get(t);
      Sums.add(weights.get(t) * Sums.dot(g, now), g, out);
    }
    return new ArrayRealVector(out, false);
  }

  @Override
  public int getRowDimension() {
    return size;
  }

  @Override
  public int getColumnDimension() {
    return size;
  }

  @Override
  public String toString() {
    return "Fisher information of %s scores of %s parameters".formatted(scores.size(), size);
  }
}
