package hyperlead.golden;

import hyperlead.Budget;
import hyperlead.Episode;
import hyperlead.Estimator;
import hyperlead.Follower;
import hyperlead.Hypergradient;
import hyperlead.LeaderProblem;
import hyperlead.LeaderTraining;
import hyperlead.continuous.ContinuousEpisode;
import hyperlead.continuous.ContinuousProblem;
import hyperlead.critics.ContinuousCritic;
import hyperlead.critics.DifferentiableCritic;
import hyperlead.critics.DynamicsEstimate;
import hyperlead.critics.ExactCritic;
import hyperlead.critics.ExpectedTransition;
import hyperlead.critics.FeatureCritic;
import hyperlead.critics.FourierFeatures;
import hyperlead.critics.LeastSquaresCritic;
import hyperlead.critics.ModelCritic;
import hyperlead.critics.MonteCarloCritic;
import hyperlead.critics.QuadraticFeatures;
import hyperlead.critics.SarsaCritic;
import hyperlead.environments.BilevelLqr;
import hyperlead.environments.BuildingThermalControl;
import hyperlead.environments.CommitmentGame;
import hyperlead.environments.DiscreteToy;
import hyperlead.environments.FourRooms;
import hyperlead.environments.Garnet;
import hyperlead.environments.GuidedCartPole;
import hyperlead.environments.GuidedPendulum;
import hyperlead.environments.PendulumGrid;
import hyperlead.environments.PrisonersDilemma;
import hyperlead.environments.Roads;
import hyperlead.environments.TaxDesign;
import hyperlead.environments.ThreeStates;
import hyperlead.environments.Warehouse;
import hyperlead.environments.WarehouseLayout;
import hyperlead.estimators.AdaptiveModelDesign;
import hyperlead.estimators.Aho;
import hyperlead.estimators.AnnealedTemperature;
import hyperlead.estimators.BiAc;
import hyperlead.estimators.BlackBox;
import hyperlead.estimators.BoltzmannCovariance;
import hyperlead.estimators.CertaintyEquivalence;
import hyperlead.estimators.CmaEs;
import hyperlead.estimators.Exact;
import hyperlead.estimators.ExactHypergradient;
import hyperlead.estimators.ExploreThenCommit;
import hyperlead.estimators.Hpgd;
import hyperlead.estimators.HpgdFeatures;
import hyperlead.estimators.HpgdOracle;
import hyperlead.estimators.LikelihoodRatio;
import hyperlead.estimators.NaivePolicyGradient;
import hyperlead.estimators.RandomlyTruncated;
import hyperlead.estimators.Slac;
import hyperlead.estimators.SoBiRl;
import hyperlead.estimators.TotalDerivative;
import hyperlead.estimators.ValuePenalty;
import hyperlead.estimators.ZeroOrder;
import hyperlead.followers.FittedSoftQ;
import hyperlead.followers.LeastSquaresPolicyIteration;
import hyperlead.followers.MaxEntropyLqr;
import hyperlead.followers.MirrorDescent;
import hyperlead.followers.NeuralSoftQ;
import hyperlead.followers.SoftActorCritic;
import hyperlead.followers.SoftBellmanSweeps;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.followers.SoftQLearning;
import hyperlead.games.BaselineScore;
import hyperlead.games.Commitment;
import hyperlead.games.ExpectedScore;
import hyperlead.games.ZeroSumFollowers;
import hyperlead.linear.LinearQuadraticEpisode;
import hyperlead.linear.LinearQuadraticProblem;
import hyperlead.neural.Sizes;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularProblem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Every bundled problem with every follower and estimator that fits it. */
final class GoldenRegistry {
  /** Small rounds, the last episode of which is cut. */
  private static final Budget ROUND = new Budget(6, 400);

  /** Enough to fit policies and values of a building to. */
  private static final Budget LONG_ROUND = Budget.steps(1050);

  private GoldenRegistry() {}

