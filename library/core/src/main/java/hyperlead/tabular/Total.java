package hyperlead.tabular;

import hyperlead.parameters.Coefficients;

/** f = Σ_t γ^t r_i(y), i the number of step t: that of its pair, or of its entry. */
record Total(Coefficients reward, double discount, Numbering number) implements Functional {
  /** Which number a step of an episode has. */
  @FunctionalInterface
  interface Numbering {
    int of(TabularEpisode episode, int t);
  }

  @Override
  public double at(TabularEpisode episode) {
    double[] y = episode.response().mdp.configuration;
    double power = 1;
    double sum = 0;
    for (int t = 0; t < episode.length(); t++) {
      sum += power * reward.at(y, number.of(episode, t));
      power *= discount;
    }
    return sum;
  }

  @Override
  public void addGradient(TabularEpisode episode, double weight, double[] g) {
    double[] y = episode.response().mdp.configuration;
    double power = weight;
    for (int t = 0; t < episode.length(); t++) {
      reward.addGradient(y, number.of(episode, t), power, g);
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
