package hyperlead.critics;

import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import java.util.function.IntToDoubleFunction;
import java.util.random.RandomGenerator;

/**
 * A critic whose values meet the scores in expectation over the next state, for a leader that knows
 * the law that it moves:
 *
 * <pre>
 * V(x') ∇log P(x'|x,a)   becomes   Σ_x' ∇P(x'|x,a) V(x'),        V(x_0) ∇log μ(x_0)   Σ_x ∇μ(x) V(x)
 * </pre>
 *
 * <p>for V_L and V_F alike. Such a leader is a tax office, which knows what a tax takes off an
 * income, but not what the household will do. No variance is left but that of the follower's
 * actions and of where the episode goes. Needs a critic's values of states that were not visited.
 * No bias beyond the critic's. Cost: O(successors) a step. Prefer the critic as it stands only
 * where the leader does not know the law.
 */
public record ExpectedTransition(TabularCritic.Kind critic) implements TabularCritic.Kind {
  @Override
  public TabularCritic on(TabularProblem problem, RandomGenerator random) {
    TabularCritic learning = critic.on(problem, random);
    return new WrappedCritic(this, problem, learning) {
      @Override
      public void addInitialScore(TabularEpisode episode, double[] g) {
        TabularResponse response = episode.response();
        response.mdp().addExpectedInitial(x -> learning.value(response, x), g);
      }

      @Override
      public void addLeaderScore(TabularEpisode episode, int t, double weight, double[] g) {
        add(episode, t, weight, x -> learning.value(episode.response(), x), g);
      }

      @Override
      public void addFollowerScore(TabularEpisode episode, int t, double weight, double[] g) {
        add(episode, t, weight, episode.response()::value, g);
      }

      private void add(
          TabularEpisode episode, int t, double weight, IntToDoubleFunction values, double[] g) {
        episode.response().mdp().addExpectedTransition(episode.pair(t), weight, values, g);
      }
    };
  }

  @Override
  public String toString() {
    return "expected, " + critic;
  }
}