  static List<GoldenSubject> subjects() {
    List<GoldenSubject> subjects = new ArrayList<>();
    subjects.add(tabular(FourRooms.problem(0.05)));
    subjects.add(tabular(FourRooms.problem(0.001)));
    subjects.add(tabular(ThreeStates.problem()));
    subjects.add(tabular(Garnet.problem(10, 3, 3, 0.5, 2)));
    subjects.add(tabular(Warehouse.of(new WarehouseLayout(1, 3, 3)).at(0.1)));
    subjects.add(tabular(TaxDesign.bundled().withGridPoints(13).contexts().problem()));
    subjects.add(roads(Roads.bundled("braess").problem(100, 5)));
    subjects.add(zeroSum(Garnet.problem(5, 4, 3, 0.1, 1), new ZeroSumFollowers(2)));
    PendulumGrid pendulum = new PendulumGrid(GuidedPendulum.v0(), 8, 9, 2);
    subjects.add(tabular(pendulum.designed(0.5)));
    subjects.add(tabular(pendulum.guided(0.5)));
    for (double reward : new double[] {1, 2}) {
      subjects.add(game(DiscreteToy.bundled().commitment(reward, 0.05)));
    }
    for (Commitment game :
        List.of(PrisonersDilemma.commitment(0.5), CommitmentGame.commitment(0.2))) {
      subjects.add(game(game));
      subjects.add(tabular(game.blindProblem()));
    }
    subjects.add(linearQuadratic(BilevelLqr.problem(), new double[] {-5, -3}));
    subjects.add(
        linearQuadratic(
            BuildingThermalControl.problem(),
            new double[] {0.5, -0.5, 0.3, 0.2, -0.4, 0.1, 0, 0.6}));
    GuidedCartPole cart = GuidedCartPole.v1();
    subjects.add(machine(ContinuousProblem.wind("GuidedCartPole", cart, 0.1)));
    subjects.add(machine(ContinuousProblem.design("ShapedCartPole", cart.withWind(0), 0.1)));
    return subjects;
  }

  /** Trainings alone: there is no exact hypergradient. */
  private static GoldenSubject machine(ContinuousProblem p) {
    double[] widths = new double[p.width()];
    Arrays.fill(widths, 2);
    FourierFeatures features = FourierFeatures.of(20, 1, widths);
    ContinuousCritic returns = new ContinuousCritic(FeatureCritic.returns(features, 1e-3));
    ContinuousCritic differences =
        new ContinuousCritic(FeatureCritic.temporalDifferences(features, 1e-3));
    Sizes sizes = new Sizes(8, 16, 1e-3, 0.01);
    Follower.Kind<ContinuousEpisode> networks =
        SoftActorCritic.of(1100, 100).with(sizes).withTargetEntropy(-0.5);
    Follower.Kind<ContinuousEpisode> fitted = new FittedSoftQ(features, 1e-4, 3, 5, 300, 100, 350);
    Map<String, LeaderTraining<?>> trainings = new LinkedHashMap<>();
    trainings.put(
        "training, naive, soft actor-critic",
        training(p, networks, new NaivePolicyGradient<>(returns), ROUND));
    trainings.put(
        "training, centred BC-HG, soft actor-critic",
        training(p, networks, new BoltzmannCovariance<>(returns).centred(), ROUND));
    trainings.put(
        "training, BC-HG, fitted soft Q",
        training(p, fitted, new BoltzmannCovariance<>(differences), ROUND));
    trainings.put(
        "training, HPGD, fitted soft Q",
        training(p, fitted, new HpgdFeatures<>(returns, features, 1e-3), ROUND));
    trainings.put(
        "training, total derivative, soft actor-critic",
        training(p, networks, new TotalDerivative(returns, 1e-2), ROUND));
    String constants =
        "%d seen, %d parameters, τ %s"
            .formatted(p.seen(), p.parameterization().parameters(), p.temperature());
    return new GoldenSubject(p.name(), constants, Map.of(), Map.of(), trainings);
  }

  private static GoldenSubject game(Commitment game) {
    TabularProblem p = game.problem();
    Map<String, Estimator.Kind<TabularEpisode>> methods = methods(p);
    methods.put(
        "BC-HG, expected score",
        new BoltzmannCovariance<>(new ExpectedScore(game, LeastSquaresCritic.zero(0.9))));
    methods.put(
        "centred BC-HG, score with a baseline",
        new BoltzmannCovariance<>(new BaselineScore(game, new ExactCritic())).centred());
    methods.put("Bi-AC", new BiAc(game, 0.1));
    methods.put("Bi-AC off-policy", new BiAc(game, 0.1, 1000));
    addRivals(p, methods);
    return tabular(p, methods);
  }

