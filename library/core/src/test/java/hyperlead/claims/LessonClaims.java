package hyperlead.claims;

import hyperlead.Episode;
import hyperlead.Estimator;
import hyperlead.Follower;
import hyperlead.LeaderProblem;
import hyperlead.LeaderTraining;
import hyperlead.Run;
import hyperlead.critics.ExactCritic;
import hyperlead.critics.ExpectedTransition;
import hyperlead.critics.FeatureCritic;
import hyperlead.critics.LeastSquaresCritic;
import hyperlead.critics.QuadraticFeatures;
import hyperlead.critics.SarsaCritic;
import hyperlead.environments.TaxDesign;
import hyperlead.environments.Warehouse;
import hyperlead.estimators.BoltzmannCovariance;
import hyperlead.estimators.LikelihoodRatio;
import hyperlead.estimators.NaivePolicyGradient;
import hyperlead.followers.MaxEntropyLqr;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.games.Commitment;
import hyperlead.games.ExpectedScore;
import hyperlead.objectives.Cvar;
import hyperlead.objectives.Preference;
import hyperlead.objectives.Variance;
import hyperlead.parameters.Adam;
import hyperlead.parameters.MirrorAscent;
import hyperlead.parameters.Optimizer;
import hyperlead.tabular.Functional;
import hyperlead.tabular.Objective;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularFollower;
import hyperlead.tabular.TabularProblem;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Claims of notebooks 07 to 10. */
final class LessonClaims {
  private static final SoftPolicyIteration SOLVER = new SoftPolicyIteration();

  private LessonClaims() {}

  static List<Claim> all() {
    return Stream.of(ownObjectives(), warehouse(), taxes(), risk()).flatMap(List::stream).toList();
  }

  private static List<Claim> ownObjectives() {
    TabularProblem doorway = LessonProblems.doorway();
    Commitment card = LessonProblems.card();
    ExpectedScore score = new ExpectedScore(card, LeastSquaresCritic.zero(0.9));
    var bchg = own(card.problem(), SOLVER, new BoltzmannCovariance<>(score).centred());
    var naive = own(card.problem(), SOLVER, new NaivePolicyGradient<>(score));
    SarsaCritic sarsa = SarsaCritic.zero(0.1);
    var term = FeatureCritic.temporalDifferences(QuadraticFeatures.ofSteps(), 1e-9).expected();
    var covariance = new BoltzmannCovariance<>(term).fitted(QuadraticFeatures.ofSeen(), 1e-9);
    MaxEntropyLqr damper = new MaxEntropyLqr();
    var lake = own(LessonProblems.lake(), SOLVER, new BoltzmannCovariance<>(sarsa));
    return List.of(
        Claim.of("doorway-bchg", own(doorway, SOLVER, new BoltzmannCovariance<>(sarsa)), -0.3),
        Claim.of("doorway-naive", own(doorway, SOLVER, new NaivePolicyGradient<>(sarsa)), -0.3),
        Claim.of("card-bchg", bchg, 3.2),
        Claim.of("card-naive", naive, 3.2),
        new Claim("card-bchg-honours", bchg, "f(honour | full card)", honours(card), 0.25, 40),
        new Claim("card-naive-honours", naive, "f(honour | full card)", honours(card), 0.25, 40),
        Claim.of("seat-bchg", own(LessonProblems.seat(), damper, covariance), -38),
        Claim.of(
            "seat-naive", own(LessonProblems.seat(), damper, new NaivePolicyGradient<>(term)), -38),
        Claim.of("lake-bchg", lake, 0.4),
        new Claim(
            "lake-beside",
            lake,
            "1 if the toll beside S is the largest",
            LessonClaims::beside,
            0.5,
            40));
  }

  private static ToDoubleFunction<Run> honours(Commitment card) {
    return run -> card.policy(run.theta())[2][0];
  }

  /** θ and the tolls have the same order. */
  private static double beside(Run run) {
    return Arrays.stream(run.theta()).max().getAsDouble() == run.theta()[1] ? 1 : 0;
  }

  private static <E extends Episode> LeaderTraining<E> own(
      LeaderProblem<E> problem, Follower.Kind<E> follower, Estimator.Kind<E> estimator) {
    return training(
        problem, follower, estimator, Adam.of(0.1).clippedTo(10).decayingOver(200), 200, 2000);
  }

