package hyperlead.methods;

import hyperlead.Estimator;
import hyperlead.LeaderCritic;
import hyperlead.LeaderTraining;
import hyperlead.critics.ExactCritic;
import hyperlead.critics.LeastSquaresCritic;
import hyperlead.critics.SarsaCritic;
import hyperlead.environments.DiscreteToy;
import hyperlead.environments.FourRooms;
import hyperlead.environments.Garnet;
import hyperlead.environments.Warehouse;
import hyperlead.estimators.Exact;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.games.Commitment;
import hyperlead.games.ExpectedScore;
import hyperlead.parameters.Adam;
import hyperlead.parameters.MirrorAscent;
import hyperlead.parameters.Optimizer;
import hyperlead.parameters.Sgd;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularProblem;
import java.util.List;
import java.util.Optional;

/**
 * A problem on which all methods are compared, and what they share there: the critic, the samples
 * and updates, the optimizer up to its rate.
 *
 * @param game whose leader's policy the problem is about, if it is a game
 * @param learned the critic of trainings
 * @param samples simulated steps an update, those of a method's own probes among them
 * @param weight λ of penalties from samples, where their error at the point is least, about
 * @param best the highest J that is known
 */
record Arena(
    String name,
    TabularProblem problem,
    Optional<Commitment> game,
    LeaderCritic.Kind<TabularEpisode> learned,
    Rule rule,
    List<Double> rates,
    int samples,
    int updates,
    double weight,
    double best) {

  /** An optimizer of a rate for a number of updates. */
  interface Rule {
    Optimizer of(double rate, int updates);
  }

  static List<Arena> all() {
    Commitment toy = DiscreteToy.bundled().commitment(1, 0.05);
    Rule adam = (rate, updates) -> Adam.of(rate).decayingOver(updates);
    Rule mirror =
        (rate, updates) -> new MirrorAscent(Sgd.of(rate).clippedTo(2).decayingOver(updates));
    return List.of(
        new Arena(
            "FourRooms",
            FourRooms.problem(0.005),
            Optional.empty(),
            LeastSquaresCritic.optimistic(1, 1),
            mirror,
            List.of(0.3, 1.0, 3.0),
            100,
            600,
            100,
            1.622),
        new Arena(
            "DiscreteToy R = 1",
            toy.problem(),
            Optional.of(toy),
            new ExpectedScore(toy, LeastSquaresCritic.zero(0.9)),
            adam,
            List.of(0.01, 0.03, 0.1, 0.3),
            450,
            200,
            100,
            34.993),
        new Arena(
            "random MDP",
            Garnet.problem(10, 3, 3, 0.5, 2),
            Optional.empty(),
            LeastSquaresCritic.zero(0.9),
            adam,
            List.of(0.01, 0.03, 0.1, 0.3),
            300,
            300,
            3,
            1.968),
        new Arena(
            "warehouse",
            Warehouse.bundled("small").at(0.05),
            Optional.empty(),
            SarsaCritic.zero(0.3),
            adam,
            List.of(0.1, 0.3, 1.0),
            2000,
            40,
            10,
            0.65));
  }

  /** The critic that knows the model. */
  LeaderCritic.Kind<TabularEpisode> exact() {
    ExactCritic critic = new ExactCritic();
    return game.isPresent() ? new ExpectedScore(game.get(), critic) : critic;
  }

  /** Half of the way from where seed 101 starts to the best that is known. */
  double failing() {
    double start = training(new Exact<>(), 1, 1e-9, 1).run(101).objective();
    return (start + best) / 2;
  }

  LeaderTraining<TabularEpisode> training(
      Estimator.Kind<TabularEpisode> estimator, int steps, double rate, int number) {
    return LeaderTraining.of(problem, new SoftPolicyIteration(), estimator)
        .withOptimizer(rule.of(rate, number))
        .withUpdates(number)
        .withSamples(steps)
        .withLogEvery(number);
  }
}
