package hyperlead.estimators;

import hyperlead.Budget;
import hyperlead.Episode;
import hyperlead.Episodes;
import hyperlead.Estimator;
import hyperlead.Follower;
import hyperlead.Hypergradient;
import hyperlead.LeaderProblem;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** A follower of which a leader sees the objective only, as episodes at a θ show it. */
record Asked<E extends Episode>(Follower<E> follower, Budget budget) {
  /** What a method makes of it: a step for ∇J. */
  interface Search<E extends Episode> {
    double[] step(Asked<E> asked, double[] theta, RandomGenerator random);
  }

  /** An estimator that only asks: the two terms cannot be told apart. */
  static <E extends Episode> Estimator<E> estimator(
      Estimator.Kind<E> kind,
      LeaderProblem<E> problem,
      Follower.Kind<E> follower,
      Budget budget,
      RandomGenerator random,
      Search<E> search) {
    Asked<E> asked = new Asked<>(follower.on(problem, random), budget);
    return Estimator.of(
        kind,
        problem,
        (theta, round) ->
            Hypergradient.ofTotal(
                problem.sampledObjective(round), search.step(asked, theta, random)),
        asked.follower);
  }

  /** Ĵ(θ) by the random numbers of a seed. */
  double objective(double[] theta, long seed) {
    Episodes<E> round = follower.respond(theta).play(budget, new SplittableRandom(seed));
    return round.problem().sampledObjective(round);
  }
}
