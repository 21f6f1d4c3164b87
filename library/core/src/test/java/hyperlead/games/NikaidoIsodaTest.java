package hyperlead.games;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.BatchMeans;
import hyperlead.Budget;
import hyperlead.Episodes;
import hyperlead.Estimator;
import hyperlead.Hypergradient;
import hyperlead.critics.ExactCritic;
import hyperlead.estimators.ValuePenalty;
import hyperlead.tabular.RandomProblem;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularMdp;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleFunction;
import org.junit.jupiter.api.Test;

/** The penalty of Nikaido and Isoda: what its policies are, and its bias against the saddle's. */
class NikaidoIsodaTest {
  private static final ZeroSumFollowers PLAYERS = new ZeroSumFollowers(3);

  private static double[] theta(TabularProblem problem) {
    return problem.initialParameters(new SplittableRandom(4));
  }

  private static TabularResponse saddle(TabularProblem problem) {
    return PLAYERS.on(problem).respond(theta(problem));
  }

  private static Hypergradient estimate(
      TabularProblem problem, Estimator.Kind<TabularEpisode> method) {
    Episodes<TabularEpisode> any =
        saddle(problem).play(Budget.episodes(1), new SplittableRandom(1));
    return method.on(problem).estimate(theta(problem), any);
  }

  private static double error(TabularProblem problem, Estimator.Kind<TabularEpisode> method) {
    double[] exact = estimate(problem, PLAYERS.hypergradient()).total();
    double[] found = estimate(problem, method).total();
    double sum = 0;
    double size = 0;
    for (int i = 0; i < exact.length; i++) {
      sum += (found[i] - exact[i]) * (found[i] - exact[i]);
      size += exact[i] * exact[i];
    }
    return Math.sqrt(sum / size);
  }

  private static double[] flat(TabularResponse response) {
    return Arrays.stream(response.policy()).flatMapToDouble(Arrays::stream).toArray();
  }

  /** J_F of the first follower, Σ μ(x) V(x). */
  private static double value(TabularResponse response) {
    double[] sum = new double[1];
    TabularMdp mdp = response.mdp();
    for (int i = 0; i < mdp.problem().initial().states().size(); i++) {
      double chance = mdp.problem().initial().probability().at(mdp.configuration(), i);
      sum[0] += chance * response.value(mdp.problem().initial().states().get(i));
    }
    return sum[0];
  }

  /** At the saddle the gap is zero, and what a policy is worth there is what the game is. */
  @Test
  void thePairsOwnValuesAreThoseOfTheGameAtTheSaddle() {
    for (long seed = 0; seed < 5; seed++) {
      TabularResponse saddle = saddle(RandomProblem.withActions(seed, 0.3, 6));
      TabularResponse valued = PLAYERS.valued(saddle.mdp(), flat(saddle));
      for (int x = 0; x <= saddle.mdp().pattern().states(); x++) {
        assertEquals(saddle.value(x), valued.value(x), 1e-11, "seed " + seed);
      }
    }
  }

  /** A maximum of J_L − λ gap: nobody's policy can be moved for more; and bounds hold. */
  @Test
  void thePairIsAMaximumOfThePenalisedObjective() {
    TabularProblem problem = RandomProblem.withActions(4, 0.5, 6);
    TabularResponse saddle = saddle(problem);
    double weight = 10;
    ZeroSumFollowers.Penalised near = PLAYERS.penalised(saddle, weight);
    double[] own = flat(near.pair());
    double ours = PLAYERS.valued(saddle.mdp(), own).value(0);
    assertTrue(near.minimal().value(0) < ours && ours < near.maximal().value(0), "gap");
    double best =
        near.pair().objective() - weight * (value(near.maximal()) - value(near.minimal()));
    SplittableRandom random = new SplittableRandom(1);
    for (double size : new double[] {0.1, 0.01}) {
      for (int k = 0; k < 20; k++) {
        double[] moved = moved(own, size, random);
        assertTrue(penalised(saddle, moved, weight) < best, "size " + size);
      }
    }
    // And the first order vanishes: half the way costs a quarter.
    double[] far = moved(own, 0.02, new SplittableRandom(2));
    double[] half = moved(own, 0.01, new SplittableRandom(2));
    double ratio =
        (best - penalised(saddle, far, weight)) / (best - penalised(saddle, half, weight));
    assertEquals(4, ratio, 0.2);
  }

  /** J_L − λ gap of a pair, with best answers found by the problem's own followers. */
  private static double penalised(TabularResponse saddle, double[] policy, double weight) {
    TabularMdp mdp = saddle.mdp();
    double[][][] laws = laws(policy, mdp.pattern().states());
    ZeroSumFollowers.Players solver = PLAYERS.new Players(mdp.problem());
    double tau = mdp.problem().temperature();
    double up =
        value(
            solver.solve(
                mdp, saddle.values(), (x, q) -> SaddlePoint.maximising(q, tau, logs(laws[x][1]))));
    double down =
        value(
            solver.solve(
                mdp, saddle.values(), (x, q) -> SaddlePoint.minimising(q, tau, logs(laws[x][0]))));
    return new TabularResponse(mdp, policy, saddle.values(), Double.NaN, 1).objective()
        - weight * (up - down);
  }

