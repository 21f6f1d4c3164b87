package hyperlead.estimators;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hyperlead.Budget;
import hyperlead.Episodes;
import hyperlead.Estimator;
import hyperlead.Hypergradient;
import hyperlead.environments.DiscreteToy;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.games.Commitment;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BiAcTest {
  private final Commitment toy = DiscreteToy.bundled().commitment(2, 0.05);
  private final TabularProblem problem = toy.problem();
  private final double[] theta = {0, 0, 1, -1, 0, 0};
  private final TabularResponse response = new SoftPolicyIteration().on(problem).respond(theta);

  @ParameterizedTest
  @ValueSource(ints = {1, 20_000})
  void valuesAreThoseOfALeaderThatPlaysItsBestActionNext(int buffer) {
    // Each value by hand: the follower comes to A for R = 2 and to S from B. The leader's best
    // action in A is to take, back to S at once: Q(S,·,a) = 1 + γ Q(A,1,·), Q(A,1,·) = γ Q(S,·,a).
    double inS = 1 / (1 - 0.99 * 0.99);
    double taking = 0.99 * inS;
    double giving = 0.99 * 0.99 * inS;
    Estimator<TabularEpisode> estimator = new BiAc(toy, 0.5, buffer).on(problem);
    SplittableRandom random = new SplittableRandom(3);
    Hypergradient estimate = null;
    Episodes<TabularEpisode> round = null;
    for (int i = 0; i < 200; i++) {
      round = response.play(Budget.episodes(20), random);
      estimate = estimator.estimate(theta, round);
    }
    assertArrayEquals(new double[6], estimate.guidance());
    // Then the direct term is discounted visits of A times f0 f1 times the difference of the two.
    double visits = 0;
    for (TabularEpisode episode : round.list()) {
      for (int t = 1; t <= episode.length(); t++) {
        visits += episode.state(t) / 2 == 1 ? Math.pow(0.99, t) / round.list().size() : 0;
      }
    }
    double take = 1 / (1 + Math.exp(2));
    double expected = visits * take * (1 - take) * (taking - giving);
    assertEquals(expected, estimate.direct()[3], 1e-6 * expected);
    assertEquals(-expected, estimate.direct()[2], 1e-6 * expected);
  }

  @Test
  void everyRunStartsFromAnEmptyTable() {
    Estimator<TabularEpisode> estimator = new BiAc(toy, 0.3).on(problem);
    Episodes<TabularEpisode> round = response.play(Budget.steps(450), new SplittableRandom(1));
    double[] first = estimator.estimate(theta, round).total();
    double[] second = estimator.estimate(theta, round).total();
    double[] fresh = new BiAc(toy, 0.3).on(problem).estimate(theta, round).total();
    assertArrayEquals(first, fresh, 0.0);
    assertFalse(Arrays.equals(first, second), "the table is kept");
    assertThrows(IllegalArgumentException.class, () -> new BiAc(toy, 0));
    assertThrows(IllegalArgumentException.class, () -> new BiAc(toy, 0.3, 0));
  }

  /** The rewards in a buffer are those of the last so many steps, of whichever round. */
  @Test
  void aReplayBufferHoldsTheLastSteps() {
    Episodes<TabularEpisode> first = response.play(Budget.steps(900), new SplittableRandom(1));
    Episodes<TabularEpisode> second = response.play(Budget.steps(450), new SplittableRandom(2));
    double[] rewards = DoubleStream.concat(rewards(first), rewards(second)).toArray();
    for (int buffer : new int[] {450, 900, 1350}) {
      Estimator<TabularEpisode> estimator = new BiAc(toy, 0.3, buffer).on(problem);
      estimator.estimate(theta, first);
      estimator.estimate(theta, second);
      double[] held =
          estimator.memory().stream().filter(m -> m.length == 3 * buffer).findFirst().orElseThrow();
      double sum = IntStream.range(0, buffer).mapToDouble(i -> held[3 * i + 1]).sum();
      double last = Arrays.stream(rewards).skip(rewards.length - buffer).sum();
      assertEquals(last, sum, 1e-9, "buffer " + buffer);
    }
  }

  private static DoubleStream rewards(Episodes<TabularEpisode> round) {
    return round.list().stream()
        .flatMapToDouble(e -> IntStream.range(0, e.length()).mapToDouble(e::leaderReward));
  }
}
