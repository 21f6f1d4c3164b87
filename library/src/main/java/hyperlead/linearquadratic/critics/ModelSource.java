package hyperlead.linearquadratic.critics;

import hyperlead.Episodes;
import hyperlead.linearquadratic.LinearQuadraticEpisode;
import hyperlead.linearquadratic.LinearQuadraticModel;

/** Where a leader's model of the dynamics comes from. */
public interface ModelSource {
  /** The true model, for a leader that knows it. */
  ModelSource TRUE =
      new ModelSource() {
        @Override
        public LinearQuadraticModel observe(Episodes<? extends LinearQuadraticEpisode> episodes) {
          return episodes.list().get(0).response().model();
        }

        @Override
        public ModelSource fresh() {
          return this;
        }

        @Override
        public String toString() {
          return "true model";
        }
      };

  /**
   * Learns from a round.
   *
   * @param episodes all under one θ
   * @return the model at that θ, as the leader knows it now
   */
  LinearQuadraticModel observe(Episodes<? extends LinearQuadraticEpisode> episodes);

  /** {@return the same source with nothing seen yet} */
  ModelSource fresh();
}
