package hyperlead.prototyping;

import hyperlead.dense.Matrix;
import hyperlead.gaussian.ContinuousReward;
import hyperlead.gaussian.ExpectationGradient;
import hyperlead.parameterizations.Coefficients;

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
  public double expectation(double[] y, double[] mean, Matrix covariance) {
    return reward.expectation(y, mean, covariance) - price.at(y, 0);
  }

  @Override
  public void addExpectationGradient(
      double[] y, double[] mean, Matrix covariance, double weight, ExpectationGradient sum) {
    reward.addExpectationGradient(y, mean, covariance, weight, sum);
    price.addGradient(y, 0, -weight, sum.configuration());
  }
}
