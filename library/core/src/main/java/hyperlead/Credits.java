package hyperlead;

import java.io.Serializable;

/**
 * What a trajectory estimator is: the credit c_t of every step of an episode. The rest is written
 * once, in {@link hyperlead.estimators.TrajectoryEstimator}.
 */
@FunctionalInterface
public interface Credits<E extends Episode> {
  /** {@return c_0 … c_{T−1} of an episode of the round that the credits are for, length T} */
  double[] credits(E episode);

  /**
   * {@return what is taken off every trace e_t of an episode; 0 unless a method centres its traces}
   */
  default double baseline(E episode) {
    return 0;
  }

  /**
   * A rule for credits. It sees the whole round, which may hold what has to be counted or fitted
   * first: {@code (round, critic) -> episode -> round.weights(episode, critic)} is BC-HG.
   */
  @FunctionalInterface
  interface Rule<E extends Episode> extends Serializable {
    /**
     * {@return the credits of a round}
     *
     * @param round the episodes that will be credited, each once
     * @param critic that has learned from the round
     */
    Credits<E> of(Episodes<E> round, LeaderCritic<E> critic);
  }
}
