package hyperlead.tabular;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.Budget;
import hyperlead.Estimator;
import hyperlead.Hypergradient;
import hyperlead.algebra.TransitionPattern;
import hyperlead.critics.ExactCritic;
import hyperlead.critics.LeastSquaresCritic;
import hyperlead.critics.MonteCarloCritic;
import hyperlead.critics.SarsaCritic;
import hyperlead.critics.TabularCritic;
import hyperlead.estimators.BlackBox;
import hyperlead.estimators.BoltzmannCovariance;
import hyperlead.estimators.ExactHypergradient;
import hyperlead.estimators.Hpgd;
import hyperlead.estimators.SoBiRl;
import hyperlead.followers.NeuralSoftQ;
import hyperlead.followers.SoftBellmanSweeps;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.followers.SoftQLearning;
import hyperlead.games.Commitment;
import hyperlead.games.MarkovGame;
import hyperlead.games.RandomGame;
import hyperlead.parameters.Coefficients;
import hyperlead.parameters.FreeParameters;
import hyperlead.prototyping.ArrivalReward;
import hyperlead.prototyping.Expression;
import hyperlead.prototyping.Outcomes;
import hyperlead.prototyping.Reward;
import hyperlead.prototyping.Transitions;
import hyperlead.prototyping.World;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Finite models as people have them, each against the dense route or its plain form. */
public class AnyModelTest {
  private static final double[] SHARES = {0.25, 0.75};

  private static void assertDense(TabularProblem problem, long seed) {
    double[] theta = problem.start().apply(new SplittableRandom(seed));
    Hypergradient exact = ExactHypergradient.of(problem).at(theta);
    double[] gradient = DenseRoute.gradient(problem, theta);
    double scale = 1 + Arrays.stream(gradient).map(Math::abs).max().orElse(0);
    assertEquals(DenseRoute.objective(problem, theta), exact.objective(), 1e-10, problem.name());
    // Differences of h = 1e-3: h⁴ times fifth derivatives, and rounding of 1e-13 / h.
    assertArrayEquals(gradient, exact.total(), 1e-8 * scale, problem.name());
  }

  private static void assertSame(TabularProblem expected, TabularProblem actual, long seed) {
    double[] theta = expected.start().apply(new SplittableRandom(seed));
    Hypergradient one = ExactHypergradient.of(expected).at(theta);
    Hypergradient other = ExactHypergradient.of(actual).at(theta);
    double scale = 1 + one.directNorm() + one.guidanceNorm();
    assertEquals(one.objective(), other.objective(), 1e-11, expected.name());
    assertArrayEquals(one.direct(), other.direct(), 1e-11 * scale, expected.name());
    assertArrayEquals(one.guidance(), other.guidance(), 1e-11 * scale, expected.name());
  }

  /** Every row twice, one after the other, with a quarter and three quarters of its chances. */
  private static TransitionLaw twice(TransitionLaw law) {
    TransitionPattern pattern = law.pattern();
    int[][] rows = new int[pattern.pairs()][];
    Arrays.setAll(rows, pair -> both(pattern, pair).map(pattern::successor).toArray());
    int[] entries =
        IntStream.range(0, rows.length)
            .flatMap(
                pair ->
                    IntStream.concat(
                        pattern.row(pair), pattern.row(pair).map(e -> pattern.entries() + e)))
            .toArray();
    return new TransitionLaw(
        TransitionPattern.of(pattern.states(), pattern.actions(), rows),
        Coefficients.joined(
                List.of(law.probability().times(SHARES[0]), law.probability().times(SHARES[1])))
            .picked(entries));
  }

  private static IntStream both(TransitionPattern pattern, int pair) {
    return IntStream.concat(pattern.row(pair), pattern.row(pair));
  }

  /** The same problem, each next state named twice. */
  public static TabularProblem twice(TabularProblem problem) {
    return with(problem, twice(problem.transitions()));
  }

  private static TabularProblem with(TabularProblem problem, TransitionLaw law) {
    return new TabularProblem(
        problem.setting(),
        problem.parameterization(),
        law,
        problem.initial(),
        problem.followerReward(),
        problem.leaderReward(),
        problem.start());
  }

  @Test
  void theDenseRouteAgreesOnPlainProblems() {
    for (long seed = 0; seed < 8; seed++) {
      assertDense(RandomProblem.of(seed, 0.5), seed);
    }
  }

  @Test
  void aNextStateNamedTwiceInARowHasTheSum() {
    for (long seed = 0; seed < 8; seed++) {
      TabularProblem problem = RandomProblem.of(seed, 0.5);
      assertSame(problem, twice(problem), seed);
      assertDense(twice(problem), seed);
    }
  }

