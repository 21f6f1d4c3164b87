package hyperlead.tabular;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.Budget;
import hyperlead.Hypergradient;
import hyperlead.Setting;
import hyperlead.algebra.TransitionPattern;
import hyperlead.critics.ExactCritic;
import hyperlead.critics.SarsaCritic;
import hyperlead.critics.TabularCritic;
import hyperlead.environments.FourRooms;
import hyperlead.estimators.BoltzmannCovariance;
import hyperlead.estimators.ExactHypergradient;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.parameters.Concatenation;
import hyperlead.parameters.FreeParameters;
import hyperlead.parameters.Parameterization;
import hyperlead.parameters.SigmoidBox;
import hyperlead.parameters.SoftmaxFeatures;
import hyperlead.prototyping.Expression;
import hyperlead.prototyping.Outcomes;
import hyperlead.prototyping.World;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ContextsTest {
  private static final double[] PROBABILITY = {0.2, 0.5, 0.3};

  /** Three random problems with as many parameters and actions, and the constants of the first. */
  private static TabularProblem[] problems() {
    TabularProblem first = RandomProblem.of(0, 0.5);
    List<TabularProblem> alike = new ArrayList<>();
    for (long seed = 0; alike.size() < 3; seed++) {
      TabularProblem other = RandomProblem.of(seed, 0.5);
      if (other.parameterization().equals(first.parameterization())
          && other.transitions().pattern().actions() == first.transitions().pattern().actions()) {
        alike.add(withConstantsOf(first, other, 0.5));
      }
    }
    return alike.toArray(TabularProblem[]::new);
  }

  private static TabularProblem withConstantsOf(
      TabularProblem constants, TabularProblem laws, double temperature) {
    return new TabularProblem(
        new Setting(
            laws.setting().name(),
            temperature,
            constants.followerDiscount(),
            constants.leaderDiscount(),
            constants.horizon()),
        laws.parameterization(),
        laws.transitions(),
        laws.initial(),
        laws.followerReward(),
        laws.leaderReward(),
        laws.start());
  }

  @Test
  void objectiveAndGradientAreAveragesOverTheContexts() {
    assertAverages(problems(), PROBABILITY);
    assertAverages(problems(), new double[] {0, 1e-9, 1 - 1e-9});
    assertAverages(different(), PROBABILITY);
    assertAverages(different(), new double[] {1e-300, 0, 1});
    TabularProblem[] briefly = problems();
    Arrays.setAll(briefly, c -> FiniteHorizon.of(2 + 3 * c, briefly[c]).problem());
    assertAverages(briefly, PROBABILITY);
  }

  /** Other states, actions, temperatures and horizons. */
  private static TabularProblem[] different() {
    TabularProblem first = RandomProblem.of(0, 0.5);
    List<TabularProblem> alike = new ArrayList<>();
    for (long seed = 0; alike.size() < 3; seed++) {
      TabularProblem other = RandomProblem.of(seed, 0.5);
      int actions = other.transitions().pattern().actions();
      if (other.parameterization().equals(first.parameterization())
          && (alike.isEmpty()
              || actions != alike.get(0).transitions().pattern().actions()
              || alike.size() == 2)) {
        alike.add(
            other
                .withTemperature(new double[] {0.5, 0.2, 1.1}[alike.size()])
                .withHorizon(100 + alike.size()));
      }
    }
    return alike.toArray(TabularProblem[]::new);
  }

  private static void assertAverages(TabularProblem[] contexts, double[] probability) {
    TabularProblem whole = Contexts.of("three contexts", probability, contexts).problem();
    for (long seed = 0; seed < 10; seed++) {
      double[] theta = whole.initialParameters(new SplittableRandom(seed));
      Hypergradient exact = ExactHypergradient.of(whole).at(theta);
      double objective = 0;
      double[] direct = new double[theta.length];
      double[] guidance = new double[theta.length];
      for (int c = 0; c < contexts.length; c++) {
        Hypergradient own = ExactHypergradient.of(contexts[c]).at(theta);
        objective += probability[c] * own.objective();
        for (int i = 0; i < theta.length; i++) {
          direct[i] += probability[c] * own.direct()[i];
          guidance[i] += probability[c] * own.guidance()[i];
        }
      }
      assertEquals(objective, exact.objective(), 1e-11);
      assertArrayEquals(direct, exact.direct(), 1e-10);
      assertArrayEquals(guidance, exact.guidance(), 1e-10);
    }
  }

  /** One state, one action, a reward of one: J = 1/(1 − γ). */
  private static TabularProblem constant(double discount) {
    World<String, String> world = World.of(List.of("home"), List.of("stay"));
    return world
        .problem(
            "constant",
            new FreeParameters(2),
            (y, s, a) -> Outcomes.to(s),
            (y, s, a) -> Expression.of(1),
            (y, s, a) -> Expression.of(1),
            0.1)
        .withDiscounts(discount, discount);
  }

  @Test
  void discountsNextToOneAreEachContextsOwn() {
    double near = 1 - 1e-9;
    double nearer = 1 - 7e-10;
    double[] half = {0.5, 0.5};
    TabularProblem both = Contexts.of("near", half, constant(near), constant(nearer)).problem();
    double right = 0.5 / (1 - near) + 0.5 / (1 - nearer);
    assertEquals(1, ExactHypergradient.of(both).at(new double[2]).objective() / right, 1e-14);
  }

  /** Values of 1e9 in one context cost no digits of ∇μ V in another. */
  @Test
  void firstStatesMoveBesideAContextOfLargeValues() {
    World<String, String> world = World.of(List.of("a", "b"), List.of("stay", "go"));
    TabularProblem moving =
        world
            .problem(
                "moving",
                new FreeParameters(2),
                (y, s, a) -> a.equals("stay") ? Outcomes.to(s) : Outcomes.end(),
                (y, s, a) -> Expression.of(a.equals("stay") ? 0.3 : 0),
                (y, s, a) -> Expression.of(s.equals("a") ? 0.7 : 0.2),
                0.5)
            .withInitial(
                world.startingIn(
                    new FreeParameters(2),
                    y -> Outcomes.to("a", y.get(0).sigmoid()).otherwise("b")))
            .withDiscounts(0.9, 0.9);
    double[] shares = {0.25, 0.75};
    TabularProblem both =
        Contexts.of(
                "beside",
                shares,
                constant(1 - 1e-9),
                Contexts.of("all", new double[] {1}, moving).problem())
            .problem();
    double right = 0.75 * ExactHypergradient.of(moving).at(new double[2]).direct()[0];
    assertEquals(1, ExactHypergradient.of(both).at(new double[2]).direct()[0] / right, 1e-13);
    assertEquals(List.of(0, 1, 1), both.initial().parts());
  }

  @Test
  void anAnswerIsThatOfItsContext() {
    TabularProblem[] each = different();
    Contexts contexts = Contexts.of("three contexts", PROBABILITY, each);
    assertEquals(102, contexts.problem().horizon(), "the longest");
    double[] theta = each[0].start().apply(new SplittableRandom(3));
    TabularResponse whole = new SoftPolicyIteration().on(contexts.problem()).respond(theta);
    int missing = 0;
    for (int c = 0; c < 3; c++) {
      TabularResponse own = new SoftPolicyIteration().on(each[c]).respond(theta);
      TransitionPattern pattern = each[c].transitions().pattern();
      for (int x = 0; x < pattern.states(); x++) {
        int state = contexts.state(c, x);
        assertEquals(own.value(x) * 0.5 / each[c].temperature(), whole.value(state), 1e-10);
        for (int a = 0; a < contexts.problem().transitions().pattern().actions(); a++) {
          boolean there = a < pattern.actions();
          assertEquals(there ? own.policy(x, a) : 0, whole.policy(state, a), 1e-10);
          missing += there ? 0 : 1;
        }
      }
    }
    assertTrue(missing > 0, "contexts differ in their actions");
  }

  @Test
  void aSampledGradientApproachesTheAverage() {
    TabularProblem whole = Contexts.of("three contexts", PROBABILITY, different()).problem();
    double[] theta = whole.initialParameters(new SplittableRandom(1));
    TabularResponse response = new SoftPolicyIteration().on(whole).respond(theta);
    Hypergradient estimate =
        new BoltzmannCovariance<>(new ExactCritic())
            .on(whole)
            .estimate(theta, response.play(Budget.episodes(20_000), new SplittableRandom(1)));
    double cosine = ExactHypergradient.of(whole).at(theta).cosine(estimate);
    assertTrue(cosine > 0.99, "cosine " + cosine);
  }

  @Test
  void episodesDrawTheirContextAndStayInIt() {
    Contexts contexts = Contexts.of("three contexts", PROBABILITY, problems());
    TabularProblem whole = contexts.problem();
    TabularResponse response =
        new SoftPolicyIteration()
            .on(whole)
            .respond(whole.initialParameters(new SplittableRandom(1)));
    double[] share = new double[3];
    int episodes = 10_000;
    for (TabularEpisode episode :
        response.play(Budget.episodes(episodes), new SplittableRandom(2)).list()) {
      int context = contexts.context(episode.state(0));
      share[context] += 1.0 / episodes;
      for (int t = 1; t < episode.length(); t++) {
        assertEquals(context, contexts.context(episode.state(t)));
      }
    }
    // Four standard deviations of a share, at most √(0.25 / episodes) each.
    assertArrayEquals(PROBABILITY, share, 4 * Math.sqrt(0.25 / episodes));
  }

  /** Two contexts that differ in name only, seen apart and pooled. */
  @Test
  void aLeaderThatDoesNotSeeTheContextHasOneValueForBoth() {
    TabularProblem problem = RandomProblem.of(0, 0.5);
    Contexts twins = Contexts.of("twins", new double[] {0.3, 0.7}, problem, problem);
    TabularProblem whole = twins.problem();
    double[] theta = whole.initialParameters(new SplittableRandom(1));
    TabularResponse response = new SoftPolicyIteration().on(whole).respond(theta);
    TabularCritic pooled =
        SarsaCritic.zero(0.01).expected().over(twins.pooled()).on(whole, new SplittableRandom(2));
    pooled.observe(response.play(Budget.episodes(20_000), new SplittableRandom(3)));
    LeaderValues exact = LeaderValues.of(response);
    for (int x = 0; x < problem.transitions().pattern().states(); x++) {
      int one = twins.state(0, x);
      int other = twins.state(1, x);
      assertEquals(pooled.value(response, one), pooled.value(response, other), 1e-12);
      assertEquals(exact.value(one), pooled.value(response, one), 0.3);
    }
  }

  /** A follower of one context earns y_i there, and so much more whatever it does. */
  private static TabularProblem earning(int i, double more) {
    return World.of(List.of("a", "b"), List.of("l", "r"))
        .problem(
            "context " + i,
            new FreeParameters(2),
            (y, s, a) ->
                a.equals("l")
                    ? Outcomes.to("a", 0.8).or("b", 0.2)
                    : Outcomes.to("b", y.get(i).sigmoid()).otherwise("a"),
            (y, s, a) -> a.equals("l") ? y.get(i).plus(more) : Expression.of(0.3 + more),
            (y, s, a) -> a.equals("r") ? y.get(i) : Expression.of(s.equals("b") ? 0.5 : 0),
            0.1);
  }

  @Test
  void aContextOfLargeNumbersLeavesTheOthersTheirDigits() {
    double[] theta = {0.3, -0.4};
    double own = ExactHypergradient.of(earning(1, 0)).at(theta).total()[1];
    for (double more : new double[] {1, 1e3, 1e6, 1e9}) {
      for (double share : new double[] {1e-6, 0.5, 1 - 1e-6}) {
        double[] probability = {share, 1 - share};
        TabularProblem whole =
            Contexts.of("rich and poor", probability, earning(0, more), earning(1, 0)).problem();
        double slope = ExactHypergradient.of(whole).at(theta).total()[1];
        assertEquals(own, slope / probability[1], 1e-12 * Math.abs(own), more + ", " + share);
      }
    }
  }

  @Test
  void statesAreNumberedContextByContext() {
    TabularProblem[] problems = problems();
    Contexts contexts = Contexts.of("three contexts", PROBABILITY, problems);
    int next = 0;
    for (int c = 0; c < 3; c++) {
      for (int x = 0; x < problems[c].transitions().pattern().states(); x++) {
        assertEquals(next, contexts.state(c, x));
        assertEquals(c, contexts.context(next++));
      }
    }
    int[] pooled = contexts.pooled();
    assertEquals(next, pooled.length);
    for (int x = 0; x < problems[1].transitions().pattern().states(); x++) {
      assertEquals(x, pooled[contexts.state(1, x)]);
    }
    int states = next;
    assertEquals(states, contexts.problem().transitions().pattern().states());
    assertThrows(IllegalArgumentException.class, () -> contexts.context(states));
    assertThrows(IllegalArgumentException.class, () -> contexts.state(3, 0));
    assertThrows(IllegalArgumentException.class, () -> contexts.state(0, states));
  }

  @Test
  void oneContextIsTheProblemItself() {
    TabularProblem rooms = FourRooms.problem(0.05);
    TabularProblem whole = Contexts.of("rooms", new double[] {1}, rooms).problem();
    double[] theta = rooms.initialParameters(new SplittableRandom(1));
    Hypergradient one = ExactHypergradient.of(rooms).at(theta);
    Hypergradient other = ExactHypergradient.of(whole).at(theta);
    assertArrayEquals(one.total(), other.total(), 0.0);
  }

  @Test
  void rejectsWhatIsNoDistributionOverContexts() {
    TabularProblem p = RandomProblem.of(0, 0.5);
    assertMessage("number of contexts must be positive: 0", new double[0]);
    assertMessage("probability must have length 1: 2", new double[] {0.5, 0.5}, p);
    assertMessage(
        "contexts: probabilities must be non-negative and sum to one: [1.5, -0.5], sum 1.0",
        new double[] {1.5, -0.5},
        p,
        p);
    assertMessage(
        "contexts: probabilities must be non-negative and sum to one: [0.5, 0.4], sum 0.9",
        new double[] {0.5, 0.4},
        p,
        p);
    Exception e =
        assertThrows(
            IllegalArgumentException.class,
            () -> Contexts.of("mixed", new double[] {0.5, 0.5}, p, FourRooms.problem(0.5)));
    assertTrue(
        e.getMessage().startsWith("contexts must share the parameterization: "), e.getMessage());
  }

  @Test
  void parameterizationsThatAreEqualAreShared() {
    double[][][] features = {{{1, 2}, {3, 4}}};
    List<Supplier<Parameterization>> alike =
        List.of(
            () -> SigmoidBox.of(2, 0, 3),
            () -> SoftmaxFeatures.of(features),
            () ->
                Concatenation.of(
                    new FreeParameters(1), SigmoidBox.of(new double[] {1}, new double[] {2})));
    for (Supplier<Parameterization> fresh : alike) {
      assertEquals(fresh.get(), fresh.get());
      assertEquals(fresh.get().hashCode(), fresh.get().hashCode());
      TabularProblem[] kinds = new TabularProblem[2];
      Arrays.setAll(
          kinds,
          k ->
              World.of(List.of("a", "b"), List.of("l", "r"))
                  .problem(
                      "kind " + k,
                      fresh.get(),
                      (y, s, a) -> Outcomes.to(a.equals("l") ? "a" : "b"),
                      (y, s, a) -> y.get(k),
                      (y, s, a) -> y.get(1 - k),
                      0.1));
      double[] theta = {0.3, -0.2};
      assertEquals(
          0.5 * ExactHypergradient.of(kinds[0]).at(theta).objective()
              + 0.5 * ExactHypergradient.of(kinds[1]).at(theta).objective(),
          ExactHypergradient.of(Contexts.of("both", new double[] {0.5, 0.5}, kinds).problem())
              .at(theta)
              .objective(),
          1e-10);
    }
    assertNotEquals(SigmoidBox.of(2, 0, 3), SigmoidBox.of(2, 0, 4));
    assertNotEquals(SigmoidBox.of(2, 0, 3), SigmoidBox.of(2, -1, 3));
    double[][][] others = {{{1, 2}, {3, 5}}};
    assertNotEquals(SoftmaxFeatures.of(features), SoftmaxFeatures.of(others));
    assertNotEquals(
        Concatenation.of(new FreeParameters(1)), Concatenation.of(new FreeParameters(2)));
  }

  private static void assertMessage(
      String message, double[] probability, TabularProblem... contexts) {
    Exception e =
        assertThrows(
            IllegalArgumentException.class, () -> Contexts.of("contexts", probability, contexts));
    assertEquals(message, e.getMessage());
  }
}
