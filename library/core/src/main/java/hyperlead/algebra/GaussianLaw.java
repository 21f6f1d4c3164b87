package hyperlead.algebra;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The law N(mean, FFᵀ) of a real vector, given by a factor F of its covariance, so that it may be
 * singular: F = 0 is a fixed vector. Immutable.
 */
public final class GaussianLaw {
  private final double[] mean;
  private final Matrix factor;
  private final Matrix covariance;

  private GaussianLaw(double[] mean, Matrix factor) {
    this.mean = mean;
    this.factor = factor;
    this.covariance = factor.squared();
  }

  /**
   * {@return a law}
   *
   * @param mean length n, finite
   * @param factor F, n × any number of columns
   * @throws IllegalArgumentException if the mean is not finite or F has another number of rows
   */
  public static GaussianLaw of(double[] mean, Matrix factor) {
    return new GaussianLaw(Require.vector("mean", mean, factor.rows()).clone(), factor);
  }

  /** {@return the law of a finite vector that is always the same} */
  public static GaussianLaw fixed(double... point) {
    return of(point, Matrix.zero(point.length, 0));
  }

  /** {@return the mean, length n, a copy} */
  public double[] mean() {
    return mean.clone();
  }

  /** {@return the covariance FFᵀ, n × n} */
  public Matrix covariance() {
    return covariance;
  }

  /**
   * Draws a vector into an array.
   *
   * @param noise workspace, at least as many entries as F has columns
   * @param out array that receives the vector
   * @param to index of its first entry
   */
  public void sample(RandomGenerator random, double[] noise, double[] out, int to) {
    for (int j = 0; j < factor.columns(); j++) {
      noise[j] = Gaussian.next(random);
    }
    System.arraycopy(mean, 0, out, to, mean.length);
    factor.addApplied(1, noise, 0, out, to);
  }

  @Override
  public String toString() {
    return "N(" + Arrays.toString(mean) + ", " + covariance + ")";
  }
}