  private static double[] logs(double[] law) {
    return Arrays.stream(law).map(Math::log).toArray();
  }

  /** μ and ν of every state, of 2 and 3 actions. */
  private static double[][][] laws(double[] policy, int states) {
    double[][][] laws = new double[states][][];
    for (int x = 0; x < states; x++) {
      laws[x] = new double[][] {new double[2], new double[3]};
      for (int k = 0; k < 6; k++) {
        laws[x][0][k / 3] += policy[6 * x + k];
        laws[x][1][k % 3] += policy[6 * x + k];
      }
    }
    return laws;
  }

  /** Both policies, with noise of that size on their logarithms. */
  private static double[] moved(double[] policy, double size, SplittableRandom random) {
    double[] moved = new double[policy.length];
    double[][][] laws = laws(policy, policy.length / 6);
    for (int x = 0; x < laws.length; x++) {
      for (double[] law : laws[x]) {
        Arrays.setAll(law, i -> law[i] * Math.exp(size * random.nextDouble(-1, 1)));
        double sum = Arrays.stream(law).sum();
        Arrays.setAll(law, i -> law[i] / sum);
      }
      for (int k = 0; k < 6; k++) {
        moved[6 * x + k] = laws[x][0][k / 3] * laws[x][1][k % 3];
      }
    }
    return moved;
  }

  /** The gradient is that of max J_L − λ gap, by the envelope theorem. */
  @Test
  void theGradientIsThatOfThePenalisedMaximum() {
    TabularProblem problem = RandomProblem.withActions(2, 0.5, 6).withDiscounts(0.8, 0.9);
    double weight = 5;
    Hypergradient penalty = estimate(problem, ValuePenalty.nikaidoIsoda(weight, PLAYERS).exact());
    double[] theta = theta(problem);
    for (int i = 0; i < theta.length; i++) {
      double slope = 0;
      for (double h : new double[] {1e-4, -1e-4}) {
        double[] moved = theta.clone();
        moved[i] += h;
        ZeroSumFollowers.Penalised near =
            PLAYERS.penalised(PLAYERS.on(problem).respond(moved), weight);
        slope +=
            (near.pair().objective() - weight * (value(near.maximal()) - value(near.minimal())))
                / (2 * h);
      }
      assertEquals(slope, penalty.total()[i], 1e-6 * (1 + penalty.norm()), "θ[" + i + "]");
    }
  }

  private static double slope(TabularProblem problem, DoubleFunction<ValuePenalty> penalty) {
    return Math.log10(
        error(problem, penalty.apply(1000).exact(PLAYERS))
            / error(problem, penalty.apply(100).exact(PLAYERS)));
  }

  @Test
  void biasesFallByTheirOrders() {
    for (long seed = 0; seed < 10; seed++) {
      TabularProblem other = RandomProblem.withActions(seed, 0.3, 6);
      for (TabularProblem problem : new TabularProblem[] {other, other.withDiscounts(0.9, 0.9)}) {
        String where = problem.name() + problem.setting();
        assertEquals(-1, slope(problem, w -> ValuePenalty.nikaidoIsoda(w, PLAYERS)), 0.2, where);
        assertEquals(-1, slope(problem, ValuePenalty::oneSided), 0.2, where);
        assertEquals(-2, slope(problem, ValuePenalty::twoSided), 0.3, where);
      }
    }
  }

  @Test
  void fromSamplesTheyHaveTheExpectationOfTheirEquations() {
    TabularProblem problem = RandomProblem.withActions(4, 0.5, 6);
    TabularResponse saddle = saddle(problem);
    ExactCritic critic = new ExactCritic();
    for (ValuePenalty penalty :
        new ValuePenalty[] {ValuePenalty.nikaidoIsoda(10, PLAYERS), ValuePenalty.twoSided(10)}) {
      Hypergradient exact = estimate(problem, penalty.exact(PLAYERS));
      Estimator<TabularEpisode> method = penalty.sampled(PLAYERS, critic).on(problem);
      BatchMeans direct = new BatchMeans(exact.direct());
      BatchMeans guidance = new BatchMeans(exact.guidance());
      for (int batch = 0; batch < 80; batch++) {
        Episodes<TabularEpisode> round =
            saddle.play(Budget.episodes(50), new SplittableRandom(batch));
        Hypergradient estimate = method.estimate(theta(problem), round);
        direct.add(estimate.direct());
        guidance.add(estimate.guidance());
      }
      direct.assertAgrees(penalty + " direct");
      guidance.assertAgrees(penalty + " guidance");
    }
  }

  @Test
  void aWeightThatIsTooSmallIsRefusedOrSaysSo() {
    TabularProblem problem = RandomProblem.withActions(4, 0.05, 6);
    TabularResponse saddle = saddle(problem);
    assertEquals(
        "weight must be positive and finite: 0.0",
        assertThrows(IllegalArgumentException.class, () -> PLAYERS.penalised(saddle, 0))
            .getMessage());
    String message =
        assertThrows(ArithmeticException.class, () -> PLAYERS.penalised(saddle, 1e-4)).getMessage();
    assertTrue(message.startsWith("no maximum near the saddle point"), message);
  }
}
