package hyperlead.critics;

import hyperlead.Episodes;
import hyperlead.StepEpisode;
import hyperlead.algebra.LeastSquares;
import hyperlead.algebra.Require;
import java.util.Arrays;

/**
 * Q_L = wᵀφ(v) and V_L = wᵀE_π[φ] as a {@link FeatureCritic} fits them, on steps of any problem.
 */
final class FeatureFit {
  final Features features;
  private final FeatureCritic settings;
  private double[] w;

  FeatureFit(FeatureCritic settings, Features features) {
    this.settings = settings;
    Require.that(
        features.haveActions(),
        "a critic's features must see the follower's action: %s",
        settings.features());
    this.features = features;
    w = new double[features.size()];
  }

  /** Fits w to a round. */
  <E extends StepEpisode> void observe(Episodes<E> round) {
    features.follow(round.list().get(0).law());
    LeastSquares equations = new LeastSquares(features.size(), 1);
    double discount = round.problem().leaderDiscount();
    for (E episode : round.list()) {
      double future = 0;
      for (int t = episode.length() - 1; t >= 0; t--) {
        double reward = episode.leaderReward(t);
        future = reward + discount * future;
        features.fill(episode.path(), episode.row(t), equations.features());
        if (settings.bootstraps()) {
          fillNext(episode, t, equations.next());
          equations.add(1, discount, reward);
        } else {
          equations.add(1, 0, future);
        }
      }
    }
    w = equations.solve("system of the critic's weights", settings.ridge()).entries();
  }

  /** E_π[φ] after step t; 0 where the episode ended by itself. */
  private void fillNext(StepEpisode episode, int t, double[] out) {
    if (isOver(episode, t + 1)) {
      Arrays.fill(out, 0);
    } else {
      features.fillExpected(episode.path(), episode.row(t + 1), out);
    }
  }

  static boolean isOver(StepEpisode episode, int t) {
    return t == episode.length() && episode.terminated();
  }

  double actionValue(double[] rows, int from) {
    return features.value(w, rows, from);
  }

  double value(double[] rows, int from) {
    return features.expectedValue(w, rows, from);
  }

  void addValueGradient(double[] rows, int from, double factor, double[] out) {
    features.addExpectedGradient(w, rows, from, factor, out);
  }
}
