package hyperlead.estimators;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.Budget;
import hyperlead.Episodes;
import hyperlead.Estimator;
import hyperlead.Hypergradient;
import hyperlead.critics.ExactCritic;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.parameters.Coefficients;
import hyperlead.tabular.RandomProblem;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A black-box follower whose reward is known up to features, by maximum causal entropy. */
class InverseReinforcementTest {
  private static final double[] WEIGHTS = {0.8, -0.5};

  private static double[] policy(TabularResponse response) {
    return Arrays.stream(response.policy()).flatMapToDouble(Arrays::stream).toArray();
  }

  @Test
  void theRewardIsFoundAndThePolicySoonerThanByCounts() {
    BoltzmannCovariance<TabularEpisode> inner = new BoltzmannCovariance<>(new ExactCritic());
    double byCounts = 0;
    double byFit = 0;
    for (long seed : new long[] {0, 1, 3, 7, 8, 9}) {
      TabularProblem known = RandomProblem.of(seed, 0.5);
      SplittableRandom random = new SplittableRandom(seed);
      int pairs = known.followerReward().size();
      double[][] features = new double[2][];
      Arrays.setAll(features, j -> random.doubles(pairs, -1, 1).toArray());
      double[] missing = new double[pairs];
      Arrays.setAll(missing, i -> WEIGHTS[0] * features[0][i] + WEIGHTS[1] * features[1][i]);
      TabularProblem problem =
          known.withRewards(
              known.followerReward().plus(Coefficients.fixed(missing)), known.leaderReward());
      TabularResponse own =
          new SoftPolicyIteration().on(problem).respond(problem.initialParameters(random));
      InverseReinforcement fit =
          new InverseReinforcement(problem, known.followerReward(), features, 0);
      double left = error(own, fit.observe(own.play(Budget.episodes(20_000), random)));
      assertEquals(0, left, 0.01, "seed " + seed);
      Estimator<TabularEpisode> fitting =
          BlackBox.inverse(inner, known.followerReward(), features, 0).on(problem);
      Estimator<TabularEpisode> counting = BlackBox.of(inner, 0.1, 0).on(problem);
      Hypergradient exact = ExactHypergradient.of(problem).at(own.theta());
      for (int repeat = 0; repeat < 20; repeat++) {
        Episodes<TabularEpisode> round = own.play(Budget.episodes(100), random);
        byFit += error(own, fit.observe(round));
        byCounts += error(own, new FollowerEstimate(problem, 0.1, 0).observe(round));
        assertTrue(fitting.estimate(own.theta(), round).norm() > 0);
        assertTrue(counting.estimate(own.theta(), round).norm() > 0);
      }
      Hypergradient many = fitting.estimate(own.theta(), own.play(Budget.episodes(20_000), random));
      assertTrue(exact.cosine(many) > 0.98, "seed " + seed + ": " + exact.cosine(many));
    }
    assertTrue(byFit < 0.85 * byCounts, byFit + " by the fit, " + byCounts + " by counts");
  }

  @Test
  void refusesWhatDoesNotFit() {
    BoltzmannCovariance<TabularEpisode> inner = new BoltzmannCovariance<>(new ExactCritic());
    TabularProblem problem = RandomProblem.of(1, 0.5);
    Coefficients known = problem.followerReward();
    assertThrows(
        IllegalArgumentException.class,
        () -> BlackBox.inverse(inner, known, new double[1][3], 0).on(problem));
    assertThrows(
        IllegalArgumentException.class,
        () -> BlackBox.inverse(inner, known, new double[1][known.size()], 1.5));
    assertEquals(
        "known reward must have %d numbers: 2".formatted(known.size()),
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    BlackBox.inverse(inner, Coefficients.fixed(new double[2]), new double[0][], 0)
                        .on(problem))
            .getMessage());
  }

  /** The largest error of π. */
  private static double error(TabularResponse truth, TabularResponse estimate) {
    double error = 0;
    double[] of = policy(truth);
    double[] by = policy(estimate);
    for (int pair = 0; pair < of.length; pair++) {
      error = Math.max(error, Math.abs(of[pair] - by[pair]));
    }
    return error;
  }
}