  private static GoldenSubject tabular(TabularProblem p) {
    Map<String, Estimator.Kind<TabularEpisode>> methods = methods(p);
    addRivals(p, methods);
    return tabular(p, methods);
  }

  private static GoldenSubject tabular(
      TabularProblem p, Map<String, Estimator.Kind<TabularEpisode>> methods) {
    Map<String, Follower.Kind<TabularEpisode>> followers = new LinkedHashMap<>();
    followers.put("optimal", new SoftPolicyIteration());
    followers.put("3 sweeps", SoftBellmanSweeps.reset(3));
    followers.put("sweeps carried over", SoftBellmanSweeps.carriedOver(3));
    followers.put("soft Q-learning", new SoftQLearning(0.1, 500));
    followers.put("mirror descent", new MirrorDescent(0.5));
    followers.put("neural soft Q", NeuralSoftQ.of(100, 50).with(new Sizes(8, 8, 1e-3, 0.01)));
    return tabular(p, followers, methods);
  }

  /** Of an objective that few methods know. */
  private static GoldenSubject roads(TabularProblem p) {
    Map<String, Estimator.Kind<TabularEpisode>> methods = new LinkedHashMap<>();
    methods.put("likelihood ratio", new LikelihoodRatio());
    methods.put("zero order", new ZeroOrder<>(new SoftPolicyIteration(), 0.02, 2, ROUND));
    methods.put("CMA-ES", new CmaEs<>(new SoftPolicyIteration(), 0.1, 20, ROUND));
    return tabular(p, methods);
  }

  private static GoldenSubject zeroSum(TabularProblem p, ZeroSumFollowers players) {
    Map<String, Estimator.Kind<TabularEpisode>> methods = new LinkedHashMap<>();
    methods.put("saddle", players.hypergradient());
    methods.put(
        "BC-HG, two followers",
        new BoltzmannCovariance<>(players.critic(LeastSquaresCritic.zero(1))));
    ValuePenalty gap = ValuePenalty.nikaidoIsoda(100, players);
    methods.put("Nikaido and Isoda", gap.exact());
    methods.put("Nikaido and Isoda, sampled", gap.sampled(players, new ExactCritic()));
    methods.put("two-sided probe", ValuePenalty.twoSided(100).exact(players));
    return tabular(p, Map.of("optimal", players), methods);
  }

  private static GoldenSubject tabular(
      TabularProblem p,
      Map<String, Follower.Kind<TabularEpisode>> followers,
      Map<String, Estimator.Kind<TabularEpisode>> methods) {
    int d = p.parameterization().parameters();
    double[] theta = new SplittableRandom(11).doubles(d, -1, 1).toArray();
    String sizes =
        "%d states, %d actions, %d entries, first %s"
            .formatted(
                p.transitions().pattern().states(),
                p.transitions().pattern().actions(),
                p.transitions().pattern().entries(),
                p.initial().states());
    return subject(p, sizes, theta, ROUND, followers, methods);
  }

