package hyperlead.linear;

import hyperlead.Follower;
import hyperlead.LeaderProblem;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** A follower of a linear-quadratic problem at work. */
public interface LinearQuadraticFollower extends Follower<LinearQuadraticEpisode> {
  @Override
  LinearQuadraticResponse respond(double[] theta);

  /** A kind of follower of linear-quadratic problems. */
  interface Kind extends Follower.Kind<LinearQuadraticEpisode> {
    /** {@return a follower of this kind that remembers nothing yet, of a problem with its model} */
    LinearQuadraticFollower on(LinearQuadraticProblem problem, RandomGenerator random);

    @Override
    default LinearQuadraticFollower on(
        LeaderProblem<LinearQuadraticEpisode> problem, RandomGenerator random) {
      return on(LinearQuadraticProblem.of(problem), random);
    }

    @Override
    default LinearQuadraticFollower on(LeaderProblem<LinearQuadraticEpisode> problem) {
      return on(problem, new SplittableRandom(1));
    }
  }
}
