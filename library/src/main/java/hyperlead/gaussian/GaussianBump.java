package hyperlead.gaussian;

import hyperlead.dense.Cholesky;
import hyperlead.dense.Matrix;
import hyperlead.validation.Require;
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
    if (target.length != states) {
      throw new IllegalArgumentException(
          "bump must be for x with %s entries: %s".formatted(states, target.length));
    }
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
  public double expectation(double[] y, double[] mean, Matrix covariance) {
    return value(spread(covariance), mean, new double[target.length]);
  }

  /** D + X. */
  private Cholesky spread(Matrix covariance) {
    int n = target.length;
    Matrix spread = Matrix.zero(n, n);
    for (int i = 0; i < n; i++) {
      System.arraycopy(covariance.entries(), i * covariance.columns(), spread.entries(), i * n, n);
      spread.entries()[i * n + i] += width[i] * width[i];
    }
    return Cholesky.of("covariance of the state plus squared widths", spread);
  }

  /** E[r_L]; leaves (D + X)⁻¹δ in h. */
  private double value(Cholesky spread, double[] mean, double[] h) {
    double logarithm = -spread.logDeterminant();
    for (int i = 0; i < h.length; i++) {
      h[i] = mean[i] - target[i];
      logarithm += 2 * StrictMath.log(width[i]);
    }
    spread.solve(h);
    for (int i = 0; i < h.length; i++) {
      logarithm -= (mean[i] - target[i]) * h[i];
    }
    return StrictMath.exp(logarithm / 2);
  }

  @Override
  public void addExpectationGradient(
      double[] y, double[] mean, Matrix covariance, double weight, ExpectationGradient sum) {
    int n = target.length;
    Cholesky spread = spread(covariance);
    double[] h = new double[n];
    double scaled = weight * value(spread, mean, h);
    Matrix inverse = spread.inverse();
    for (int i = 0; i < n; i++) {
      sum.mean()[i] -= scaled * h[i];
      for (int j = 0; j < n; j++) {
        sum.covariance().entries()[i * mean.length + j] +=
            scaled / 2 * (h[i] * h[j] - inverse.get(i, j));
      }
    }
  }

  /** E[r_L] is the value at δ = 0 times exp(−½ δᵀ(D + X)⁻¹δ); the inverse is taken once. */
  @Override
  public SmoothedReward smoothed(double[] y, Matrix covariance) {
    Cholesky spread = spread(covariance);
    double[] inverse = spread.inverse().entries();
    double height = value(spread, target, new double[target.length]);
    return new SmoothedReward() {
      @Override
      public double at(double[] mean) {
        double sum = 0;
        for (int i = 0; i < target.length; i++) {
          sum += (mean[i] - target[i]) * slope(i, mean);
        }
        return height * StrictMath.exp(-sum / 2);
      }

      /** Entry i of (D + X)⁻¹δ. */
      private double slope(int i, double[] mean) {
        double sum = 0;
        for (int j = 0; j < target.length; j++) {
          sum += inverse[i * target.length + j] * (mean[j] - target[j]);
        }
        return sum;
      }

      @Override
      public void addGradient(double[] mean, double weight, double[] g) {
        double value = at(mean);
        for (int i = 0; i < target.length; i++) {
          g[i] -= weight * value * slope(i, mean);
        }
      }
    };
  }

  @Override
  public String toString() {
    return "GaussianBump(%s ± %s)".formatted(Arrays.toString(target), Arrays.toString(width));
  }
}
