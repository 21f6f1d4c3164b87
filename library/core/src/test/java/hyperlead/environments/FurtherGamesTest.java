package hyperlead.environments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hyperlead.Budget;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.parameters.Coefficients;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The 14 other games of DiscreteToy's authors, against what they state of them. */
class FurtherGamesTest {
  private static final double R = 2.3858910707072356;

  /**
   * Undiscounted returns of follower and leader over an episode, where the leader always plays 0
   * and where it always plays 1; as the authors' code states them, 404 of 2f and 2g rounded.
   */
  @ParameterizedTest
  @CsvSource({
    "1_1a, 100,   50, -50,  50, 50",
    "1_1b, 100,   50,   0,  50, 50",
    "1_2a, 150,  250, -50, 375, 75",
    "1_2b, 150,  250,   0, 375, 75",
    "1_2c, 150,  250, -50, 375, 75",
    "1_2d, 150,  250, -50, 375, 75",
    "1_2e, 150,  250, -50, 375, 75",
    "1_2f, 150,  250, -50, 404, 75",
    "1_2g, 150,  250,  50, 404, 150",
    "2_1,  150,  150, -50, 150, 50",
    "2_2,  150,  150,   0, 150, 50",
    "3_1a, 150,   75, -75, -50, 50",
    "3_1b, 150,   75,   0, -50, 50",
    "3_2,  150, 1500,   0,  75, 75"
  })
  void bestResponsesEarnWhatIsStated(
      String name, int steps, double follower0, double leader0, double follower1, double leader1) {
    TabularProblem problem = DiscreteToy.game(name, 0.01).problem().withHorizon(steps);
    check(problem, 0, follower0, leader0);
    check(problem, 1, follower1, leader1);
  }

  private static void check(TabularProblem problem, int plays, double follower, double leader) {
    double[] theta = new double[6];
    Arrays.setAll(theta, i -> i % 2 == plays ? 50 : -50);
    TabularResponse response = new SoftPolicyIteration().on(problem).respond(theta);
    TabularEpisode episode =
        response.play(Budget.episodes(1), new SplittableRandom(1)).list().get(0);
    String what = problem.name() + ", leader plays " + plays;
    assertEquals(
        follower, sum(problem.followerReward(), episode), follower == 404 ? 0.5 : 1e-9, what);
    assertEquals(leader, sum(problem.leaderReward(), episode), 1e-9, what);
  }

  private static double sum(Coefficients reward, TabularEpisode episode) {
    return IntStream.range(0, episode.length())
        .mapToDouble(t -> reward.at(new double[6], episode.pair(t)))
        .sum();
  }

  /**
   * In 2f the leader's 1 in S pays R, at which going to B and staying out of it earn the follower
   * the same if the leader plays 0 and 1 alike: 8(1 + γ⁴) − 3(γ² + γ⁵) + R/2 (1 + γ³) over six
   * steps, against 3(γ + γ³ + γ⁵) + R/2 (1 + γ² + γ⁴).
   */
  @Test
  void theWagerOfTwoIsFair() {
    double g = 0.99;
    double detour = 8 * (1 + Math.pow(g, 4)) - 3 * (g * g + Math.pow(g, 5));
    double straight = 3 * (g + Math.pow(g, 3) + Math.pow(g, 5));
    double wages = (1 + g * g + Math.pow(g, 4)) / 2 - (1 + Math.pow(g, 3)) / 2;
    assertEquals(R, (detour - straight) / wages, 1e-12);
  }

  @Test
  void saysThatThereIsNoSuchGame() {
    Exception none =
        assertThrows(IllegalArgumentException.class, () -> DiscreteToy.game("9_9", 0.05));
    assertEquals("game must be one of 14 names, such as 2_1, 2_2, 3_2: 9_9", none.getMessage());
  }
}
