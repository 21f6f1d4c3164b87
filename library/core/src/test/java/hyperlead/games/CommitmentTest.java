package hyperlead.games;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.estimators.ExactHypergradient;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.parameters.Coefficients;
import hyperlead.parameters.SoftmaxFeatures;
import hyperlead.parameters.SoftmaxPolicy;
import hyperlead.tabular.InitialLaw;
import hyperlead.tabular.TabularFollower;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import hyperlead.tabular.TransitionLaw;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The reduction of a game to an MDP over (s, b), against plain loops over the game. */
class CommitmentTest {
  @Test
  void valuesAreAveragedOutsideTheLogSumExp() {
    for (long seed = 0; seed < 10; seed++) {
      Commitment commitment = RandomGame.of(seed, 0.3);
      double[] theta = commitment.initialParameters().apply(new SplittableRandom(seed));
      double[][] f = commitment.policy(theta);
      TabularResponse response = new SoftPolicyIteration().on(commitment.problem()).respond(theta);
      double[][] outside = iterate(commitment, f, false);
      double[][] inside = iterate(commitment, f, true);
      double apart = 0;
      for (int s = 0; s < f.length; s++) {
        for (int b = 0; b < f[s].length; b++) {
          double value = response.value(commitment.state(s, b));
          assertEquals(outside[s][b], value, 1e-10, commitment.name());
          apart = Math.max(apart, Math.abs(inside[s][b] - value));
        }
      }
      assertTrue(apart > 1e-3, commitment.name() + ": the two ways differ by " + apart);
    }
  }

  /**
   * V_F(s,b) by value iteration; {@code inside} averages Q over the leader's next action before the
   * log-sum-exp, as if the follower did not see it.
   */
  private static double[][] iterate(Commitment commitment, double[][] f, boolean inside) {
    MarkovGame game = commitment.game();
    double tau = commitment.setting().temperature();
    int actions = game.followerActions().size();
    double[][][] q = new double[f.length][f[0].length][actions];
    for (int sweep = 0; sweep < 400; sweep++) {
      double[] ahead = new double[f.length + 1];
      for (int s = 0; s < f.length; s++) {
        double[] mean = new double[actions];
        for (int b = 0; b < f[s].length; b++) {
          ahead[s] += inside ? 0 : f[s][b] * softMax(q[s][b], tau);
          for (int a = 0; a < actions; a++) {
            mean[a] += f[s][b] * q[s][b][a];
          }
        }
        ahead[s] += inside ? softMax(mean, tau) : 0;
      }
      for (int s = 0; s < f.length; s++) {
        for (int b = 0; b < f[s].length; b++) {
          for (int a = 0; a < actions; a++) {
            int triple = game.triple(s, b, a);
            double next =
                game.pattern()
                    .expectation(
                        triple, game.transitions().probability().all(new double[0]), ahead);
            q[s][b][a] =
                game.followerReward(triple) + commitment.setting().followerDiscount() * next;
          }
        }
      }
    }
    return Arrays.stream(q)
        .map(row -> Arrays.stream(row).mapToDouble(values -> softMax(values, tau)).toArray())
        .toArray(double[][]::new);
  }

  private static double softMax(double[] q, double tau) {
    return tau * Math.log(Arrays.stream(q).map(value -> Math.exp(value / tau)).sum());
  }

  @Test
  void aLeaderWithOneActionLeavesThePlainMdp() {
    for (long seed = 0; seed < 10; seed++) {
      Commitment commitment = RandomGame.ofOneLeaderAction(seed, 0.3);
      MarkovGame game = commitment.game();
      TabularProblem reduced = commitment.problem();
      TabularProblem plain = plain(commitment);
      double[] theta = new double[game.states().size()];
      TabularResponse expected = new SoftPolicyIteration().on(plain).respond(theta);
      TabularResponse actual = new SoftPolicyIteration().on(reduced).respond(theta);
      assertArrayEquals(expected.values(), actual.values(), 1e-12);
      for (int s = 0; s < theta.length; s++) {
        assertArrayEquals(expected.policy()[s], actual.policy()[s], 1e-12);
      }
      assertEquals(expected.objective(), actual.objective(), 1e-12);
      TabularResponse blind =
          new SoftPolicyIteration().on(commitment.blindProblem()).respond(theta);
      assertArrayEquals(expected.values(), blind.values(), 1e-12, "nothing to see");
      assertEquals(0, ExactHypergradient.of(reduced).at(theta).norm(), 1e-12);
    }
  }

