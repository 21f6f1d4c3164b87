package hyperlead.checks;

import hyperlead.Budget;
import hyperlead.Episode;
import hyperlead.Estimator;
import hyperlead.Follower;
import hyperlead.LeaderProblem;
import hyperlead.Response;
import hyperlead.estimators.Exact;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** What is checked: a problem with its optimal follower. */
record Subject<E extends Episode>(LeaderProblem<E> problem, Follower.Kind<E> follower) {
  double[] exact(double[] theta) {
    return new Exact<E>().on(problem).at(theta).total();
  }

  /** J(θ) with ∇J. */
  Part hypergradient(double[] theta) {
    Follower<E> answering = follower.on(problem);
    return new Part(
        "exact hypergradient",
        theta,
        moved -> new double[] {answering.respond(moved).objective()},
        k -> exact(theta),
        (k, i) -> "θ[" + i + "]");
  }

  /** Total gradients from rounds of fresh episodes. */
  List<double[]> estimates(
      Estimator.Kind<E> kind, double[] theta, int rounds, int episodes, long seed) {
    Response<E> response = follower.on(problem).respond(theta);
    SplittableRandom random = new SplittableRandom(seed);
    Estimator<E> estimator = kind.on(problem, new SplittableRandom(seed));
    List<double[]> totals = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      totals.add(
          estimator.estimate(theta, response.play(Budget.episodes(episodes), random)).total());
    }
    return totals;
  }
}
