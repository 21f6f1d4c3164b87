package hyperlead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.algebra.Matrix;
import hyperlead.continuous.ContinuousEpisode;
import hyperlead.continuous.ContinuousProblem;
import hyperlead.critics.ContinuousCritic;
import hyperlead.critics.DifferentiableCritic;
import hyperlead.critics.ExactCritic;
import hyperlead.critics.ExpectedTransition;
import hyperlead.critics.FeatureCritic;
import hyperlead.critics.FourierFeatures;
import hyperlead.critics.LeastSquaresCritic;
import hyperlead.critics.MonteCarloCritic;
import hyperlead.critics.QuadraticFeatures;
import hyperlead.critics.SarsaCritic;
import hyperlead.environments.BilevelLqr;
import hyperlead.environments.BuildingThermalControl;
import hyperlead.environments.DiscreteToy;
import hyperlead.environments.FourRooms;
import hyperlead.environments.GuidedCartPole;
import hyperlead.environments.ThreeStates;
import hyperlead.environments.Warehouse;
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
import hyperlead.estimators.TrajectoryEstimator;
import hyperlead.estimators.ValuePenalty;
import hyperlead.estimators.ZeroOrder;
import hyperlead.experiments.GradientCheck;
import hyperlead.experiments.Laboratory;
import hyperlead.experiments.Specification;
import hyperlead.experiments.Sweep;
import hyperlead.followers.FittedSoftQ;
import hyperlead.followers.LeastSquaresPolicyIteration;
import hyperlead.followers.MaxEntropyLqr;
import hyperlead.followers.MirrorDescent;
import hyperlead.followers.MismatchedSimulator;
import hyperlead.followers.NeuralSoftQ;
import hyperlead.followers.SoftActorCritic;
import hyperlead.followers.SoftBellmanSweeps;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.followers.SoftQLearning;
import hyperlead.games.BaselineScore;
import hyperlead.games.Commitment;
import hyperlead.games.ExpectedScore;
import hyperlead.games.ZeroSumFollowers;
import hyperlead.linear.ConfiguredMatrix;
import hyperlead.linear.LinearQuadraticEpisode;
import hyperlead.parameters.FreeParameters;
import hyperlead.parameters.SoftmaxFeatures;
import hyperlead.prototyping.Expression;
import hyperlead.prototyping.Outcomes;
import hyperlead.prototyping.World;
import hyperlead.tabular.Contexts;
import hyperlead.tabular.LeaderValues;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularFollower;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import io.github.classgraph.ClassGraph;
import io.github.classgraph.ScanResult;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a cell's last line shows of a value says something: sizes, constants, never a hash code. */
class ToStringTest {
  private static final Pattern HASH_CODE = Pattern.compile("@[0-9a-f]{5,8}\\b");

  /**
   * Tools of the inside, which no cell has as a value: numerics between matrices or of one value, a
   * kernel's hook.
   */
  private static final Set<String> NEVER_SHOWN =
      Set.of(
          "hyperlead.OrderedTasks",
          "hyperlead.notebook.assignments.Check",
          "hyperlead.algebra.Cholesky",
          "hyperlead.algebra.CrossFit",
          "hyperlead.notebook.JJavaExtension",
          "hyperlead.algebra.PolicySystem",
          "hyperlead.tabular.ReturnVariance");

  @Test
  void everyPublicTypeThatHasValuesSaysWhatTheyAre() throws Exception {
    Set<String> silent = new TreeSet<>();
    int seen = 0;
    try (ScanResult all = new ClassGraph().acceptPackages("hyperlead").enableClassInfo().scan()) {
      for (Class<?> type : all.getAllStandardClasses().loadClasses()) {
        if (isOurs(type) && isPublic(type) && hasValues(type)) {
          seen++;
          if (type.getMethod("toString").getDeclaringClass() == Object.class) {
            silent.add(type.getName());
          }
        }
      }
    }
    assertTrue(seen > 100, "public types found: " + seen);
    assertEquals(new TreeSet<>(NEVER_SHOWN), silent);
  }

  /** From the library itself, not from its tests. */
  private static boolean isOurs(Class<?> type) {
    return !type.getProtectionDomain().getCodeSource().getLocation().getPath().contains("test-");
  }

  private static boolean isPublic(Class<?> type) {
    Class<?> outer = type.getEnclosingClass();
    return Modifier.isPublic(type.getModifiers()) && (outer == null || isPublic(outer));
  }

