package hyperlead.critics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.Budget;
import hyperlead.Episodes;
import hyperlead.LeaderTraining;
import hyperlead.Run;
import hyperlead.environments.FourRooms;
import hyperlead.estimators.BoltzmannCovariance;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.parameters.Adam;
import hyperlead.parameters.SigmoidBox;
import hyperlead.prototyping.Axis;
import hyperlead.prototyping.Grid;
import hyperlead.prototyping.World;
import hyperlead.tabular.InitialLaw;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularProblem;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Critics on more pairs than samples: what they have not seen is told, and groups help. */
class UnseenPairsTest {
  private static final Grid GRID = Grid.of(Axis.ring(-Math.PI, Math.PI, 31), Axis.of(-6, 6, 31));
  private static final Grid COARSE = Grid.of(Axis.ring(-Math.PI, Math.PI, 21), Axis.of(-6, 6, 21));

  /** A pendulum of 961 states; the leader pays bonuses on energy and stillness. */
  private static TabularProblem pendulum() {
    return World.of(GRID.points(), List.of(-2.0, 0.0, 2.0))
        .problem(
            "pendulum",
            SigmoidBox.of(2, 0, 2),
            (y, x, u) -> {
              double speed = x.get(1) + 0.1 * (9.81 * Math.sin(x.get(0)) + u - 0.1 * x.get(1));
              double bounded = Math.max(-6, Math.min(6, speed));
              return GRID.outcomes(x.get(0) + 0.1 * bounded, bounded);
            },
            (y, x, u) -> {
              double speed = x.get(1) * x.get(1);
              double energy = Math.cos(x.get(0)) + 0.5 * speed / 9.81 - 1;
              return y.get(0)
                  .times(-energy * energy)
                  .minus(y.get(1).times(0.02 * speed))
                  .minus(0.02 * u * u);
            },
            (y, x, u) -> {
              boolean up = Math.abs(x.get(0)) < 0.3 && Math.abs(x.get(1)) < 1;
              return y.sum(0, 2).times(-0.05).plus(up ? 1 : 0);
            },
            0.1)
        .withInitial(InitialLaw.uniform(961))
        .withDiscounts(0.97, 0.97)
        .withHorizon(300);
  }

  private static Run trained(TabularCritic.Kind critic, long seed) {
    return LeaderTraining.of(
            pendulum(), new SoftPolicyIteration(), new BoltzmannCovariance<>(critic).centred())
        .withOptimizer(Adam.of(0.1).clippedTo(10).decayingOver(50))
        .withUpdates(50)
        .withSamples(3000)
        .run(seed);
  }

  /** 3,000 samples a round for 2,883 pairs: 7.2 at the start. */
  @Test
  void groupsRiseWhereATableSinksAndSaysWhy() {
    Run table = trained(LeastSquaresCritic.zero(0.9), 1);
    assertTrue(table.objective() < 4, table.toString());
    assertEquals(0.03, table.column("unseen")[0], 0.01);
    String warning = "; its critic had never seen 0\\.[78] % of what the follower did \\(column.*";
    assertTrue(table.toString().matches(".*" + warning), table.toString());
    SarsaCritic groups = SarsaCritic.zero(0.02).expected().over(COARSE.weights(GRID.points()));
    for (long seed = 1; seed <= 3; seed++) {
      Run run = trained(groups, seed);
      assertTrue(run.objective() > run.column("objective")[0] + 0.3, run.toString());
      assertTrue(run.column("unseen")[0] < 0.3 * table.column("unseen")[0]);
    }
  }

  @Test
  void enoughSamplesOrAnExactCriticSayNothing() {
    LeaderTraining<TabularEpisode> training =
        LeaderTraining.of(
                FourRooms.problem(0.05),
                new SoftPolicyIteration(),
                new BoltzmannCovariance<>(SarsaCritic.zero(0.1)))
            .withSamples(50_000)
            .withUpdates(2);
    assertTrue(training.run(1).toString().endsWith("after 2 updates"), training.run(1).toString());
    Run exact = trained(new ExactCritic(), 1);
    assertFalse(exact.log().containsColumn("unseen"));
    assertTrue(exact.toString().endsWith("after 50 updates"), exact.toString());
  }

