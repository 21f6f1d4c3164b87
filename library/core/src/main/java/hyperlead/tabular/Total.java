package hyperlead.tabular;

import hyperlead.parameters.Coefficients;

/** f = Σ_t γ^t r(x_t,a_t; y). */
record Total(Coefficients reward, double discount) implements Functional {
  @Override
  public double at(TabularEpisode episode) {
    double[] y = episode.response().mdp.configuration;
    double power = 1;
    double sum = 0;
    for (int t = 0; t < episode.length(); t++) {
      sum += power * reward.at(y, episode.pair(t));
      power *= discount;
    }
    return sum;
  }

  @Override
  public void addGradient(TabularEpisode episode, double weight, double[] g) {
    double[] y = episode.response().mdp.configuration;
    double power = weight;
    for (int t = 0; t < episode.length(); t++) {
      reward.addGradient(y, episode.pair(t), power, g);
      power *= discount;
    }
  }

  /** The problem with this as the leader's return. */
  TabularProblem paidIn(TabularProblem problem) {
    return problem
        .withRewards(problem.followerReward(), reward)
        .withDiscounts(problem.followerDiscount(), discount);
  }
}
