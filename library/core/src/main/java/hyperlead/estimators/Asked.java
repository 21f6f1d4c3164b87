package hyperlead.estimators;

import hyperlead.Budget;
import hyperlead.Episode;
import hyperlead.Estimator;
import hyperlead.Follower;
import hyperlead.Hypergradient;
import hyperlead.LeaderProblem;
import hyperlead.Response;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** A follower of which a leader sees the objective only, as episodes at a θ show it. */
record Asked<E extends Episode>(LeaderProblem<E> problem, Follower<E> follower, Budget budget) {
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
    Asked<E> asked = new Asked<>(problem, follower.on(problem, random), budget);
    return Estimator.of(
        kind,
        problem,
        (theta, round) -> {
          round.checkOf(problem);
          round.checkUnder(theta);
          double[] step = search.step(asked, theta, random);
          return Hypergradient.ofTotal(problem.sampledObjective(round), step);
        },
        asked.follower);
  }

  /** Ĵ(θ) by the random numbers of a seed. */
  double objective(double[] theta, long seed) {
    Response<E> answer = follower.respond(theta);
    answer.checkOf(problem, theta);
    return problem.sampledObjective(answer.play(budget, new SplittableRandom(seed)));
  }
}
