package hyperlead.estimators;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.BatchMeans;
import hyperlead.Budget;
import hyperlead.Episodes;
import hyperlead.Estimator;
import hyperlead.Follower;
import hyperlead.Hypergradient;
import hyperlead.LeaderCritic;
import hyperlead.Response;
import hyperlead.Setting;
import hyperlead.StepProblem;
import hyperlead.continuous.ContinuousEpisode;
import hyperlead.continuous.ContinuousProblem;
import hyperlead.continuous.ContinuousResponse;
import hyperlead.critics.ContinuousCritic;
import hyperlead.critics.FeatureCritic;
import hyperlead.critics.Features;
import hyperlead.critics.FourierFeatures;
import hyperlead.critics.TableFeatures;
import hyperlead.environments.GuidedCartPole;
import hyperlead.followers.FittedSoftQ;
import hyperlead.followers.SoftActorCritic;
import hyperlead.neural.Sizes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.junit.jupiter.api.Test;

/** Estimates on a machine that is small enough for a table, and on the cart. */
class MachineEstimatorsTest {
  private static final double[] THETA = {0.1, -0.2, 0.3, 0.2, -0.1, 0.4};
  private static final Rooms.Tables TABLES = Rooms.Tables.at(THETA);
  private static final LeaderCritic.Kind<ContinuousEpisode> CRITIC = Rooms.critic(TABLES);

  private static Episodes<ContinuousEpisode> round(int episodes, long seed) {
    return Rooms.answer(TABLES, false).play(Budget.episodes(episodes), new SplittableRandom(seed));
  }

  private static Hypergradient estimate(
      Estimator.Kind<ContinuousEpisode> kind, Episodes<ContinuousEpisode> round) {
    return kind.on(Rooms.PROBLEM).estimate(THETA, round);
  }

  /** One for each of so many groups of rooms and each push, which is told by u or not at all. */
  private record Tiles(int width, boolean pushes) implements Features.Kind {
    @Override
    public Features on(StepProblem<?> problem) {
      int actions = pushes ? Rooms.PUSHES : 1;
      return new TableFeatures(
          (Rooms.ROOMS + width - 1) / width * actions,
          (rows, from) -> {
            int push = pushes ? Rooms.push(rows[from + 1]) : 0;
            return rows[from] < Rooms.ROOMS ? (int) rows[from] / width * actions + push : -1;
          });
    }
  }

  /**
   * Rooms follow on pushes without chance, so the fit is ∇Q_F itself, and an estimate Σ_t w_t (∇Q_F
   * − ∇V_F)(x_t, u_t) by the table.
   */
  @Test
  void hpgdWithATableOfFeaturesKnowsTheFollowersGradient() {
    Episodes<ContinuousEpisode> round = round(60, 1);
    double[] expected = new double[THETA.length];
    for (ContinuousEpisode episode : round.list()) {
      double weight = 1 / Rooms.TAU / round.list().size();
      for (int t = 0; t < episode.length(); t++) {
        int room = Rooms.room(episode, t);
        int push = Rooms.pushed(episode, t);
        for (int k = 0; k < THETA.length; k++) {
          expected[k] +=
              weight
                  * TABLES.advantage(TABLES.leader, room, push)
                  * TABLES.advantage(TABLES.gradient(k), room, push);
        }
        weight *= Rooms.LEADERS_GAMMA;
      }
    }
    Hypergradient estimate = estimate(new HpgdFeatures<>(CRITIC, new Tiles(1, true), 0), round);
    assertArrayEquals(expected, estimate.guidance(), 1e-10);
    assertEquals(0, estimate.directNorm());
  }

  @Test
  void hpgdIsUnbiasedIfItsFeaturesSuffice() {
    agrees(new HpgdFeatures<>(CRITIC, new Tiles(1, true), 0)).assertAgrees("HPGD");
  }

  /** Two rooms a feature; and no push in them, of which nothing can be told. */
  @Test
  void hpgdIsBiasedIfItsFeaturesDoNot() {
    BatchMeans coarse = agrees(new HpgdFeatures<>(CRITIC, new Tiles(2, true), 0));
    assertThrows(AssertionError.class, () -> coarse.assertAgrees("coarse"));
    Hypergradient blind =
        estimate(new HpgdFeatures<>(CRITIC, new Tiles(1, false), 0), round(20, 1));
    assertEquals(0, blind.norm(), 1e-12);
  }