  @Test
  void unseenIsTheShareOfThePolicyOnPairsThatNoRoundMet() {
    TabularProblem problem = FourRooms.problem(0.05);
    int actions = problem.transitions().pattern().actions();
    List<Map<Integer, Double>> single = groups(1);
    for (TabularCritic.Kind kind :
        List.of(
            SarsaCritic.zero(0.1),
            LeastSquaresCritic.zero(1),
            SarsaCritic.random(0.1).over(single))) {
      TabularCritic critic = kind.on(problem);
      Set<Integer> seen = new HashSet<>();
      for (int k = 1; k <= 3; k++) {
        Episodes<TabularEpisode> round =
            new SoftPolicyIteration()
                .on(problem)
                .respond(new double[105])
                .play(Budget.episodes(1), new SplittableRandom(k));
        critic.observe(round);
        TabularEpisode episode = round.list().get(0);
        IntStream.range(0, episode.length()).map(episode::pair).forEach(seen::add);
        double sum = 0;
        for (int t = 0; t < episode.length(); t++) {
          for (int action = 0; action < actions; action++) {
            boolean known = seen.contains(episode.state(t) * actions + action);
            sum += known ? 0 : episode.response().policy(episode.state(t), action);
          }
        }
        assertTrue(sum > 0);
        assertEquals(sum / episode.length(), critic.unseen(), 1e-12, kind + ", round " + k);
      }
    }
  }

  @Test
  void aGroupForEachStateIsTheTable() {
    TabularProblem problem = FourRooms.problem(0.003);
    for (SarsaCritic critic : List.of(SarsaCritic.zero(0.2), SarsaCritic.random(0.2).expected())) {
      double[] expected = theta(problem, critic);
      assertArrayEquals(expected, theta(problem, critic.over(groups(1))), 0.0);
      assertFalse(Arrays.equals(expected, theta(problem, critic.over(groups(2)))));
      assertEquals(
          critic + " on 52 groups",
          critic.over(IntStream.range(0, 104).map(x -> x / 2).toArray()).toString());
    }
  }

  /** Of so many states each. */
  private static List<Map<Integer, Double>> groups(int size) {
    return IntStream.range(0, 104).mapToObj(x -> Map.of(x / size, 1.0)).toList();
  }

  private static double[] theta(TabularProblem problem, TabularCritic.Kind critic) {
    return LeaderTraining.of(problem, new SoftPolicyIteration(), new BoltzmannCovariance<>(critic))
        .withSamples(100)
        .withUpdates(30)
        .run(1)
        .theta();
  }

  @Test
  void goesOnToTheBit() {
    LeaderTraining<TabularEpisode> training =
        LeaderTraining.of(
                FourRooms.problem(0.003),
                new SoftPolicyIteration(),
                new BoltzmannCovariance<>(SarsaCritic.random(0.2).over(groups(2))))
            .withSamples(100);
    Run whole = training.withUpdates(7).run(1);
    Run resumed = training.withUpdates(7).resume(training.withUpdates(4).run(1));
    assertArrayEquals(whole.theta(), resumed.theta(), 0.0);
    assertArrayEquals(whole.column("unseen"), resumed.column("unseen"), 0.0);
  }

  @Test
  void refusesWeightsThatAreNone() {
    SarsaCritic critic = SarsaCritic.zero(0.1);
    assertRefused(
        "weights must be positive and sum to 1: {0=0.5, 1=0.4}",
        () -> critic.over(List.of(Map.of(0, 0.5, 1, 0.4))));
    assertRefused(
        "weights must be positive and sum to 1: {0=1.5, 1=-0.5}",
        () -> critic.over(List.of(Map.of(0, 1.5, 1, -0.5))));
    assertRefused(
        "groups must be given for each of 104 states: 1",
        () -> critic.over(List.of(Map.of(0, 1.0))).on(FourRooms.problem(0.1)));
  }

  private static void assertRefused(String message, Executable executable) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, executable).getMessage());
  }
}
