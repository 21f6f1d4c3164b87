package hyperlead.followers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.Budget;
import hyperlead.Follower;
import hyperlead.continuous.ContinuousEpisode;
import hyperlead.continuous.ContinuousPolicy;
import hyperlead.continuous.ContinuousProblem;
import hyperlead.continuous.ContinuousResponse;
import hyperlead.environments.GuidedCartPole;
import hyperlead.neural.ActorCritic.Sizes;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SoftActorCriticTest {
  private static final long SEED = 1;
  private static final ContinuousProblem ALONE =
      ContinuousProblem.design("CartPole", GuidedCartPole.v1().withWind(0), 0.005);
  private static final double[] NOTHING = new double[9];

  private static SoftActorCritic small(int first) {
    Sizes sizes = new Sizes(8, 16, 1e-3, 5e-3, OptionalDouble.empty());
    return SoftActorCritic.of(first, 50).with(sizes);
  }

  private static ContinuousResponse answer(Follower<ContinuousEpisode> follower) {
    return (ContinuousResponse) follower.respond(NOTHING);
  }

  /** Most of this class's time; 200 of 200 steps take some 5,000 steps more on other seeds. */
  @Test
  void itLearnsToBalanceThePole() {
    Sizes sizes = new Sizes(32, 64, 2e-3, 0.01, OptionalDouble.empty());
    SoftActorCritic kind = SoftActorCritic.of(6000, 500).with(sizes);
    ContinuousResponse learned = answer(kind.on(ALONE, new SplittableRandom(SEED)));
    int steps = learned.play(Budget.episodes(10), new SplittableRandom(SEED)).steps();
    assertTrue(steps > 1000, "steps of ten episodes: " + steps + ", seed " + SEED);
    ContinuousResponse blank = answer(small(1001).on(ALONE, new SplittableRandom(SEED)));
    int before = blank.play(Budget.episodes(10), new SplittableRandom(SEED)).steps();
    assertTrue(before < 600, "steps of a blank follower: " + before);
  }

  @Test
  void anAnswerStaysWhileTheFollowerLearnsOn() {
    Follower<ContinuousEpisode> follower = small(1100).on(ALONE, new SplittableRandom(SEED));
    ContinuousPolicy policy = answer(follower).policy();
    double[] row = {0.1, 0, 0.02, 0, 0};
    double value = policy.value(row, 0);
    double later = answer(follower).policy().value(row, 0);
    assertEquals(value, policy.value(row, 0));
    assertTrue(later != value, "V_F = " + value);
  }

  /** The rule of Gauss and Hermite over the noise against many draws. */
  @Test
  void nodesAreExpectationsOfThePolicy() {
    ContinuousPolicy policy = answer(small(1200).on(ALONE, new SplittableRandom(SEED))).policy();
    double[] row = {0.1, 0, 0.02, 0, 0};
    double[] v = new double[5];
    double byNodes = 0;
    double sum = 0;
    for (int k = 0; k < policy.nodes(); k++) {
      double weight = policy.fillNode(k, row, 0, v);
      sum += weight;
      byNodes += weight * v[4];
    }
    SplittableRandom random = new SplittableRandom(SEED);
    double mean = 0;
    double squares = 0;
    int draws = 20_000;
    for (int i = 0; i < draws; i++) {
      double u = policy.act(row, 0, random);
      mean += u / draws;
      squares += u * u / draws;
    }
    assertEquals(1, sum, 1e-12);
    double error = Math.sqrt((squares - mean * mean) / draws);
    assertEquals(mean, byNodes, 4 * error + 1e-3, "seed " + SEED);
  }

  @Test
  void badSettingsAreNamed() {
    Sizes sizes = Sizes.usual();
    assertMessage("first must be positive: 0", () -> SoftActorCritic.of(0, 1));
    assertMessage("steps must be positive: 0", () -> SoftActorCritic.of(1, 0));
    assertMessage("every must be positive: 0", () -> new SoftActorCritic(sizes, 1, 1, 0, 1));
    assertMessage("capacity must be positive: 0", () -> new SoftActorCritic(sizes, 1, 1, 1, 0));
  }

  private static void assertMessage(String message, Runnable bad) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, bad::run).getMessage());
  }
}