  @Test
  void theSameInAGameWhateverTheFollowerSees() {
    for (long seed = 0; seed < 4; seed++) {
      Commitment plain = RandomGame.of(seed, 0.5);
      MarkovGame game = plain.game();
      MarkovGame doubled =
          new MarkovGame(
              game.states(),
              game.leaderActions(),
              game.followerActions(),
              twice(game.transitions()),
              game.followerReward(),
              game.leaderReward());
      Commitment other =
          new Commitment(plain.setting(), doubled, plain.policy(), plain.initialParameters());
      assertSame(plain.problem(), other.problem(), seed);
      assertSame(plain.blindProblem(), other.blindProblem(), seed);
    }
  }

  /** The same problem without some actions of each state, of which nobody may ask anything. */
  public static TabularProblem withFewerActions(TabularProblem problem, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    TransitionPattern pattern = problem.transitions().pattern();
    boolean[] gone = new boolean[pattern.pairs()];
    for (int x = 0; x < pattern.states(); x++) {
      int kept = random.nextInt(pattern.actions());
      for (int a = 0; a < pattern.actions(); a++) {
        gone[x * pattern.actions() + a] = a != kept && random.nextInt(2) == 0;
      }
    }
    int[] entries =
        IntStream.range(0, pattern.entries()).filter(e -> !gone[pattern.pair(e)]).toArray();
    return with(
            problem,
            new TransitionLaw(
                pattern.where(e -> !gone[pattern.pair(e)]),
                problem.transitions().probability().picked(entries)))
        .withRewards(
            unasked(problem.followerReward(), gone), unasked(problem.leaderReward(), gone));
  }

  private static Coefficients unasked(Coefficients reward, boolean[] gone) {
    return Coefficients.of(
        reward.size(),
        (y, pair) -> gone[pair] ? Double.NaN : reward.at(y, pair),
        (y, pair, weight, g) -> {
          assertFalse(gone[pair], "slope of an action that is not available");
          reward.addGradient(y, pair, weight, g);
        });
  }

  @Test
  void actionsThatAreNotAvailableHaveProbabilityZero() {
    int gone = 0;
    for (long seed = 0; seed < 16; seed++) {
      TabularProblem problem = withFewerActions(RandomProblem.of(seed, 0.5), seed);
      TransitionPattern pattern = problem.transitions().pattern();
      assertDense(problem, seed);
      assertDense(problem.withDiscounts(1, 1), seed);
      double[] theta = problem.start().apply(new SplittableRandom(seed));
      for (TabularFollower.Kind follower :
          List.of(
              new SoftPolicyIteration(),
              SoftBellmanSweeps.reset(3),
              SoftBellmanSweeps.carriedOver(200),
              new SoftQLearning(0.1, 1000),
              NeuralSoftQ.of(100, 100))) {
        TabularResponse response = follower.on(problem, random(seed)).respond(theta);
        for (int pair = 0; pair < pattern.pairs(); pair++) {
          double pi = response.policy(pair / pattern.actions(), pair % pattern.actions());
          assertEquals(pattern.isAvailable(pair), pi > 0, follower + ", pair " + pair);
          gone += pi > 0 ? 0 : 1;
        }
      }
      assertTrue(
          new SoftBellmanSweeps(200, false).on(problem, random(seed)).respond(theta).residual()
              < 1e-4);
    }
    assertTrue(gone > 100, "some actions are not there");
  }

  @Test
  void whatLearnsFromEpisodesNeverAsksForThem() {
    for (TabularCritic.Kind critic :
        List.of(
            SarsaCritic.random(0.1),
            SarsaCritic.zero(0.1).expected(),
            LeastSquaresCritic.optimistic(1, 5),
            new MonteCarloCritic(),
            new ExactCritic())) {
      for (Estimator.Kind<TabularEpisode> kind :
          List.of(
              BlackBox.of(new BoltzmannCovariance<>(critic).centred(), 0.1, 0.5),
              new Hpgd(critic),
              new SoBiRl<>(critic))) {
        TabularProblem problem = withFewerActions(RandomProblem.of(3, 0.5), 3);
        double[] theta = problem.start().apply(random(1));
        Hypergradient estimate =
            kind.on(problem, random(2))
                .estimate(
                    theta,
                    new SoftPolicyIteration()
                        .on(problem)
                        .respond(theta)
                        .play(Budget.episodes(20), random(3)));
        assertTrue(Double.isFinite(estimate.guidanceNorm()), kind + ": " + estimate);
      }
    }
  }

