package hyperlead.prototyping;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.Hypergradient;
import hyperlead.Setting;
import hyperlead.algebra.TransitionPattern;
import hyperlead.environments.FourRooms;
import hyperlead.estimators.ExactHypergradient;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.parameters.Coefficients;
import hyperlead.parameters.FreeParameters;
import hyperlead.parameters.SigmoidBox;
import hyperlead.tabular.DenseRoute;
import hyperlead.tabular.InitialLaw;
import hyperlead.tabular.PrunedProblem;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import hyperlead.tabular.TransitionLaw;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WorldTest {
  private static final World<String, String> TOWN =
      World.of(List.of("home", "road", "work"), List.of("stay", "go"));
  private static final Map<String, String> NEXT =
      Map.of("home", "road", "road", "work", "work", "home");

  private static Outcomes<String> ring(Configuration y, String state, String action) {
    if (action.equals("stay")) {
      return Outcomes.to(state, 0.75).otherwiseEnd();
    }
    Expression go = y.get(1).sigmoid().times(0.75);
    return Outcomes.to(NEXT.get(state), go).orEnd(0.25).otherwise(state);
  }

  private static Expression followerReward(Configuration y, String state, String action) {
    Expression wage = state.equals("work") ? y.get(0) : Expression.of(0);
    return action.equals("stay")
        ? (state.equals("home") ? Expression.of(1) : wage)
        : Expression.of(0);
  }

  private static Expression leaderReward(Configuration y, String state, String action) {
    if (state.equals("road")) {
      return y.get(1).sigmoid().dividedBy(-2);
    }
    boolean works = state.equals("work") && action.equals("stay");
    return works ? Expression.of(2).minus(y.get(0)) : Expression.of(0);
  }

  private static TabularProblem town() {
    return TOWN.problem(
            "town",
            new FreeParameters(3),
            WorldTest::ring,
            WorldTest::followerReward,
            WorldTest::leaderReward,
            0.5)
        .withDiscounts(0.9, 0.8)
        .withHorizon(1000)
        .withInitial(
            TOWN.startingIn(
                new FreeParameters(3),
                y -> Outcomes.to("home", y.get(2).sigmoid()).otherwise("work")));
  }

  @Test
  void lambdasGiveTheSameHypergradientAsAProblemWithGradientsByHand() {
    double[] theta = {0.8, -0.4, 0.3};
    Hypergradient byHand = ExactHypergradient.of(byHand()).at(theta);
    Hypergradient lambdas = ExactHypergradient.of(town()).at(theta);
    assertEquals(byHand.objective(), lambdas.objective(), 1e-12);
    assertArrayEquals(byHand.direct(), lambdas.direct(), 1e-12);
    assertArrayEquals(byHand.guidance(), lambdas.guidance(), 1e-12);
    assertTrue(byHand.guidanceNorm() > 1e-2, "there is guidance to miss");
  }

  private static double sigmoid(double z) {
    return 1 / (1 + Math.exp(-z));
  }

  /** The town again, every derivative written down. */
  private static TabularProblem byHand() {
    int[][] rows = {{0, 3}, {1, 0, 3}, {1, 3}, {2, 1, 3}, {2, 3}, {0, 2, 3}};
    double[] sign = {0, 0, 1, -1, 0};
    return new TabularProblem(
        new Setting("by hand", 0.5, 0.9, 0.8, 1000),
        new FreeParameters(3),
        new TransitionLaw(
            TransitionPattern.of(3, 2, rows),
            Coefficients.of(
                15,
                (y, e) -> {
                  double p = sigmoid(y[1]);
                  return new double[] {0.75, 0.25, 0.75 * p, 0.75 * (1 - p), 0.25}[e % 5];
                },
                (y, e, weight, g) ->
                    g[1] += weight * 0.75 * sign[e % 5] * sigmoid(y[1]) * sigmoid(-y[1]))),
        new InitialLaw(
            List.of(0, 2),
            Coefficients.of(
                2,
                (y, i) -> sigmoid(i == 0 ? y[2] : -y[2]),
                (y, i, weight, g) ->
                    g[2] += (i == 0 ? weight : -weight) * sigmoid(y[2]) * sigmoid(-y[2]))),
        Coefficients.of(
            3,
            2,
            (y, x, a) -> a == 1 ? 0 : new double[] {1, 0, y[0]}[x],
            (y, x, a, weight, g) -> g[0] += x == 2 && a == 0 ? weight : 0),
        Coefficients.of(
            3,
            2,
            (y, x, a) -> x == 1 ? -sigmoid(y[1]) / 2 : x == 2 && a == 0 ? 2 - y[0] : 0,
            (y, x, a, weight, g) -> {
              g[0] -= x == 2 && a == 0 ? weight : 0;
              g[1] -= x == 1 ? weight * sigmoid(y[1]) * sigmoid(-y[1]) / 2 : 0;
            }),
        random -> new double[3]);
  }

  @Test
  void aProblemOfTheLibraryTakesANewReward() {
    TabularProblem rooms = FourRooms.problem(0.05);
    World<Integer, Integer> world = World.of(rooms);
    int goal = FourRooms.bundled().goal();
    int target = FourRooms.bundled().target();
    Reward<Integer, Integer> published =
        (y, cell, action) ->
            cell == goal
                ? y.sum(0, y.size() - 1).times(-5 * 0.2)
                : Expression.of(cell == target ? 1 : 0);
    TabularProblem mine =
        rooms.withRewards(rooms.followerReward(), world.reward("leader's reward", published));
    double[] theta = new double[105];
    theta[3] = 1;
    Hypergradient expected = ExactHypergradient.of(rooms).at(theta);
    Hypergradient actual = ExactHypergradient.of(mine).at(theta);
    assertEquals(expected.objective(), actual.objective(), 1e-12);
    assertArrayEquals(expected.total(), actual.total(), 1e-12);
  }

  @Test
  void statesNamedTwiceGetTheSumAndKeepTheirDerivative() {
    World<Integer, String> line = World.of(List.of(0, 1), List.of("go"));
    var law =
        line.transitions(
            new FreeParameters(1),
            (y, state, action) ->
                Outcomes.to(0, y.get(0).sigmoid().times(0.5)).or(1, 0.25).or(0, 0.25).otherwise(1));
    assertArrayEquals(
        new double[] {0.5, 0.5, 0.5, 0.5}, law.probability().all(new double[1]), 1e-15);
    double[] g = new double[1];
    law.probability().addGradient(new double[1], 3, 8, g);
    // −0.5 σ'(0) · 8
    assertEquals(-1, g[0], 1e-15);
  }

  @Test
  void theModelCheckNamesStateActionAndNextState() {
    assertMessage(
        "transitions from state home, action go, next state road: probability must be in [0, 1]:"
            + " 1.5",
        (y, s, a) -> a.equals("go") ? Outcomes.to(NEXT.get(s), 1.5) : Outcomes.to(s));
    assertMessage(
        "transitions from state home, action stay, end of the episode: probability must be in [0,"
            + " 1]: NaN",
        (y, s, a) -> Outcomes.to(s, 0.5).orEnd(y.get(0).log().plus(y.get(0).minus(1).sqrt())));
    assertMessage(
        "transitions from state home, action stay: next state must be one of home, road, work: pub",
        (y, s, a) -> Outcomes.to("pub"));
    assertMessage(
        "transitions from state road, action go: returned null:"
            + " return Outcomes.to(…) or Outcomes.end()",
        (y, s, a) -> s.equals("road") && a.equals("go") ? null : Outcomes.to(NEXT.get(s)));
    assertMessage(
        "transitions from state home, action stay: probabilities must sum to one: 0.95,"
            + " next state home with 0.75, end of the episode with 0.2",
        (y, s, a) -> Outcomes.to(s, 0.75).orEnd(0.2));
  }

  @Test
  void aRewardThatIsNullNamesStateAndAction() {
    Reward<String, String> reward = (y, s, a) -> s.equals("road") ? null : y.get(0);
    Coefficients rewards = TOWN.reward("leader's reward", reward);
    Exception refused =
        assertThrows(IllegalArgumentException.class, () -> rewards.at(new double[1], 3));
    assertEquals(
        "leader's reward in state road, action go: returned null: return Expression.of(…)",
        refused.getMessage());
  }

  private static void assertMessage(String message, Transitions<String, String> transitions) {
    assertEquals(message, refused(transitions).getMessage());
  }

  private static Exception refused(Transitions<String, String> transitions) {
    return assertThrows(
        IllegalArgumentException.class,
        () ->
            TOWN.problem(
                "none",
                new FreeParameters(1),
                transitions,
                (y, s, a) -> y.get(0),
                (y, s, a) -> y.get(0),
                0.5));
  }

  @Test
  void anUnknownStateOfManyIsToldItsNeighboursOnly() {
    World<String, String> cells =
        World.of(IntStream.range(0, 10_000).mapToObj(i -> "cell " + i).toList(), List.of("stay"));
    Exception e = assertThrows(IllegalArgumentException.class, () -> cells.state("cel 4711"));
    assertEquals(
        "state must be one of 10000 names, such as cell 4711, cell 411, cell 471: cel 4711",
        e.getMessage());
  }

  /** Two islands that nothing connects: what cannot be reached counts for nothing. */
  @Test
  void statesNeedNotBeReached() {
    World<String, String> isles = World.of(List.of("island", "mainland"), List.of("stay", "look"));
    TabularProblem problem =
        isles.problem(
            "isles",
            SigmoidBox.of(1, 0, 1),
            (y, s, a) -> Outcomes.to(s),
            (y, s, a) -> a.equals("look") ? y.get(0) : Expression.of(0),
            (y, s, a) -> a.equals("look") ? Expression.of(1) : y.get(0),
            0.1);
    // Two equal states: J is that of a chain of one, (π(look) + π(stay) / 2) / (1 − γ).
    double look = 1 / (1 + Math.exp(-0.5 / 0.1));
    for (InitialLaw first :
        List.of(
            problem.initial(),
            InitialLaw.uniform(2),
            InitialLaw.startingIn(isles.state("mainland")))) {
      assertEquals(
          (look + (1 - look) / 2) / 0.01,
          ExactHypergradient.of(problem.withInitial(first)).at(new double[1]).objective(),
          1e-9);
    }
    PrunedProblem pruned = PrunedProblem.of(problem);
    assertEquals(
        "isles(τ = 0.1) without states that cannot be reached: mainland", pruned.toString());
  }

  /** A closed shop: nobody buys there, and no lambda is asked what that would bring. */
  @Test
  void anActionNeedNotBeAvailable() {
    World<String, String> mall = World.of(List.of("open", "closed"), List.of("leave", "buy"));
    TabularProblem problem =
        mall.problem(
            "mall",
            new FreeParameters(1),
            (y, s, a) ->
                a.equals("leave")
                    ? Outcomes.to("closed", 0.5).orEnd(0.5)
                    : s.equals("open") ? Outcomes.to("open") : Outcomes.unavailable(),
            (y, s, a) -> a.equals("leave") ? Expression.of(0) : sold(s).minus(y.get(0)),
            (y, s, a) -> a.equals("leave") ? Expression.of(0) : y.get(0).times(sold(s)),
            0.1);
    Hypergradient exact = ExactHypergradient.of(problem).at(new double[] {0.9});
    TabularResponse response = new SoftPolicyIteration().on(problem).respond(new double[] {0.9});
    assertEquals(0, response.policy(mall.state("closed"), 1));
    assertEquals(1, response.policy(mall.state("closed"), 0));
    assertEquals(0, response.value(mall.state("closed")));
    assertEquals(DenseRoute.objective(problem, new double[] {0.9}), exact.objective(), 1e-11);
    assertEquals(DenseRoute.gradient(problem, new double[] {0.9})[0], exact.total()[0], 1e-7);
    Exception none =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                mall.transitions(
                    new FreeParameters(1),
                    (y, s, a) -> s.equals("open") ? Outcomes.end() : Outcomes.unavailable()));
    assertEquals("transitions from state closed: no action is available", none.getMessage());
    TransitionLaw moody =
        mall.transitions(
            new FreeParameters(1),
            (y, s, a) ->
                a.equals("leave") || y.get(0).value() > 0
                    ? Outcomes.end()
                    : Outcomes.unavailable());
    assertEquals(
        "transitions from state open, action buy:"
            + " the same next states must be named for every y, 0 of them: 1",
        assertThrows(
                IllegalArgumentException.class, () -> moody.probability().all(new double[] {1}))
            .getMessage());
  }

  private static Expression sold(String state) {
    if (state.equals("closed")) {
      throw new IllegalStateException("nothing is sold in a closed shop");
    }
    return Expression.of(1);
  }

  /** Paid for arriving at work, and for coming to the end; at home the wage is y_0. */
  @Test
  void rewardsMayDependOnWhereAStepLeads() {
    World<String, String> town = World.of(List.of("home", "work"), List.of("stay", "go"));
    Transitions<String, String> law =
        (y, s, a) ->
            a.equals("stay")
                ? Outcomes.to(s)
                : Outcomes.to("work", y.get(1).sigmoid()).otherwiseEnd();
    TabularProblem problem =
        town.problem(
            "town",
            new FreeParameters(2),
            law,
            (y, s, a, next) -> next.equals(Optional.of("work")) ? y.get(0) : Expression.of(0.1),
            (y, s, a, next) -> next.isEmpty() ? y.get(0) : Expression.of(0.2),
            0.3);
    double[] y = {0.5, 0.7};
    double share = 1 / (1 + Math.exp(-0.7));
    assertArrayEquals(
        new double[] {0.1, share * 0.5 + (1 - share) * 0.1, 0.5, share * 0.5 + (1 - share) * 0.1},
        problem.followerReward().all(y),
        1e-15);
    double[] g = new double[2];
    problem.leaderReward().addGradient(y, 1, 2, g);
    assertArrayEquals(
        new double[] {2 * (1 - share), 2 * share * (1 - share) * (0.2 - 0.5)}, g, 1e-15);
    Hypergradient exact = ExactHypergradient.of(problem).at(y);
    assertEquals(DenseRoute.objective(problem, y), exact.objective(), 1e-10);
    assertArrayEquals(DenseRoute.gradient(problem, y), exact.total(), 1e-6);
    Coefficients wrong =
        town.arrivalReward(
            "bonus",
            problem.transitions(),
            (c, s, a, next) -> Expression.of(next.isEmpty() ? Double.NaN : 1));
    assertEquals(
        "bonus in state home, action go, end: must be finite: NaN",
        assertThrows(IllegalArgumentException.class, () -> wrong.all(y)).getMessage());
  }

  @Test
  void weightsAreNormalisedOnRequest() {
    TransitionLaw law =
        TOWN.transitions(
            new FreeParameters(1),
            (y, s, a) ->
                Outcomes.to("home", y.get(0).exp()).or("work", Expression.of(2)).normalised());
    double[] y = {0.5};
    double share = Math.exp(0.5) / (Math.exp(0.5) + 2);
    assertEquals(share, law.probability().at(y, 0), 1e-15);
    double[] g = new double[1];
    law.probability().addGradient(y, 1, 3, g);
    assertEquals(-3 * share * (1 - share), g[0], 1e-15);
  }

  @Test
  void errorsOfLambdasComeWithTheirPlace() {
    TabularProblem problem =
        town()
            .withRewards(
                TOWN.reward("follower's reward", (y, s, a) -> y.get(0).log()),
                TOWN.reward("leader's reward", (y, s, a) -> y.get(7)));
    Exception log =
        assertThrows(IllegalArgumentException.class, () -> problem.at(new double[] {-1, 0, 0}));
    assertEquals(
        "follower's reward in state home, action stay: must be finite: NaN", log.getMessage());
    Exception index =
        assertThrows(IllegalArgumentException.class, () -> problem.at(new double[] {1, 0, 0}));
    assertEquals(
        "leader's reward in state home, action stay: index of y must be in [0, 3): 7",
        index.getMessage());
    Exception moved =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                TOWN.transitions(
                        new FreeParameters(1),
                        (y, s, a) ->
                            Outcomes.to(y.get(0).max(Expression.of(1)).value() > 1 ? "road" : s))
                    .probability()
                    .all(new double[] {2}));
    assertEquals(
        "transitions from state home, action stay: the same next states must be named for every y;"
            + " missing: next state home",
        moved.getMessage());
  }

  /** So that a problem of fixed laws evaluates its lambdas once, and not at every θ. */
  @Test
  void lawsThatDoNotReadTheConfigurationStayFixed() {
    TransitionLaw stays =
        TOWN.transitions(new FreeParameters(2), (y, s, a) -> Outcomes.to(s, 0.75).otherwiseEnd());
    assertTrue(stays.probability().isFixed());
    assertTrue(!TOWN.transitions(new FreeParameters(2), WorldTest::ring).probability().isFixed());
    InitialLaw home = TOWN.startingIn(new FreeParameters(1), y -> Outcomes.to("home"));
    assertTrue(home.probability().isFixed());
    InitialLaw anywhere =
        TOWN.startingIn(
            new FreeParameters(1), y -> Outcomes.to("home", y.get(0).sigmoid()).otherwise("work"));
    assertTrue(!anywhere.probability().isFixed());
  }

  /** Estimators ask for the same derivatives at every step of every episode. */
  @Test
  void derivativesAreTakenAnewOnlyWhereTheEntriesThatAreReadMove() {
    AtomicInteger calls = new AtomicInteger();
    Coefficients squares =
        TOWN.reward(
            "reward",
            (y, s, a) -> {
              calls.incrementAndGet();
              return y.get(1).squared();
            });
    double[] y = {5, 1, 7};
    double[] g = new double[3];
    squares.addGradient(y, 0, 1, g);
    int once = calls.get();
    squares.addGradient(y, 0, 10, g);
    y[0] = 6;
    squares.addGradient(y, 0, 100, g);
    assertEquals(once, calls.get());
    assertArrayEquals(new double[] {0, 2 * 111, 0}, g);
    y[1] = 2;
    squares.addGradient(y, 0, 1, g);
    assertEquals(2 * once, calls.get());
    assertArrayEquals(new double[] {0, 2 * 111 + 4, 0}, g);
  }

  @Test
  void namesMustDiffer() {
    Exception twice =
        assertThrows(
            IllegalArgumentException.class, () -> World.of(List.of("a", "b", "a"), List.of("go")));
    assertEquals("states must differ: a stands twice", twice.getMessage());
    assertThrows(IllegalArgumentException.class, () -> World.of(List.of("a"), List.of()));
  }
}