  private static boolean hasValues(Class<?> type) {
    boolean constructed = type.getConstructors().length > 0;
    boolean asked =
        Arrays.stream(type.getDeclaredMethods())
            .anyMatch(m -> !m.isSynthetic() && !Modifier.isStatic(m.getModifiers()));
    return !Modifier.isAbstract(type.getModifiers()) && (constructed || asked);
  }

  private static List<Object> values() {
    World<String, String> town = World.of(List.of("home", "work"), List.of("rest", "toil"));
    TabularProblem problem =
        town.problem(
            "wage",
            new FreeParameters(1),
            (y, s, a) -> Outcomes.to(a.equals("toil") ? "work" : "home", 0.9).otherwise("home"),
            (y, s, a) -> s.equals("work") ? y.get(0).minus(1) : Expression.of(0),
            (y, s, a) -> y.get(0),
            0.1);
    TabularFollower follower = new SoftPolicyIteration().on(problem);
    TabularResponse response = follower.respond(new double[1]);
    var episodes = response.play(Budget.episodes(2), new SplittableRandom(1));
    ExactHypergradient<TabularEpisode> exact = ExactHypergradient.of(problem);
    var training = LeaderTraining.of(problem, new SoftPolicyIteration(), new Exact<>());
    return List.of(
        town,
        problem,
        response,
        problem.at(new double[1]),
        problem.parameterization(),
        problem.transitions(),
        problem.initial(),
        episodes,
        episodes.list().get(0),
        follower,
        new BoltzmannCovariance<>(new ExactCritic()).on(problem),
        exact,
        exact.at(new double[1]),
        training,
        training.withUpdates(2).withSamples(10).run(1),
        Sweep.of(List.of(Specification.of("exact", training, 1))),
        Laboratory.of(problem, new SoftPolicyIteration(), new Exact<>())
            .with("BC-HG", new BoltzmannCovariance<>(new ExactCritic()))
            .withRepeats(3)
            .at(new double[1], 1),
        GradientCheck.of(problem, town),
        LeaderValues.of(response),
        Contexts.of("mix", new double[] {1}, problem),
        new FreeParameters(2),
        SoftmaxFeatures.of(new double[2][2][2]),
        ConfiguredMatrix.block(0, 2, 2),
        FourRooms.bundled(),
        FourRooms.bundled().map(),
        ThreeStates.problem(),
        DiscreteToy.bundled(),
        DiscreteToy.bundled().commitment(1, 0.05),
        BilevelLqr.problem(),
        BilevelLqr.problem().at(new double[2]),
        BilevelLqr.problem().system(),
        BuildingThermalControl.problem(),
        Warehouse.bundled("small"));
  }

  /** One of every kind there is. */
  private static List<Kind<TabularEpisode, ?>> tabularKinds(Commitment toy) {
    TabularProblem problem = toy.problem();
    SoftPolicyIteration optimal = new SoftPolicyIteration();
    ExactCritic exact = new ExactCritic();
    BoltzmannCovariance<TabularEpisode> covariance = new BoltzmannCovariance<>(exact);
    return List.of(
        optimal,
        SoftBellmanSweeps.reset(3),
        new SoftQLearning(0.1, 10),
        NeuralSoftQ.of(100, 10).with(Matrix.scalar(6, 1)),
        new MirrorDescent(0.5),
        new ZeroSumFollowers(3),
        new ZeroSumFollowers(3).hypergradient(),
        new ZeroSumFollowers(3).critic(new ExactCritic()),
        new MismatchedSimulator(optimal, problem.transitions()),
        exact,
        SarsaCritic.zero(0.1),
        SarsaCritic.random(0.1).expected(),
        new MonteCarloCritic(),
        LeastSquaresCritic.zero(1),
        new ExpectedTransition(exact),
        new ExpectedScore(toy, exact),
        new BaselineScore(toy, exact),
        new Exact<>(),
        new NaivePolicyGradient<>(exact),
        covariance,
        covariance.centred(),
        new TrajectoryEstimator<>("mine", exact, (round, critic) -> e -> new double[e.length()]),
        new Hpgd(exact),
        new HpgdOracle(exact, 10),
        new SoBiRl<>(exact),
        new SoBiRl<>(exact).modified(),
        ValuePenalty.oneSided(10).exact(),
        ValuePenalty.twoSided(10).sampled(optimal, exact),
        ValuePenalty.oneSided(10).exact(new MirrorDescent(0.5)),
        ValuePenalty.nikaidoIsoda(10, new ZeroSumFollowers(3)).exact(),
        BlackBox.inverse(covariance, problem.followerReward(), new double[0][], 1),
        new Slac(10, 0.5, 1, 0.5),
        new Aho(exact, 0.1),
        Aho.exact(),
        new RandomlyTruncated(covariance, SoftBellmanSweeps::reset, 2, 3, Budget.steps(10)),
        new AdaptiveModelDesign(2),
        CertaintyEquivalence.of(1, 1),
        BlackBox.of(covariance, 1, 0),
        new ZeroOrder<>(optimal, 0.1, 1, Budget.steps(10)),
        new CmaEs<>(optimal, 1, 10, Budget.steps(10)),
        new BiAc(toy, 0.1),
        new BiAc(toy, 0.1, 10),
        new LikelihoodRatio(),
        new AnnealedTemperature(2, 10),
        new ExploreThenCommit<>(covariance, covariance, 1));
  }

