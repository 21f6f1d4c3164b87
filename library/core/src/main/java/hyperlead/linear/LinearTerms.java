package hyperlead.linear;

import hyperlead.algebra.Matrix;
import hyperlead.parameters.Coefficients;

/** A reward plus ℓ(y)ᵀ(x, u, 1), see {@link ContinuousReward#plus}. */
record LinearTerms(ContinuousReward reward, Coefficients linear) implements ContinuousReward {
  @Override
  public void checkFits(int states, int actions, int configurations) {
    reward.checkFits(states, actions, configurations);
    if (linear.size() != states + actions + 1) {
      throw new IllegalArgumentException(
          "linear terms must be %s + %s + 1 numbers: %s".formatted(states, actions, linear.size()));
    }
  }

  @Override
  public boolean isQuadratic() {
    return reward.isQuadratic();
  }

  @Override
  public double at(double[] y, double[] points, int from) {
    int last = linear.size() - 1;
    double sum = reward.at(y, points, from) + linear.at(y, last);
    for (int i = 0; i < last; i++) {
      sum += linear.at(y, i) * points[from + i];
    }
    return sum;
  }

  @Override
  public void addGradient(double[] y, double[] points, int from, double weight, double[] g) {
    reward.addGradient(y, points, from, weight, g);
    addTermsGradient(y, points, from, weight, g);
  }

  private void addTermsGradient(double[] y, double[] points, int from, double weight, double[] g) {
    int last = linear.isFixed() ? -1 : linear.size() - 1;
    for (int i = 0; i <= last; i++) {
      linear.addGradient(y, i, i < last ? weight * points[from + i] : weight, g);
    }
  }

  @Override
  public SmoothedReward smoothed(double[] y, Matrix covariance) {
    return new Smoothing(reward.smoothed(y, covariance), y, linear.all(y));
  }

  private final class Smoothing implements SmoothedReward {
    private final SmoothedReward smoothed;
    private final double[] y;
    private final double[] slope;

    Smoothing(SmoothedReward smoothed, double[] y, double[] slope) {
      this.smoothed = smoothed;
      this.y = y;
      this.slope = slope;
    }

    @Override
    public double at(double[] mean) {
      double sum = smoothed.at(mean) + slope[mean.length];
      for (int i = 0; i < mean.length; i++) {
        sum += slope[i] * mean[i];
      }
      return sum;
    }

    @Override
    public double[] slope(double[] mean) {
      return added(smoothed.slope(mean));
    }

    @Override
    public ExpectationGradient gradient(double[] mean) {
      ExpectationGradient gradient = smoothed.gradient(mean);
      addTermsGradient(y, mean, 0, 1, gradient.configuration());
      added(gradient.mean());
      return gradient;
    }

    private double[] added(double[] to) {
      for (int i = 0; i < to.length; i++) {
        to[i] += slope[i];
      }
      return to;
    }
  }
}
