package hyperlead.tabular;

import hyperlead.Follower;
import hyperlead.LeaderProblem;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** A follower of a tabular problem at work. */
public interface TabularFollower extends Follower<TabularEpisode> {
  @Override
  TabularResponse respond(double[] theta);

  /** A kind of follower of tabular problems. */
  interface Kind extends Follower.Kind<TabularEpisode> {
    /** {@return a follower of this kind that remembers nothing yet, of a problem with its model} */
    TabularFollower on(TabularProblem problem, RandomGenerator random);

    /**
     * {@return any policy with its values to such a follower, whatever it would answer}
     *
     * @param policy π(a|x), one number a pair
     */
    default TabularResponse valued(TabularMdp mdp, double[] policy) {
      return TabularResponse.of(mdp, policy);
    }

    @Override
    default TabularFollower on(LeaderProblem<TabularEpisode> problem, RandomGenerator random) {
      return on(TabularProblem.of(problem), random);
    }

    @Override
    default TabularFollower on(LeaderProblem<TabularEpisode> problem) {
      return on(problem, new SplittableRandom(1));
    }
  }
}