  private static List<Kind<LinearQuadraticEpisode, ?>> linearQuadraticKinds() {
    DifferentiableCritic.Kind exact = ExactCritic.linearQuadratic();
    return List.of(
        new MaxEntropyLqr(),
        exact,
        exact.pathwise(),
        FeatureCritic.returns(QuadraticFeatures.ofSteps(), 0.1),
        new LeastSquaresPolicyIteration(1, 10),
        new HpgdFeatures<>(exact, QuadraticFeatures.ofSteps(), 0.1),
        BlackBox.of(new BoltzmannCovariance<>(exact)),
        CertaintyEquivalence.of());
  }

  private static List<Kind<ContinuousEpisode, ?>> continuousKinds() {
    FourierFeatures features = FourierFeatures.of(5, 1, 1, 1, 1, 1, 1);
    ContinuousCritic critic = new ContinuousCritic(FeatureCritic.returns(features, 0.1));
    TotalDerivative total = new TotalDerivative(critic, 0.1);
    return List.of(
        SoftActorCritic.of(2000, 10),
        new FittedSoftQ(features, 1e-3, 3, 1, 10, 10, 100),
        critic,
        new HpgdFeatures<>(critic, features, 0.1),
        total,
        total.fitted(features.onMachines(), 0.1, 2));
  }

  @Test
  void whatAKindGivesSaysOfWhatKindItIs() throws Exception {
    Commitment toy = DiscreteToy.bundled().commitment(1, 0.05);
    Set<String> shown = new TreeSet<>();
    for (Kind<TabularEpisode, ?> kind : tabularKinds(toy)) {
      shown.add(kind.getClass().getName());
      assertEquals(on(kind, toy.problem()), kind.on(toy.problem()).toString());
    }
    for (Kind<LinearQuadraticEpisode, ?> kind : linearQuadraticKinds()) {
      shown.add(kind.getClass().getName());
      assertEquals(on(kind, BilevelLqr.problem()), kind.on(BilevelLqr.problem()).toString());
    }
    ContinuousProblem pole = ContinuousProblem.design("CartPole", GuidedCartPole.v1(), 0.1);
    for (Kind<ContinuousEpisode, ?> kind : continuousKinds()) {
      shown.add(kind.getClass().getName());
      assertEquals(on(kind, pole), kind.on(pole).toString());
    }
    Set<String> kinds = new TreeSet<>();
    try (ScanResult all =
        new ClassGraph().acceptPackages("hyperlead").ignoreClassVisibility().scan()) {
      for (Class<?> type : all.getClassesImplementing(Kind.class).loadClasses()) {
        if (isOurs(type) && !type.isInterface()) {
          kinds.add(type.getName());
        }
      }
    }
    assertEquals(kinds, shown, "every kind is tried");
  }

  private static String on(Kind<?, ?> kind, LeaderProblem<?> problem) {
    return kind + " on " + problem.name();
  }

  @Test
  void valuesSayTheSameInEveryLanguage() {
    List<String> expected = texts(Locale.ROOT);
    assertEquals(expected, texts(Locale.GERMANY), "1,5 is not one and a half");
    assertEquals(expected, texts(Locale.forLanguageTag("ar-EG")), "digits of another script");
  }

  private static List<String> texts(Locale language) {
    Locale before = Locale.getDefault();
    Locale.setDefault(language);
    try {
      return values().stream().map(Object::toString).toList();
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void valuesHoldNoHashCodes() {
    for (Object value : values()) {
      String name = value.getClass().getName() + ": ";
      assertFalse(value.toString().isBlank(), name);
      assertFalse(HASH_CODE.matcher(value.toString()).find(), name + value);
      assertTrue(value.toString().length() < 1000, name + value.toString().length());
    }
  }
}
