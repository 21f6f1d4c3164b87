package hyperlead.linear;

import hyperlead.algebra.Matrix;
import hyperlead.algebra.Require;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A quadratic reward, in v = (x, u) and in the configuration:
 *
 * <pre>
 * r_L = −(v − v*)ᵀ M (v − v*) − Σ_i c_i y_i²
 * E[r_L] = r_L(mean) − tr(M · covariance)
 * </pre>
 *
 * <p>Cost (n + m)² for a value. Immutable.
 */
public final class QuadraticReward implements ContinuousReward {
  private final Matrix weight;
  private final double[][] rows;
  private final double[] target;
  private final double[] price;
  private final int[] priced;

  private QuadraticReward(Matrix weight, double[] target, double[] price) {
    this.weight = weight;
    this.rows = weight.toRows();
    this.target = target;
    this.price = price;
    this.priced = IntStream.range(0, price.length).filter(i -> price[i] != 0).toArray();
  }

  /**
   * {@return a quadratic reward}
   *
   * @param weight M, (n + m) × (n + m); its symmetric part counts
   * @param target v*, length n + m
   * @param price c, one number for each configuration
   * @throws IllegalArgumentException if shapes differ or a number is not finite
   */
  public static QuadraticReward of(Matrix weight, double[] target, double[] price) {
    Require.vector("target", target, weight.rows());
    Require.vector("price", price, price.length);
    return new QuadraticReward(weight.symmetric(), target.clone(), price.clone());
  }

  /**
   * {@return a quadratic reward of states and actions, as {@link #of(Matrix, double[], double[])},
   * whatever the configuration}
   */
  public static QuadraticReward of(Matrix weight, double[] target) {
    return of(weight, target, new double[0]);
  }

  @Override
  public void checkFits(int states, int actions, int configurations) {
    if (target.length != states + actions) {
      throw new IllegalArgumentException(
          "weight of a quadratic reward must be of (x, u), %s states and %s actions, %s × %s: %s × %s"
              .formatted(
                  states,
                  actions,
                  states + actions,
                  states + actions,
                  target.length,
                  target.length));
    }
    if (price.length > configurations) {
      throw new IllegalArgumentException(
          "price must have at most %s entries, those of the configuration: %s"
              .formatted(configurations, price.length));
    }
  }

  @Override
  public boolean isQuadratic() {
    return true;
  }

  @Override
  public double at(double[] y, double[] points, int from) {
    double sum = 0;
    for (int i = 0; i < target.length; i++) {
      sum += (points[from + i] - target[i]) * slope(i, points, from);
    }
    for (int i : priced) {
      sum += price[i] * y[i] * y[i];
    }
    return -sum;
  }

  /** Entry i of M (v − v*). */
  private double slope(int i, double[] points, int from) {
    double sum = 0;
    for (int j = 0; j < target.length; j++) {
      sum += rows[i][j] * (points[from + j] - target[j]);
    }
    return sum;
  }

  @Override
  public void addGradient(double[] y, double[] points, int from, double factor, double[] g) {
    for (int i : priced) {
      g[i] -= 2 * factor * price[i] * y[i];
    }
  }

  @Override
  public SmoothedReward smoothed(double[] y, Matrix covariance) {
    double noise = weight.dot(covariance);
    return new SmoothedReward() {
      @Override
      public double at(double[] mean) {
        return QuadraticReward.this.at(y, mean, 0) - noise;
      }

      @Override
      public double[] slope(double[] mean) {
        double[] slope = new double[target.length];
        Arrays.setAll(slope, i -> -2 * QuadraticReward.this.slope(i, mean, 0));
        return slope;
      }

      @Override
      public ExpectationGradient gradient(double[] mean) {
        double[] g = new double[y.length];
        addGradient(y, mean, 0, 1, g);
        return new ExpectationGradient(slope(mean), weight.times(-1), g);
      }
    };
  }

  @Override
  public String toString() {
    return "QuadraticReward(" + weight + " around " + Arrays.toString(target) + ")";
  }
}
