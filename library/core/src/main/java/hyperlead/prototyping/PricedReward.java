package hyperlead.prototyping;

import hyperlead.algebra.Matrix;
import hyperlead.linear.ContinuousReward;
import hyperlead.linear.ExpectationGradient;
import hyperlead.linear.SmoothedReward;
import hyperlead.parameters.Coefficients;

/** A reward minus the price of the design, the one number of its coefficients. */
record PricedReward(ContinuousReward reward, Coefficients price) implements ContinuousReward {
  @Override
  public void checkFits(int states, int actions, int configurations) {
    reward.checkFits(states, actions, configurations);
  }

  @Override
  public double at(double[] y, double[] points, int from) {
    return reward.at(y, points, from) - price.at(y, 0);
  }

  @Override
  public void addGradient(double[] y, double[] points, int from, double weight, double[] g) {
    reward.addGradient(y, points, from, weight, g);
    price.addGradient(y, 0, -weight, g);
  }

  @Override
  public SmoothedReward smoothed(double[] y, Matrix covariance) {
    SmoothedReward smoothed = reward.smoothed(y, covariance);
    return new SmoothedReward() {
      @Override
      public double at(double[] mean) {
        return smoothed.at(mean) - price.at(y, 0);
      }

      @Override
      public double[] slope(double[] mean) {
        return smoothed.slope(mean);
      }

      @Override
      public ExpectationGradient gradient(double[] mean) {
        ExpectationGradient gradient = smoothed.gradient(mean);
        price.addGradient(y, 0, -1, gradient.configuration());
        return gradient;
      }
    };
  }
}
