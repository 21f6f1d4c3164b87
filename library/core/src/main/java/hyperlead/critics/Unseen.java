package hyperlead.critics;

import hyperlead.Episodes;
import hyperlead.tabular.TabularEpisode;
import java.util.function.IntToDoubleFunction;

/** How much of what a round's follower does a table of values has not learned of. */
final class Unseen {
  private Unseen() {}

  /**
   * Mean over the steps t of a round of Σ_a π(a|x_t) (1 − seen(x_t, a)); 0 if there was none yet.
   *
   * @param seen in [0, 1], of a pair
   */
  static double share(Episodes<TabularEpisode> round, int actions, IntToDoubleFunction seen) {
    if (round == null) {
      return 0;
    }
    double sum = 0;
    for (TabularEpisode episode : round.list()) {
      for (int t = 0; t < episode.length(); t++) {
        int state = episode.state(t);
        for (int action = 0; action < actions; action++) {
          double unseen = 1 - seen.applyAsDouble(state * actions + action);
          sum += unseen * episode.response().policy(state, action);
        }
      }
    }
    return sum / round.steps();
  }
}
