package hyperlead.followers;

import hyperlead.Follower;
import hyperlead.LeaderProblem;
import hyperlead.Worker;
import hyperlead.algebra.Require;
import hyperlead.continuous.ContinuousEpisode;
import hyperlead.continuous.ContinuousProblem;
import hyperlead.continuous.ContinuousResponse;
import hyperlead.neural.ActorCritic;
import hyperlead.neural.ActorCritic.Sizes;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;

/**
 * A follower on a machine that learns by a soft actor-critic while the leader moves.
 *
 * @param sizes of networks and batches, and rates
 * @param first steps before the first answer, &gt; 0; the first thousand of them are random
 * @param steps before each later answer, &gt; 0
 * @param every steps from one descent to the next, &gt; 0
 * @param capacity steps that it remembers, &gt; 0
 */
public record SoftActorCritic(Sizes sizes, int first, int steps, int every, int capacity)
    implements Follower.Kind<ContinuousEpisode> {
  private static final int RANDOM = 1000;

  /** Throws an {@link IllegalArgumentException} if a number is out of its range. */
  public SoftActorCritic {
    Require.positive("first", first);
    Require.positive("steps", steps);
    Require.positive("every", every);
    Require.positive("capacity", capacity);
  }

  /**
   * {@return a follower with two hidden layers of 64 and a fixed τ, that learns from 64 remembered
   * steps at every second one that it makes}
   *
   * @param first steps before the first answer, &gt; 0
   * @param steps before each later answer, &gt; 0
   */
  public static SoftActorCritic of(int first, int steps) {
    return new SoftActorCritic(Sizes.usual(), first, steps, 2, 100_000);
  }

  /** {@return the same with other sizes and rates} */
  public SoftActorCritic with(Sizes other) {
    return new SoftActorCritic(other, first, steps, every, capacity);
  }

  @Override
  public Follower<ContinuousEpisode> on(
      LeaderProblem<ContinuousEpisode> problem, RandomGenerator random) {
    return new Learner(ContinuousProblem.of(problem), random);
  }

  @Override
  public String toString() {
    OptionalDouble entropy = sizes.targetEntropy();
    return "SoftActorCritic(%s × %s, batch %s, η %s, ρ %s%s, %s steps, then %s, learns every %s)"
        .formatted(
            sizes.width(),
            sizes.width(),
            sizes.batch(),
            sizes.rate(),
            sizes.targetRate(),
            entropy.isPresent() ? ", entropy " + entropy.getAsDouble() : "",
            first,
            steps,
            every);
  }

  private final class Learner extends Worker<ContinuousProblem>
      implements Follower<ContinuousEpisode> {
    private final RandomGenerator random;
    private final Experience experience;
    private final ActorCritic networks;

    Learner(ContinuousProblem problem, RandomGenerator random) {
      super(SoftActorCritic.this, problem);
      this.random = random;
      experience = remember(new Experience(problem, capacity));
      networks = remember(new ActorCritic(problem.seen(), sizes, problem.temperature(), random));
    }

    @Override
    public ContinuousResponse respond(double[] theta) {
      double[] y = problem.parameterization().configuration(theta);
      networks.refresh();
      SquashedPolicy policy = new SquashedPolicy(problem, networks);
      int more = experience.made() == 0 ? first : steps;
      for (int step = 0; step < more; step++) {
        Require.uninterrupted("follower");
        boolean knows = experience.made() >= RANDOM;
        experience.act(y, knows ? policy : null, random);
        if (knows && step % every == 0) {
          experience.recall(y, networks.batch(), random);
          networks.learn(random);
          policy.follow(networks);
        }
      }
      return new ContinuousResponse(
          problem, theta, new SquashedPolicy(problem, networks), Double.NaN);
    }
  }
}