  private static List<Claim> warehouse() {
    var sarsa = new BoltzmannCovariance<>(SarsaCritic.zero(0.3));
    var squares = new BoltzmannCovariance<>(LeastSquaresCritic.zero(1));
    Optimizer rule = Adam.of(0.2).decayingOver(200);
    return List.of(
        Claim.of("warehouse-squares", tolls(squares, rule), 0.6),
        Claim.of("warehouse-sarsa", tolls(sarsa, rule), 0.6),
        Claim.of("warehouse-squares-short", tolls(squares, Adam.of(0.1)), 0.6),
        Claim.of("warehouse-sarsa-short", tolls(sarsa, Adam.of(0.1)), 0.6));
  }

  private static LeaderTraining<TabularEpisode> tolls(
      Estimator.Kind<TabularEpisode> estimator, Optimizer rule) {
    TabularProblem problem = Warehouse.bundled("small").at(0.05);
    return training(problem, SOLVER, estimator, rule, 200, 2000);
  }

  private static List<Claim> taxes() {
    return List.of(
        Claim.of("tax-bchg", taxes(new MirrorAscent(Adam.of(0.2))), 185),
        Claim.of("tax-long-steps", taxes(Adam.of(0.4)), 185),
        Claim.of("tax-unmirrored", taxes(Adam.of(0.2)), 185),
        Claim.of("tax-naive", naiveTaxes(), 185));
  }

  private static LeaderTraining<TabularEpisode> naiveTaxes() {
    var naive = new NaivePolicyGradient<>(new ExpectedTransition(new ExactCritic()));
    Optimizer rule = new MirrorAscent(Adam.of(0.2)).decayingOver(50);
    return training(TaxDesign.problem(), SOLVER, naive, rule, 50, 4000);
  }

  private static LeaderTraining<TabularEpisode> taxes(Optimizer rule) {
    var learned = new ExpectedTransition(LeastSquaresCritic.optimistic(0.9, 180));
    var bchg = new BoltzmannCovariance<>(learned).centred();
    return training(TaxDesign.problem(), SOLVER, bchg, rule.decayingOver(100), 100, 4000);
  }

  private static List<Claim> risk() {
    TabularProblem week = LessonProblems.week();
    Objective mean = Objective.EXPECTED_RETURN;
    var bold = likelihood(week);
    var careful = likelihood(week.withObjective(mean.plus(-0.2, Variance.OF_RETURN)));
    Objective tail = Cvar.ofReturn(0.1);
    var guarded = likelihood(week.withObjective(tail));
    TabularFollower crew = SOLVER.on(week);
    TabularProblem walk = LessonProblems.walk();
    Functional score = Functional.total(walk.followerReward(), 1);
    var asked = likelihood(walk.withObjective(new Preference(score, Functional.LEADER_RETURN)));
    return List.of(
        new Claim("week-bold-sea", bold, "bonus for the sea", y(week, 1), 0.2, 40),
        new Claim("week-careful-coast", careful, "bonus for the coast", y(week, 0), 0.2, 40),
        new Claim("week-careful-sea", careful, "bonus for the sea", y(week, 1), 0, 40),
        new Claim("week-careful-mean", careful, "mean of a week", of(crew, mean), 5, 40),
        new Claim("week-careful-tail", careful, "worst tenth", of(crew, tail), -1.5, 40),
        Claim.of("week-tail", guarded, -1.5),
        new Claim("walk-left", asked, "reward of the left end", y(walk, 1), -0.5, 40));
  }

  private static ToDoubleFunction<Run> y(TabularProblem problem, int entry) {
    return run -> problem.parameterization().configuration(run.theta())[entry];
  }

  private static ToDoubleFunction<Run> of(TabularFollower crew, Objective objective) {
    return run -> objective.value(crew.respond(run.theta()));
  }

  private static LeaderTraining<TabularEpisode> likelihood(TabularProblem problem) {
    Optimizer rule = Adam.of(0.1).decayingOver(200);
    return training(problem, SOLVER, new LikelihoodRatio(), rule, 200, 2000);
  }

  private static <E extends Episode> LeaderTraining<E> training(
      LeaderProblem<E> problem,
      Follower.Kind<E> follower,
      Estimator.Kind<E> estimator,
      Optimizer rule,
      int updates,
      int samples) {
    return LeaderTraining.of(problem, follower, estimator)
        .withOptimizer(rule)
        .withUpdates(updates)
        .withSamples(samples)
        .withLogEvery(updates);
  }
}