  private static Map<String, Estimator.Kind<TabularEpisode>> methods(TabularProblem p) {
    Map<String, Estimator.Kind<TabularEpisode>> methods = new LinkedHashMap<>();
    methods.put("naive", new NaivePolicyGradient<>(new ExactCritic()));
    methods.put("BC-HG, exact", new BoltzmannCovariance<>(new ExactCritic()));
    methods.put("BC-HG, SARSA", new BoltzmannCovariance<>(SarsaCritic.zero(0.3)));
    methods.put("BC-HG, random SARSA", new BoltzmannCovariance<>(SarsaCritic.random(0.3)));
    methods.put(
        "BC-HG, expected SARSA", new BoltzmannCovariance<>(SarsaCritic.random(0.3).expected()));
    methods.put("BC-HG, Monte Carlo", new BoltzmannCovariance<>(new MonteCarloCritic()));
    methods.put(
        "BC-HG, least squares", new BoltzmannCovariance<>(LeastSquaresCritic.optimistic(0.9, 1)));
    methods.put("centred BC-HG", new BoltzmannCovariance<>(new ExactCritic()).centred());
    methods.put(
        "BC-HG, expected transitions",
        new BoltzmannCovariance<>(new ExpectedTransition(new ExactCritic())));
    methods.put("HPGD", new Hpgd(new MonteCarloCritic()));
    methods.put("HPGD oracle", new HpgdOracle(new ExactCritic(), 20));
    methods.put("SoBiRL", new SoBiRl<>(SarsaCritic.zero(0.3)));
    methods.put("certainty equivalence", CertaintyEquivalence.of(1e-3, 0.9));
    methods.put(
        "black box", BlackBox.of(new BoltzmannCovariance<>(LeastSquaresCritic.zero(1)), 0.1, 0.5));
    methods.put("AMD", new AdaptiveModelDesign(5));
    methods.put("zero order", new ZeroOrder<>(new SoftPolicyIteration(), 0.02, 2, ROUND));
    methods.put(
        "explore, then commit",
        new ExploreThenCommit<>(
            new BoltzmannCovariance<>(SarsaCritic.random(0.3)),
            CertaintyEquivalence.of(1e-3, 1),
            2));
    methods.put("annealed", new AnnealedTemperature(2 * p.temperature(), 4));
    return methods;
  }

  /** After the others: the one follower that all meet goes on from answer to answer. */
  private static void addRivals(
      TabularProblem p, Map<String, Estimator.Kind<TabularEpisode>> methods) {
    ExactCritic exact = new ExactCritic();
    methods.put("two-sided probe, exact", ValuePenalty.twoSided(100).exact());
    methods.put(
        "value penalty", ValuePenalty.oneSided(10).sampled(new SoftPolicyIteration(), exact));
    methods.put("PBRL, single loop", ValuePenalty.oneSided(10).exact(new MirrorDescent(0.5)));
    methods.put("SLAC", new Slac(10, 0.5, 2 * p.temperature(), 1));
    methods.put("AHO", new Aho(LeastSquaresCritic.zero(1), 0.1));
    if (p.transitions().pattern().pairs() < 500) { // a solve for each entry of y
      methods.put("AHO, exact", Aho.exact());
    }
    methods.put(
        "HPGD, RT-Q",
        new RandomlyTruncated(
            new Hpgd(new MonteCarloCritic()), SoftBellmanSweeps::reset, 2, 3, ROUND));
    methods.put("SoBiRL, modified", new SoBiRl<>(SarsaCritic.zero(0.3)).modified());
    double[] feature = new double[p.followerReward().size()];
    Arrays.setAll(feature, pair -> pair % 2);
    methods.put(
        "inverse",
        BlackBox.inverse(
            new BoltzmannCovariance<>(exact), p.followerReward(), new double[][] {feature}, 0.5));
  }

  private static GoldenSubject linearQuadratic(LinearQuadraticProblem p, double[] theta) {
    Map<String, Follower.Kind<LinearQuadraticEpisode>> followers = new LinkedHashMap<>();
    followers.put("optimal", new MaxEntropyLqr());
    followers.put("least squares", new LeastSquaresPolicyIteration(1, 2000));
    String sizes =
        "%d states, %d actions, %d of the leader"
            .formatted(p.system().states(), p.system().actions(), p.system().leaderActions());
    return subject(p, sizes, theta, LONG_ROUND, followers, methods(p));
  }

