package hyperlead.checks;

import hyperlead.Episode;
import hyperlead.Episodes;
import hyperlead.Estimator;
import hyperlead.Follower;
import hyperlead.LeaderProblem;
import hyperlead.Response;
import hyperlead.estimators.ExactHypergradient;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What is checked: a problem with its optimal follower and its exact hypergradient, of which each
 * check takes fresh copies.
 */
record Subject<E extends Episode, R extends Response>(
    LeaderProblem<E, R> problem,
    Follower<R> follower,
    ExactHypergradient hypergradient,
    int parameters,
    double temperature) {

  private Follower<R> freshFollower() {
    return follower.fresh(new SplittableRandom(1));
  }

  double[] exact(double[] theta) {
    return hypergradient.fresh(new SplittableRandom(1)).at(theta).total();
  }

  /** J(θ) with ∇J. */
  Part hypergradient(double[] theta) {
    Follower<R> answering = freshFollower();
    return new Part(
        "exact hypergradient",
        theta,
        moved -> new double[] {problem.objective(answering.respond(moved))},
        k -> exact(theta),
        (k, i) -> "θ[" + i + "]");
  }

  /** Total gradients from rounds of fresh episodes. */
  List<double[]> estimates(
      Estimator<? super E> estimator, double[] theta, int rounds, int episodes, long seed) {
    R response = freshFollower().respond(theta);
    SplittableRandom random = new SplittableRandom(seed);
    List<double[]> totals = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      Episodes<E> sample = problem.simulate(response, Episodes.Budget.episodes(episodes), random);
      totals.add(estimator.estimate(theta, sample).total());
    }
    return totals;
  }
}
