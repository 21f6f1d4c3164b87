package hyperlead.scores;

import hyperlead.Episode;
import hyperlead.LeaderCritic;
import java.util.random.RandomGenerator;

/**
 * The raw score: value times score at the state that was sampled.
 *
 * <pre>
 * V(x_{t+1}) ∇log P(x_{t+1}|x_t,a_t)
 * </pre>
 *
 * <p>Needs no more than the episode. Its variance grows with the square of V, whatever part of V is
 * the same for every x_{t+1}: prefer an expectation or a baseline where V is far from zero and θ
 * moves transitions.
 *
 * @param critic where V_L comes from
 * @param <E> the critic's episodes
 */
public record SampledScore<E extends Episode>(LeaderCritic<E> critic) implements TransitionTerm<E> {
  @Override
  public void addInitial(E episode, double[] g) {
    episode.addInitialScore(critic.value(episode, 0), g);
  }

  @Override
  public void addLeader(E episode, int t, double weight, double[] g) {
    episode.addTransitionScore(t, weight * critic.value(episode, t + 1), g);
  }

  @Override
  public void addFollower(E episode, int t, double weight, double[] g) {
    episode.addTransitionScore(t, weight * episode.followerValue(t + 1), g);
  }

  @Override
  public SampledScore<E> fresh(RandomGenerator random) {
    return new SampledScore<>(critic.fresh(random));
  }

  @Override
  public String toString() {
    return critic.toString();
  }
}