  private static BatchMeans agrees(Estimator.Kind<ContinuousEpisode> kind) {
    BatchMeans means = new BatchMeans(Rooms.hypergradient(THETA));
    for (int batch = 0; batch < 60; batch++) {
      means.add(estimate(kind, round(100, 100 + batch)).total());
    }
    return means;
  }

  /**
   * The implicit function theorem: at the follower's optimum, and as ρ → 0, the total derivative
   * through φ is the hypergradient, here by central differences of a follower solved anew.
   */
  @Test
  void theTotalDerivativeIsTheHypergradientAtTheFollowersOptimum() {
    agrees(new TotalDerivative(CRITIC, 1e-12)).assertAgrees("total derivative");
    agrees(new TotalDerivative(CRITIC, 1e-12).fitted(new Tiles(1, false).onMachines(), 1e-9, 10))
        .assertAgrees("with a baseline");
  }

  /** Scores of a table span all A_L, so that its projection is A_L itself. */
  @Test
  void withATableForANetworkTheTotalDerivativeIsBcHg() {
    Episodes<ContinuousEpisode> round = round(30, 2);
    double[] covariance = estimate(new BoltzmannCovariance<>(CRITIC), round).total();
    double[] total = estimate(new TotalDerivative(CRITIC, 1e-12), round).total();
    assertArrayEquals(covariance, total, 1e-6);
    double[] damped = estimate(new TotalDerivative(CRITIC, 1), round).total();
    assertTrue(norm(damped) < 0.2 * norm(total), Arrays.toString(damped));
  }

  private static double norm(double[] v) {
    return Math.sqrt(Arrays.stream(v).map(x -> x * x).sum());
  }

  /** One slope for all rooms: z is a quotient of two sums, and ρ is added to the lower one. */
  @Test
  void whatTheNetworkCannotSayIsLost() {
    ContinuousResponse answer = Rooms.answer(TABLES, true);
    Episodes<ContinuousEpisode> round = answer.play(Budget.episodes(50), new SplittableRandom(3));
    double above = 0;
    double below = 0;
    for (ContinuousEpisode episode : round.list()) {
      double discount = 1;
      for (int t = 0; t < episode.length(); t++) {
        double score = score(episode, t);
        double advantage =
            TABLES.advantage(TABLES.leader, Rooms.room(episode, t), Rooms.pushed(episode, t));
        above += discount * advantage * score;
        below += discount * score * score;
        discount *= Rooms.LEADERS_GAMMA;
      }
    }
    double z = above / (1.5 * below);
    var byHand =
        new TrajectoryEstimator<ContinuousEpisode>(
            "by hand",
            CRITIC,
            (all, critic) ->
                episode -> {
                  double[] credits = new double[episode.length()];
                  for (int t = 0; t < credits.length; t++) {
                    double discount = Math.pow(Rooms.LEADERS_GAMMA, t);
                    credits[t] = discount * z * score(episode, t) / Rooms.TAU;
                  }
                  return credits;
                });
    double[] expected = estimate(byHand, round).total();
    double[] total = estimate(new TotalDerivative(CRITIC, 0.5), round).total();
    assertArrayEquals(expected, total, 1e-10);
    assertTrue(norm(expected) > 0.01, Arrays.toString(expected));
  }

  private static double score(ContinuousEpisode episode, int t) {
    double mean = Rooms.Tables.mean(TABLES.policy[Rooms.room(episode, t)], new double[] {-1, 0, 1});
    return episode.action(t) - mean;
  }

  private static final ContinuousProblem CART =
      ContinuousProblem.design("cart", new GuidedCartPole(0, 2.4, 0), 0.2)
          .with(new Setting("cart", 0.2, 0.95, 0.99, 200));

  private static ContinuousCritic returns() {
    return new ContinuousCritic(
        FeatureCritic.returns(FourierFeatures.of(40, 1, 1, 2, 0.3, 3, 3), 1e-3));
  }

