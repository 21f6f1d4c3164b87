package hyperlead.prototyping;

import hyperlead.dense.Matrix;
import hyperlead.gaussian.ContinuousReward;
import hyperlead.gaussian.ExpectationGradient;

/** A reward minus the price of the design, which stands at an index of the configuration. */
record PricedReward(ContinuousReward reward, int price) implements ContinuousReward {
  @Override
  public void checkFits(int states, int actions, int configurations) {
    reward.checkFits(states, actions, configurations);
  }

  @Override
  public double at(double[] y, double[] points, int from) {
    return reward.at(y, points, from) - y[price];
  }

  @Override
  public void addGradient(double[] y, double[] points, int from, double weight, double[] g) {
    reward.addGradient(y, points, from, weight, g);
    g[price] -= weight;
  }

  @Override
  public double expectation(double[] y, double[] mean, Matrix covariance) {
    return reward.expectation(y, mean, covariance) - y[price];
  }

  @Override
  public void addExpectationGradient(
      double[] y, double[] mean, Matrix covariance, double weight, ExpectationGradient sum) {
    reward.addExpectationGradient(y, mean, covariance, weight, sum);
    sum.configuration()[price] -= weight;
  }
}