  private static SplittableRandom random(long seed) {
    return new SplittableRandom(seed);
  }

  /** Differentiation through the sweeps, against differences of what the sweeps answer. */
  @Test
  void unrolledSweepsLeaveThemOutToo() {
    for (long seed = 0; seed < 4; seed++) {
      TabularProblem problem = withFewerActions(RandomProblem.of(seed, 0.5), seed);
      double[] theta = problem.start().apply(random(seed));
      double[] unrolled = new TabularHypergradient().unrolled(problem.at(theta), 3).total();
      for (int i = 0; i < theta.length; i++) {
        double[] up = theta.clone();
        double[] down = theta.clone();
        up[i] += 1e-5;
        down[i] -= 1e-5;
        double difference = (afterSweeps(problem, up) - afterSweeps(problem, down)) / 2e-5;
        assertEquals(difference, unrolled[i], 1e-6 * (1 + Math.abs(difference)));
      }
    }
  }

  private static double afterSweeps(TabularProblem problem, double[] theta) {
    return new TabularHypergradient().unrolled(problem.at(theta), 3).objective();
  }

  @Test
  void discountsMayBeOneWhereEveryPolicyEnds() {
    for (long seed = 0; seed < 8; seed++) {
      TabularProblem problem = RandomProblem.of(seed, 0.5);
      assertDense(problem.withDiscounts(1, 1), seed);
      assertDense(problem.withDiscounts(1, problem.leaderDiscount()), seed);
      assertDense(problem.withDiscounts(problem.followerDiscount(), 1), seed);
    }
  }

  @Test
  void aDiscountOfOneIsRefusedWhereSomePolicyGoesRoundForEver() {
    World<String, String> isle = World.of(List.of("shore", "cave", "sea"), List.of("wait", "go"));
    TabularProblem problem =
        isle.problem(
            "isle",
            new FreeParameters(1),
            (y, s, a) -> a.equals("wait") && !s.equals("sea") ? Outcomes.to(s) : Outcomes.end(),
            (y, s, a) -> y.get(0),
            (y, s, a) -> y.get(0),
            0.1);
    for (double[] discounts : new double[][] {{1, 0.9}, {0.9, 1}}) {
      Exception refused =
          assertThrows(
              IllegalArgumentException.class,
              () -> problem.withDiscounts(discounts[0], discounts[1]).at(new double[1]));
      assertEquals(
          "a discount of one needs that every policy ends, but some goes round for ever from shore,"
              + " cave, as shore → shore: let that end, give a discount below one, or a finite horizon",
          refused.getMessage());
    }
  }

  /**
   * A state of no return that nobody gets to: refused with what to do, and right when it is done.
   */
  @Test
  void statesThatGoRoundForEverAreLeftOutWhereNobodyGetsThere() {
    World<String, String> isle = World.of(List.of("shore", "limbo", "sea"), List.of("wait", "go"));
    TabularProblem problem =
        isle.problem(
                "isle",
                new FreeParameters(1),
                (y, s, a) -> s.equals("shore") ? Outcomes.to("sea") : goesOn(s),
                (y, s, a) -> a.equals("go") ? y.get(0) : Expression.of(0.2),
                (y, s, a) -> a.equals("go") ? y.get(0) : Expression.of(1),
                0.5)
            .withDiscounts(1, 1);
    String refused =
        assertThrows(IllegalArgumentException.class, () -> problem.at(new double[1])).getMessage();
    assertTrue(
        refused.endsWith(
            "from limbo, as limbo → limbo: nobody gets there, PrunedProblem.of(problem) leaves that out"),
        refused);
    assertDense(PrunedProblem.of(problem).problem(), 1);
  }

  private static Outcomes<String> goesOn(String state) {
    return state.equals("limbo") ? Outcomes.to(state) : Outcomes.end();
  }

  /** A problem and another one that its first states do not lead to, side by side. */
  public static TabularProblem withStatesNobodyReaches(TabularProblem problem) {
    int states = problem.transitions().pattern().states();
    int[] state = IntStream.range(0, 2 * states).map(x -> x % states).toArray();
    int[] nowhere = new int[2 * states];
    return new Copies(List.of(problem), nowhere, state)
        .problem(
            problem.setting(),
            problem.initial(),
            (copy, next) -> next == states ? 2 * states : copy / states * states + next,
            copy -> copy);
  }