  /** The MDP that is left when the leader has nothing to choose, built without a game. */
  private static TabularProblem plain(Commitment commitment) {
    MarkovGame game = commitment.game();
    double[] law = new double[game.pattern().entries()];
    double[] follower = new double[game.triples()];
    double[] leader = new double[game.triples()];
    Arrays.setAll(law, game::probability);
    Arrays.setAll(follower, game::followerReward);
    Arrays.setAll(leader, game::leaderReward);
    return new TabularProblem(
        commitment.setting().withName("plain"),
        commitment.policy(),
        new TransitionLaw(game.pattern(), Coefficients.fixed(law)),
        InitialLaw.startingIn(0),
        Coefficients.fixed(follower),
        Coefficients.fixed(leader),
        commitment.initialParameters());
  }

  @Test
  void hypergradientsOfBothFollowersAreSlopes() {
    for (long seed = 0; seed < 10; seed++) {
      Commitment commitment = RandomGame.of(seed, 0.3);
      double[] theta = commitment.initialParameters().apply(new SplittableRandom(seed));
      assertSlopes(commitment.problem(), theta);
      assertSlopes(commitment.blindProblem(), theta);
    }
  }

  private static void assertSlopes(TabularProblem problem, double[] theta) {
    TabularFollower follower = new SoftPolicyIteration().on(problem);
    double[] total = ExactHypergradient.of(problem).at(theta).total();
    for (int i = 0; i < theta.length; i++) {
      double[] up = theta.clone();
      double[] down = theta.clone();
      up[i] += 1e-4;
      down[i] -= 1e-4;
      double difference = follower.respond(up).objective() - follower.respond(down).objective();
      // Central differences: error of order h² = 1e-8 times third derivatives.
      assertEquals(difference / 2e-4, total[i], 1e-6, problem.name() + ", parameter " + i);
    }
  }

  @Test
  void featuresOfTheTableAreTheTable() {
    Commitment table = RandomGame.of(3, 0.3);
    int states = table.game().states().size();
    int actions = table.game().leaderActions().size();
    double[][][] identity = new double[states][actions][states * actions];
    for (int i = 0; i < states * actions; i++) {
      identity[i / actions][i % actions][i] = 1;
    }
    Commitment features =
        new Commitment(
            table.setting(), table.game(), SoftmaxFeatures.of(identity), table.initialParameters());
    double[] theta = table.initialParameters().apply(new SplittableRandom(3));
    assertArrayEquals(
        ExactHypergradient.of(table.problem()).at(theta).total(),
        ExactHypergradient.of(features.problem()).at(theta).total(),
        1e-12);
  }

  @Test
  void refusesPoliciesOfAnotherSize() {
    Commitment commitment = RandomGame.ofOneLeaderAction(1, 0.3);
    int states = commitment.game().states().size();
    Exception e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new Commitment(
                    commitment.setting(),
                    commitment.game(),
                    new SoftmaxPolicy(states, 2),
                    r -> new double[2 * states]));
    assertEquals(
        "policy must have states × leader's actions = %d probabilities: %d"
            .formatted(states, 2 * states),
        e.getMessage());
    Exception temperature =
        assertThrows(
            IllegalArgumentException.class,
            () -> Commitment.of("cold", commitment.game(), Double.NaN));
    assertEquals("temperature must be positive and finite: NaN", temperature.getMessage());
  }
}