  /** Of a learned network nothing is known but that means of some rounds point the same way. */
  @Test
  void onTheCartRivalsPointWhereBcHgDoes() {
    double[] theta = new double[9];
    Follower<ContinuousEpisode> follower =
        SoftActorCritic.of(5000, 500)
            .with(new Sizes(32, 64, 2e-3, 0.05))
            .on(CART, new SplittableRandom(1));
    List<Episodes<ContinuousEpisode>> rounds = new ArrayList<>();
    Response<ContinuousEpisode> unused = follower.respond(theta);
    Response<ContinuousEpisode> answer = follower.respond(theta);
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 8; i++) {
      rounds.add(answer.play(Budget.steps(1500), random));
    }
    var seen = FourierFeatures.of(60, 2, 1, 2, 0.3, 3).onMachines();
    double[] covariance = mean(new BoltzmannCovariance<>(returns()).fitted(seen, 1e-3, 1), rounds);
    double[] total = mean(new TotalDerivative(returns(), 1e-3).fitted(seen, 1e-3, 1), rounds);
    assertTrue(cosine(covariance, total) > 0.9, "cosine " + cosine(covariance, total));
    FourierFeatures waves = FourierFeatures.of(120, 3, 1, 2, 0.3, 3, 3);
    double[] hpgd = mean(new HpgdFeatures<>(returns(), waves, 1e-5), rounds);
    assertTrue(cosine(covariance, hpgd) > 0.6, "cosine " + cosine(covariance, hpgd));
  }

  private static double[] mean(
      Estimator.Kind<ContinuousEpisode> kind, List<Episodes<ContinuousEpisode>> rounds) {
    double[] mean = new double[9];
    Estimator<ContinuousEpisode> estimator = kind.on(CART);
    for (Episodes<ContinuousEpisode> round : rounds) {
      double[] g = estimator.estimate(new double[9], round).total();
      Arrays.setAll(mean, k -> mean[k] + g[k] / rounds.size());
    }
    return mean;
  }

  private static double cosine(double[] a, double[] b) {
    return Rooms.Tables.mean(a, b) / (norm(a) * norm(b));
  }

  @Test
  void aFollowerWithoutANetworkIsRefused() {
    double[] theta = new double[9];
    FourierFeatures waves = FourierFeatures.of(10, 1, 1, 2, 0.3, 3, 3);
    Episodes<ContinuousEpisode> round =
        new FittedSoftQ(waves, 1e-3, 3, 1, 50, 10, 100)
            .on(CART, new SplittableRandom(1))
            .respond(theta)
            .play(Budget.steps(50), new SplittableRandom(1));
    assertMessage(
        "follower must have a network whose scores are known, a ScoredPolicy: "
            + "a Boltzmann policy over 3 actions",
        () -> mean(new TotalDerivative(returns(), 1e-3), List.of(round)));
  }

  @Test
  void badSettingsAreNamed() {
    assertMessage("ridge must be positive and finite: 0.0", () -> new TotalDerivative(CRITIC, 0));
    assertMessage("ridge must be in [0, 1]: 2.0", () -> new TotalDerivative(CRITIC, 2));
    FourierFeatures blind = FourierFeatures.of(5, 1, 1, 2, 0.3, 3);
    assertMessage(
        "features must see the action u: 5 Fourier features of widths [1.0, 2.0, 0.3, 3.0], seed 1",
        () -> new HpgdFeatures<>(returns(), blind, 0).on(CART));
    TotalDerivative total = new TotalDerivative(CRITIC, 1e-3);
    var features = new Tiles(1, false).onMachines();
    assertMessage("shrinkage must be positive and finite: 0.0", () -> total.fitted(features, 0, 1));
    assertMessage("folds must be positive: 0", () -> total.fitted(features, 0.1, 0));
  }

  private static void assertMessage(String message, Runnable bad) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, bad::run).getMessage());
  }

  /** Runs, sweeps and stored results are told apart by this text. */
  @Test
  void aRidgeIsPartOfTheText() {
    String text = new HpgdFeatures<>(CRITIC, new Tiles(1, true), 0.25).toString();
    assertTrue(text.endsWith("Tiles[width=1, pushes=true], ridge 0.25)"), text);
  }

  @Test
  void aSolutionThatIsNotReachedIsNoSolution() {
    Fisher fisher = new Fisher(3);
    fisher.add(1, new double[] {1, 0, 0});
    fisher.add(0.5, new double[] {0, 3, 1});
    fisher.add(1, new double[] {1, 1, 7});
    double[] b = {1, 2, 3};
    Exception failure = assertThrows(ArithmeticException.class, () -> fisher.solve(0.001, b, 1));
    assertEquals(
        "conjugate gradients did not reach a residual of 1.0E-8 in 1 steps, ridge 0.001",
        failure.getMessage());
    double[] z = fisher.solve(0.001, b, 9);
    assertArrayEquals(b, fisher.operate(new ArrayRealVector(z)).toArray(), 1e-7);
    double rho = 0.001 * (1 + 5 + 51);
    assertEquals(1, (2 + rho) * z[0] + z[1] + 7 * z[2], 1e-7);
  }
}