  @Test
  void statesThatNobodyReachesChangeNothing() {
    for (long seed = 0; seed < 8; seed++) {
      TabularProblem problem = RandomProblem.of(seed, 0.5);
      TabularProblem more = withStatesNobodyReaches(problem);
      int states = problem.transitions().pattern().states();
      assertSame(problem, more, seed);
      assertDense(more, seed);
      PrunedProblem pruned = PrunedProblem.of(more);
      assertEquals(states, pruned.problem().transitions().pattern().states());
      assertEquals(IntStream.range(states, 2 * states).boxed().toList(), pruned.left());
      assertEquals(-1, pruned.state(states));
      assertSame(problem, pruned.problem(), seed);
    }
  }

  @Test
  void prunedStatesKeepTheirOrderAndTheirNames() {
    TransitionPattern pattern =
        TransitionPattern.of(4, 1, new int[][] {{0}, {3}, {0}, {4, 1}})
            .named(List.of("a", "b", "c", "d")::get, a -> "go");
    TabularProblem problem = RandomProblem.of(1, 0.5);
    TabularProblem chain =
        new TabularProblem(
            problem.setting().withName("chain"),
            problem.parameterization(),
            new TransitionLaw(pattern, Coefficients.fixed(1, 1, 1, 0.5, 0.5)),
            InitialLaw.startingIn(3),
            Coefficients.fixed(1, 2, 3, 4),
            Coefficients.fixed(5, 6, 7, 8),
            problem.start());
    PrunedProblem pruned = PrunedProblem.of(chain);
    assertEquals("chain(τ = 0.5) without states that cannot be reached: a, c", pruned.toString());
    assertEquals(List.of(0, 2), pruned.left());
    assertEquals(0, pruned.state(1));
    assertEquals(1, pruned.state(3));
    TransitionPattern left = pruned.problem().transitions().pattern();
    assertEquals("state d, action go", left.place(1));
    assertArrayEquals(new double[] {6, 8}, pruned.problem().leaderReward().all(new double[0]));
    assertEquals(List.of(1), pruned.problem().initial().states());
    assertEquals(left.end(), left.successor(1));
  }

  /** Numbers w_e (1 + sin(v_e y_0)) for every entry. */
  private static Coefficients onArrival(TabularProblem problem, long seed) {
    SplittableRandom random = random(seed);
    int entries = problem.transitions().pattern().entries();
    double[] w = random.doubles(entries, -1, 1).toArray();
    double[] v = random.doubles(entries, -2, 2).toArray();
    return Coefficients.of(
        entries,
        (y, e) -> w[e] * (1 + Math.sin(v[e] * y[0])),
        (y, e, weight, g) -> g[0] += weight * w[e] * v[e] * Math.cos(v[e] * y[0]));
  }

  /** A trap of −1e9 wherever a step leads from there is as exact as one of each pair. */
  @Test
  void penaltiesOnArrivalCostNoDigits() {
    World<String, Integer> world = World.of(List.of("trap", "free"), List.of(0, 1, 2));
    Transitions<String, Integer> law =
        (y, s, a) -> Outcomes.to("trap", y.get(0).plus(a - 1.7).sigmoid()).otherwise("free");
    ArrivalReward<String, Integer> onArrival =
        (y, s, a, next) -> Expression.of(s.equals("trap") ? -1e9 : 0.2 * a);
    Reward<String, Integer> reward = (y, s, a) -> Expression.of(s.equals("trap") ? -1e9 : 0.2 * a);
    Reward<String, Integer> wanted = (y, s, a) -> Expression.of(s.equals("trap") ? a : 0.3 * a);
    FreeParameters free = new FreeParameters(1);
    TabularProblem right = world.problem("pairs", free, law, reward, wanted, 0.1);
    TabularProblem arriving =
        right.withRewards(
            right.transitions().expected(world.arrivalReward("r", right.transitions(), onArrival)),
            right.leaderReward());
    double[] theta = {0.3};
    Hypergradient exact = ExactHypergradient.of(right).at(theta);
    Hypergradient same = ExactHypergradient.of(arriving).at(theta);
    assertEquals(exact.objective(), same.objective());
    assertArrayEquals(exact.total(), same.total());
  }

