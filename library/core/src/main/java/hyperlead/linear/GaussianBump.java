package hyperlead.linear;

import hyperlead.algebra.Cholesky;
import hyperlead.algebra.Matrix;
import hyperlead.algebra.Require;
import java.util.Arrays;

/**
 * A reward for states near a target, whatever the action:
 *
 * <pre>
 * r_L = exp(−½ Σ_i ((x_i − x*_i)/σ_i)²),   D = diag(σ²),   δ = mean − x*
 * E[r_L] = √(det D / det(D + X)) exp(−½ δᵀ(D + X)⁻¹δ)   for x ~ N(mean, X)
 * ∂E/∂mean = −E h,   ∂E/∂X = ½ E (hhᵀ − (D + X)⁻¹),   h = (D + X)⁻¹δ
 * </pre>
 *
 * <p>Cost n for a value, n³ for an expectation. Immutable.
 */
public final class GaussianBump implements ContinuousReward {
  private final double[] target;
  private final double[] width;

  private GaussianBump(double[] target, double[] width) {
    this.target = target;
    this.width = width;
  }

  /**
   * {@return a bump of height 1}
   *
   * @param target x*, length n, in units of the state
   * @param width σ, length n, in units of the state, each &gt; 0
   * @throws IllegalArgumentException if lengths differ or a width is not positive
   */
  public static GaussianBump of(double[] target, double[] width) {
    Require.vector("target", target, width.length);
    for (double sigma : width) {
      Require.positive("width", sigma);
    }
    return new GaussianBump(target.clone(), width.clone());
  }

  @Override
  public void checkFits(int states, int actions, int configurations) {
    int own = target.length;
    Require.that(own == states, "bump must be for x with %s entries: %s", states, own);
  }

  @Override
  public double at(double[] y, double[] points, int from) {
    double sum = 0;
    for (int i = 0; i < target.length; i++) {
      double scaled = (points[from + i] - target[i]) / width[i];
      sum += scaled * scaled;
    }
    return StrictMath.exp(-sum / 2);
  }

  @Override
  public void addGradient(double[] y, double[] points, int from, double weight, double[] g) {}

  @Override
  public SmoothedReward smoothed(double[] y, Matrix covariance) {
    int n = target.length;
    double logarithm = 0;
    for (int i = 0; i < n; i++) {
      logarithm += 2 * StrictMath.log(width[i]);
    }
    Matrix squares = Matrix.of(n, n, (i, j) -> i == j ? width[i] * width[i] : 0);
    Matrix spread = covariance.block(0, 0, n, n).plus(1, squares);
    Cholesky factor = Cholesky.of("covariance of the state plus squared widths", spread);
    double height = StrictMath.exp((logarithm - factor.logDeterminant()) / 2);
    return new Smoothing(factor.inverse(), height, y.length);
  }

  private final class Smoothing implements SmoothedReward {
    /** (D + X)⁻¹. */
    private final Matrix inverse;

    /** The value at δ = 0. */
    private final double height;

    private final int configurations;

    Smoothing(Matrix inverse, double height, int configurations) {
      this.inverse = inverse;
      this.height = height;
      this.configurations = configurations;
    }

    /** δ. */
    private double[] off(double[] mean) {
      double[] off = new double[target.length];
      Arrays.setAll(off, i -> mean[i] - target[i]);
      return off;
    }

    @Override
    public double at(double[] mean) {
      return height * StrictMath.exp(-inverse.quadratic(off(mean), 0) / 2);
    }

    @Override
    public double[] slope(double[] mean) {
      double[] slope = new double[mean.length];
      inverse.addApplied(-at(mean), off(mean), 0, slope, 0);
      return slope;
    }

    @Override
    public ExpectationGradient gradient(double[] mean) {
      Matrix h = inverse.times(Matrix.column(off(mean)));
      Matrix states = h.squared().plus(-1, inverse).times(at(mean) / 2);
      Matrix all = Matrix.zero(mean.length, mean.length).withBlock(0, 0, states);
      return new ExpectationGradient(slope(mean), all, new double[configurations]);
    }
  }

  @Override
  public String toString() {
    return "GaussianBump(%s ± %s)".formatted(Arrays.toString(target), Arrays.toString(width));
  }
}
