package hyperlead.critics;

import hyperlead.Episodes;
import hyperlead.algebra.Learner;
import hyperlead.linear.LinearQuadraticEpisode;
import hyperlead.linear.LinearQuadraticModel;
import hyperlead.linear.LinearQuadraticProblem;

/** Where a leader's model of the dynamics comes from. */
@FunctionalInterface
public interface ModelSource extends Learner {
  /** The true model, for a leader that knows it. */
  Kind TRUE =
      new Kind() {
        @Override
        public ModelSource on(LinearQuadraticProblem problem) {
          return round -> round.list().get(0).response().model();
        }

        @Override
        public String toString() {
          return "true model";
        }
      };

  /** {@return the model at the one θ of a round, as the leader knows it after it} */
  LinearQuadraticModel observe(Episodes<LinearQuadraticEpisode> round);

  /** A kind of source, without what it has seen. Immutable. */
  interface Kind {
    /** {@return a source of models of this problem that has seen nothing yet} */
    ModelSource on(LinearQuadraticProblem problem);
  }
}