  private static Map<String, Estimator.Kind<LinearQuadraticEpisode>> methods(
      LinearQuadraticProblem p) {
    int width = p.system().states() + p.system().actions() + p.system().leaderActions();
    double[] widths = new double[width];
    Arrays.fill(widths, 2);
    DifferentiableCritic.Kind differences =
        FeatureCritic.temporalDifferences(QuadraticFeatures.ofSteps(), 1e-9);
    Map<String, Estimator.Kind<LinearQuadraticEpisode>> methods = new LinkedHashMap<>();
    methods.put("naive", new NaivePolicyGradient<>(ExactCritic.linearQuadratic().pathwise()));
    if (p.system().leaderActions() > 0) {
      methods.put("BC-HG, exact", new BoltzmannCovariance<>(ExactCritic.linearQuadratic()));
      methods.put(
          "BC-HG, identified",
          new BoltzmannCovariance<>(new ModelCritic(new DynamicsEstimate()).pathwise()));
      methods.put("certainty equivalence", CertaintyEquivalence.of());
    }
    methods.put(
        "BC-HG, pathwise", new BoltzmannCovariance<>(ExactCritic.linearQuadratic().pathwise()));
    methods.put(
        "centred BC-HG, temporal differences",
        new BoltzmannCovariance<>(differences.expected()).centred());
    methods.put(
        "BC-HG, returns on Fourier features",
        new BoltzmannCovariance<>(
            FeatureCritic.returns(FourierFeatures.of(20, 8, widths), 1e-6).pathwise()));
    methods.put(
        "BC-HG with a baseline",
        new BoltzmannCovariance<>(differences.expected())
            .fitted(QuadraticFeatures.ofSeen(), 1e-12));
    methods.put(
        "HPGD on features",
        new HpgdFeatures<>(differences.expected(), QuadraticFeatures.ofSteps(), 1e-9));
    methods.put("SoBiRL", new SoBiRl<>(differences.expected()));
    methods.put("black box", BlackBox.of(new BoltzmannCovariance<>(differences.expected())));
    methods.put("zero order", new ZeroOrder<>(new MaxEntropyLqr(), 0.02, 2, ROUND));
    methods.put("CMA-ES", new CmaEs<>(new MaxEntropyLqr(), 0.1, 20, ROUND));
    return methods;
  }

  /** Estimates of one round, objectives of two answers, and trainings of three updates. */
  private static <E extends Episode> GoldenSubject subject(
      LeaderProblem<E> problem,
      String sizes,
      double[] theta,
      Budget round,
      Map<String, Follower.Kind<E>> followers,
      Map<String, Estimator.Kind<E>> methods) {
    Map<String, Supplier<Hypergradient>> hypergradients = new LinkedHashMap<>();
    Map<String, Supplier<Double>> objectives = new LinkedHashMap<>();
    Map<String, LeaderTraining<?>> trainings = new LinkedHashMap<>();
    Exact<E> exact = new Exact<>();
    Follower.Kind<E> optimal = followers.get("optimal");
    Follower<E> answering = optimal.on(problem);
    hypergradients.put("exact", () -> ExactHypergradient.of(problem).at(theta));
    methods.forEach(
        (name, method) ->
            hypergradients.put(
                name,
                () ->
                    method
                        .on(problem, new SplittableRandom(1))
                        .estimate(
                            theta, answering.respond(theta).play(round, new SplittableRandom(2)))));
    followers.forEach(
        (name, follower) ->
            objectives.put(
                "objective, " + name,
                () -> {
                  Follower<E> asked = follower.on(problem, new SplittableRandom(3));
                  return asked.respond(theta).objective() + asked.respond(theta).objective();
                }));
    methods.forEach(
        (name, method) ->
            trainings.put(
                "training, " + name, training(problem, optimal, method, round).withReferee(exact)));
    followers.forEach(
        (name, follower) ->
            trainings.put("training, follower " + name, training(problem, follower, exact, round)));
    String constants =
        "%s, %d parameters, %d configurations, τ %s, γ_F %s, γ_L %s, %d steps"
            .formatted(
                sizes,
                problem.parameterization().parameters(),
                problem.parameterization().configurations(),
                problem.temperature(),
                problem.followerDiscount(),
                problem.leaderDiscount(),
                problem.horizon());
    return new GoldenSubject(problem.name(), constants, hypergradients, objectives, trainings);
  }

  private static <E extends Episode> LeaderTraining<E> training(
      LeaderProblem<E> problem, Follower.Kind<E> follower, Estimator.Kind<E> method, Budget round) {
    return LeaderTraining.of(problem, follower, method)
        .withBudget(round)
        .withUpdates(3)
        .withLogEvery(1);
  }
}
