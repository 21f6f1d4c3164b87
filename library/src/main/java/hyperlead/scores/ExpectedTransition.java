package hyperlead.scores;

import hyperlead.critics.TabularCritic;
import hyperlead.tabular.TabularEpisode;
import java.util.random.RandomGenerator;

/**
 * The expectation over the next state, for a leader that knows the law that it moves:
 *
 * <pre>
 * V(x') ∇log P(x'|x,a)   becomes   Σ_x' ∇P(x'|x,a) V(x'),        V(x_0) ∇log μ(x_0)   Σ_x ∇μ(x) V(x)
 * </pre>
 *
 * <p>for V_L and V_F alike. Such a leader is a tax office, which knows what a tax takes off an
 * income, but not what the household will do. No variance is left but that of the follower's
 * actions and of where the episode goes. Needs a critic's values of states that were not visited.
 * No bias beyond the critic's. Cost: O(successors) a step. Prefer {@link SampledScore} only where
 * the leader does not know the law.
 *
 * @param critic where V_L comes from
 */
public record ExpectedTransition(TabularCritic critic) implements TransitionTerm<TabularEpisode> {
  @Override
  public void addInitial(TabularEpisode episode, double[] g) {
    episode.addExpectedInitial(x -> critic.value(episode.response(), x), g);
  }

  @Override
  public void addLeader(TabularEpisode episode, int t, double weight, double[] g) {
    episode.addExpectedTransition(t, weight, x -> critic.value(episode.response(), x), g);
  }

  @Override
  public void addFollower(TabularEpisode episode, int t, double weight, double[] g) {
    episode.addExpectedTransition(t, weight, episode.response()::value, g);
  }

  @Override
  public ExpectedTransition fresh(RandomGenerator random) {
    return new ExpectedTransition(critic.fresh(random));
  }

  @Override
  public String toString() {
    return "expected, " + critic;
  }
}
