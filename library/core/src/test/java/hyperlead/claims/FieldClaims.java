package hyperlead.claims;

import hyperlead.Budget;
import hyperlead.Estimator;
import hyperlead.LeaderTraining;
import hyperlead.critics.LeastSquaresCritic;
import hyperlead.environments.BilevelLqr;
import hyperlead.environments.FieldProblems;
import hyperlead.environments.FourRooms;
import hyperlead.estimators.BoltzmannCovariance;
import hyperlead.estimators.CertaintyEquivalence;
import hyperlead.estimators.CmaEs;
import hyperlead.estimators.Exact;
import hyperlead.estimators.ExploreThenCommit;
import hyperlead.estimators.ValuePenalty;
import hyperlead.followers.MaxEntropyLqr;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.games.ZeroSumFollowers;
import hyperlead.linear.LinearQuadraticEpisode;
import hyperlead.parameters.Adam;
import hyperlead.parameters.MirrorAscent;
import hyperlead.parameters.Sgd;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularProblem;
import java.util.List;

/** Claims of problems and baselines that other papers have. */
final class FieldClaims {
  private FieldClaims() {}

  static List<Claim> all() {
    ZeroSumFollowers two = new ZeroSumFollowers(4);
    return List.of(
        price(1),
        price(3),
        blackBox(),
        sentinel("", two, two.hypergradient()),
        sentinel("-gap", two, ValuePenalty.nikaidoIsoda(100, two).exact()),
        sentinel("-probe", two, ValuePenalty.twoSided(100).exact(two)),
        sentinel("-one", two, new Exact<>()));
  }

  /** Leaders that know the model, from dim lights everywhere: there is no chance in these. */
  private static Claim sentinel(
      String name, ZeroSumFollowers two, Estimator.Kind<TabularEpisode> method) {
    TabularProblem problem = FieldProblems.sentinel(5, 0.1);
    LeaderTraining<TabularEpisode> training =
        LeaderTraining.of(problem, two, method)
            .withStart(random -> new double[problem.parameterization().parameters()])
            .withOptimizer(Adam.of(0.2).decayingOver(60))
            .withSamples(1)
            .withUpdates(60)
            .withLogEvery(60);
    return Claim.of("field-sentinel" + name, training, -0.1).withSeeds(1);
  }

  /** The settings of rooms-commit, which were chosen at price 5. */
  private static Claim price(double price) {
    LeaderTraining<TabularEpisode> training =
        LeaderTraining.of(
                FourRooms.bundled().withPrice(price).at(0.001),
                new SoftPolicyIteration(),
                new ExploreThenCommit<>(
                    new BoltzmannCovariance<>(LeastSquaresCritic.optimistic(1, 1)),
                    CertaintyEquivalence.of(1e-3, 1),
                    200))
            .withOptimizer(new MirrorAscent(Sgd.of(0.3).clippedTo(2).decayingOver(2000)))
            .withSamples(100)
            .withUpdates(2000)
            .withLogEvery(200);
    return Claim.of("rooms-price-" + Math.round(price), training, 0.05);
  }

  /** As many steps as lqr-identified has, 200,000, in one search of a leader that only asks. */
  private static Claim blackBox() {
    CmaEs<LinearQuadraticEpisode> search =
        new CmaEs<>(new MaxEntropyLqr(), 1, 500, Budget.episodes(4));
    LeaderTraining<LinearQuadraticEpisode> training =
        LeaderTraining.of(BilevelLqr.problem(), new MaxEntropyLqr(), search)
            .withOptimizer(Sgd.of(1))
            .withSamples(100)
            .withUpdates(1);
    return Claim.of("lqr-cma-es", training, 11);
  }
}
