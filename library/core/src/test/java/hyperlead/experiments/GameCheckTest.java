package hyperlead.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.critics.ExactCritic;
import hyperlead.environments.DiscreteToy;
import hyperlead.estimators.BoltzmannCovariance;
import hyperlead.estimators.NaivePolicyGradient;
import hyperlead.games.Commitment;
import hyperlead.games.ExpectedScore;
import hyperlead.games.RandomGame;
import hyperlead.parameters.Parameterization;
import hyperlead.prototyping.World;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularProblem;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GameCheckTest {
  @Test
  void rightGradientsAgree() {
    for (long seed = 0; seed < 5; seed++) {
      Commitment commitment = RandomGame.of(seed, 0.3);
      double[] theta = commitment.initialParameters().apply(new SplittableRandom(seed));
      GradientCheck<TabularEpisode> check = GradientCheck.of(commitment);
      for (Verdict verdict : check.model(theta)) {
        assertTrue(verdict.agrees(), "seed " + seed + ": " + verdict);
      }
      assertTrue(check.hypergradient(theta).agrees(), "seed " + seed);
      TabularProblem unseen = commitment.blindProblem();
      World<String, String> names =
          World.of(commitment.game().states(), commitment.game().followerActions());
      GradientCheck<TabularEpisode> blind = GradientCheck.of(unseen, names);
      assertTrue(blind.model(theta).stream().allMatch(Verdict::agrees), "seed " + seed);
      assertTrue(blind.hypergradient(theta).agrees(), "seed " + seed);
    }
  }

  /** Where one step for all would be far too long: θ/τ moves by ten in 1e-4. */
  @Test
  void coldFollowersAreCheckedWithShorterSteps() {
    double[] theta = new SplittableRandom(2).doubles(6, -1, 1).toArray();
    for (double temperature : new double[] {0.05, 0.01, 1e-3, 1e-5}) {
      Commitment commitment = DiscreteToy.bundled().commitment(2, temperature);
      Verdict right = GradientCheck.of(commitment).hypergradient(theta);
      assertEquals(Verdict.Outcome.AGREES, right.outcome(), right.toString());
      Verdict wrong = GradientCheck.of(scaled(commitment, 1.01)).hypergradient(theta);
      assertEquals(Verdict.Outcome.DIFFERS, wrong.outcome(), wrong.toString());
      assertTrue(wrong.text().endsWith("It is off by the factor 1.010."), wrong.text());
    }
  }

  /** The same policy with its gradient times a factor. */
  private static Commitment scaled(Commitment commitment, double factor) {
    Parameterization right = commitment.policy();
    Parameterization wrong =
        new Parameterization() {
          @Override
          public int parameters() {
            return right.parameters();
          }

          @Override
          public int configurations() {
            return right.configurations();
          }

          @Override
          public double[] configuration(double[] theta) {
            return right.configuration(theta);
          }

          @Override
          public double[] pullBack(double[] theta, double[] configuration, double[] gradient) {
            double[] g = right.pullBack(theta, configuration, gradient);
            for (int i = 0; i < g.length; i++) {
              g[i] *= factor;
            }
            return g;
          }
        };
    return new Commitment(
        commitment.setting(), commitment.game(), wrong, commitment.initialParameters());
  }

  @Test
  void wrongGradientsAreNamedByTheGame() {
    Commitment wrong = scaled(DiscreteToy.bundled().commitment(2, 0.05), -1);
    Verdict law = GradientCheck.of(wrong).model(new double[6]).get(2);
    assertEquals(
        "transitions, state S, leader's action 0, action s, next state S, leader's action 0, θ[0]:"
            + " given -0.250000, differences say 0.250000. The sign is flipped.",
        law.text());
  }

  @Test
  void estimatorsAreCheckedInGames() {
    Commitment commitment = DiscreteToy.bundled().commitment(2, 0.5).withDiscounts(0.9, 0.9);
    double[] theta = {0, 0, 1, -1, 0, 0};
    ExpectedScore score = new ExpectedScore(commitment, new ExactCritic());
    GradientCheck<TabularEpisode> check = GradientCheck.of(commitment);
    Verdict right = check.estimator(new BoltzmannCovariance<>(score), theta, 30, 300, 1);
    assertEquals(Verdict.Outcome.AGREES, right.outcome(), right.toString());
    Verdict naive = check.estimator(new NaivePolicyGradient<>(score), theta, 30, 300, 1);
    assertEquals(Verdict.Outcome.DIFFERS, naive.outcome(), naive.toString());
  }
}
