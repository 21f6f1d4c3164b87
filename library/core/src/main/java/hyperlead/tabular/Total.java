package hyperlead.tabular;

import hyperlead.parameters.Coefficients;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

/**
 * f = Σ_t γ^t r_i(y), i the number of step t.
 *
 * @param onArrival whether there is a number for each entry of the law, else for each pair
 */
record Total(Coefficients reward, double discount, boolean onArrival) implements Functional {
  private int number(TabularEpisode episode, int t) {
    return onArrival ? episode.entry(t) : episode.pair(t);
  }

  @Override
  public double at(TabularEpisode episode) {
    IntToDoubleFunction rewards = episode.response().mdp.numbers(reward);
    double power = 1;
    double sum = 0;
    for (int t = 0; t < episode.length(); t++) {
      sum += power * rewards.applyAsDouble(number(episode, t));
      power *= discount;
    }
    return sum;
  }

  @Override
  public void addGradient(TabularEpisode episode, double weight, double[] g) {
    double[] y = episode.response().mdp.configuration;
    double power = weight;
    for (int t = 0; t < episode.length(); t++) {
      reward.addGradient(y, number(episode, t), power, g);
      power *= discount;
    }
  }

  /** The same response to a leader whose return is f; nothing if that is no total. */
  static Optional<TabularResponse> paid(Functional f, TabularResponse response) {
    if (f == LEADER_RETURN) {
      return Optional.of(response);
    }
    return f instanceof Total total
        ? Optional.of(response.in(total.paidIn(response.problem()).at(response.theta())))
        : Optional.empty();
  }

  /** The problem with this as the leader's return. */
  private TabularProblem paidIn(TabularProblem problem) {
    return problem
        .withRewards(
            problem.followerReward(), onArrival ? problem.transitions().expected(reward) : reward)
        .withLeaderDiscount(discount, own -> 1);
  }
}