  /** Against what is earned on the way, entry by entry, over all trajectories of three steps. */
  @Test
  void rewardsOnArrivalAreTheirExpectation() {
    for (long seed = 0; seed < 6; seed++) {
      TabularProblem problem = withFewerActions(RandomProblem.of(seed, 0.5), seed);
      Coefficients follower = onArrival(problem, seed);
      Coefficients leader = onArrival(problem, seed + 100);
      TransitionLaw law = problem.transitions();
      TabularProblem expected =
          problem.withRewards(law.expected(follower), law.expected(leader)).withDiscounts(1, 0.9);
      assertDense(expected, seed);
      double[] theta = problem.start().apply(random(seed));
      assertEquals(law.expected(leader).all(theta)[1], law.expected(leader).at(theta, 1), 1e-15);
      TabularProblem three = FiniteHorizon.of(3, expected).problem();
      Objective earned =
          Objective.expected(Functional.onArrival(ofCopies(three, expected, leader), 0.9));
      Hypergradient one = ExactHypergradient.of(three).at(theta);
      Hypergradient other =
          Trajectories.all(new SoftPolicyIteration().on(three).respond(theta))
              .hypergradient(earned, new TabularHypergradient());
      Hypergradient linear = ExactHypergradient.of(three.withObjective(earned)).at(theta);
      assertArrayEquals(one.total(), linear.total(), 1e-12 * (1 + one.guidanceNorm()));
      assertEquals(one.objective(), other.objective(), 1e-12);
      assertArrayEquals(one.total(), other.total(), 1e-11 * (1 + one.guidanceNorm()));
      assertTrue(one.directNorm() > 1e-3 && one.guidanceNorm() > 1e-3);
    }
  }

  /** Numbers of entries for the entries of three steps, found by the names of states. */
  private static Coefficients ofCopies(
      TabularProblem copies, TabularProblem problem, Coefficients numbers) {
    TransitionPattern pattern = copies.transitions().pattern();
    TransitionPattern own = problem.transitions().pattern();
    int actions = own.actions();
    int[] indices =
        IntStream.range(0, pattern.pairs())
            .flatMap(
                pair -> {
                  String name = String.valueOf(pattern.stateName(pair / actions));
                  int x = Integer.parseInt(name.replaceAll(" at t = .*", ""));
                  return own.row(x * actions + pair % actions);
                })
            .toArray();
    return numbers.picked(indices);
  }

  /** All of it at once, as it comes. */
  @Test
  void combinationsAgreeWithTheDenseRoute() {
    for (long seed = 0; seed < 150; seed++) {
      SplittableRandom draw = random(seed);
      TabularProblem problem = RandomProblem.of(seed, Math.exp(draw.nextDouble(-1, 1.5)));
      problem = draw.nextBoolean() ? withFewerActions(problem, seed) : problem;
      problem = draw.nextBoolean() ? twice(problem) : problem;
      TransitionLaw law = problem.transitions();
      if (draw.nextBoolean()) {
        problem =
            problem.withRewards(
                law.expected(onArrival(problem, seed)), law.expected(onArrival(problem, -seed)));
      }
      problem = draw.nextBoolean() ? withStatesNobodyReaches(problem) : problem;
      problem = draw.nextBoolean() ? problem.withDiscounts(1, draw.nextDouble()) : problem;
      int steps = draw.nextInt(1, 12);
      problem = steps < 6 ? FiniteHorizon.of(steps, problem).problem() : problem;
      problem = draw.nextBoolean() ? PrunedProblem.of(problem).problem() : problem;
      assertDense(problem, seed);
    }
  }

  @Test
  void rowsAreNormalisedOnRequestOnly() {
    for (long seed = 0; seed < 4; seed++) {
      TabularProblem problem = RandomProblem.of(seed, 0.5);
      TransitionPattern pattern = problem.transitions().pattern();
      Coefficients single = problem.transitions().probability().times(1 + 3e-8);
      double[] theta = problem.start().apply(new SplittableRandom(seed));
      Exception refused =
          assertThrows(
              IllegalArgumentException.class,
              () -> with(problem, new TransitionLaw(pattern, single)).at(theta));
      assertTrue(refused.getMessage().contains("; TransitionLaw.normalised divides"));
      assertSame(problem, with(problem, TransitionLaw.normalised(pattern, single, 1e-6)), seed);
      // With a sum that moves with y as well.
      Coefficients weights =
          Coefficients.of(
              single.size(),
              (y, e) -> single.at(y, e) * (1 + 1e-3 * Math.sin(y[0] + pattern.pair(e))),
              (y, e, w, g) -> {
                double angle = y[0] + pattern.pair(e);
                single.addGradient(y, e, w * (1 + 1e-3 * Math.sin(angle)), g);
                g[0] += w * single.at(y, e) * 1e-3 * Math.cos(angle);
              });
      assertSame(problem, with(problem, TransitionLaw.normalised(pattern, weights, 2e-3)), seed);
      Exception off =
          assertThrows(
              IllegalArgumentException.class,
              () -> with(problem, TransitionLaw.normalised(pattern, weights, 1e-9)).at(theta));
      assertEquals(
          "state 0, action 0: probabilities must sum to one within 1.0E-9",
          off.getMessage().replaceAll(": [0-9.]+; at theta.*", ""));
    }
  }
}
