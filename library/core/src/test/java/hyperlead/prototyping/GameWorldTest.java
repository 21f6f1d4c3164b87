package hyperlead.prototyping;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.Hypergradient;
import hyperlead.data.DataFile;
import hyperlead.environments.DiscreteToy;
import hyperlead.estimators.ExactHypergradient;
import hyperlead.games.Commitment;
import hyperlead.games.MarkovGame;
import hyperlead.tabular.DenseRoute;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GameWorldTest {
  private static final GameWorld<String, Integer, String> TOY =
      GameWorld.of(List.of("S", "A", "B"), List.of(0, 1), List.of("s", "a", "b"));

  private static Outcomes<String> toyTransitions(String state, int leader, String follower) {
    if (follower.equals("s") || (state.equals("A") && leader == 1)) {
      return Outcomes.to("S");
    }
    return Outcomes.to(state.equals("B") || follower.equals("b") ? "B" : "A");
  }

  private static double toyFollowerReward(String state, int leader, String follower) {
    if (state.equals("A")) {
      return leader == 1 ? -1 : follower.equals("b") ? 2 : 0;
    }
    return state.equals("S") && !follower.equals("s") ? 1 : 0;
  }

  @Test
  void discreteToyIsTheSameGameBitForBit() {
    Commitment built =
        TOY.commitment(
            "toy",
            GameWorldTest::toyTransitions,
            GameWorldTest::toyFollowerReward,
            (state, leader, follower) -> state.equals("S") && follower.equals("a") ? 1 : 0,
            0.5);
    Commitment read = DiscreteToy.bundled().commitment(2, 0.5);
    assertSameGame(read.game(), built.game());
    double[] theta = new SplittableRandom(1).doubles(6, -1, 1).toArray();
    Hypergradient expected = ExactHypergradient.of(read.problem()).at(theta);
    Hypergradient actual = ExactHypergradient.of(built.problem()).at(theta);
    assertEquals(expected.objective(), actual.objective());
    assertArrayEquals(expected.direct(), actual.direct());
    assertArrayEquals(expected.guidance(), actual.guidance());
    assertTrue(expected.guidanceNorm() > 0.1, "there is guidance to miss");
    assertArrayEquals(
        ExactHypergradient.of(read.blindProblem()).at(theta).total(),
        ExactHypergradient.of(built.blindProblem()).at(theta).total());
  }

  private static void assertSameGame(MarkovGame expected, MarkovGame actual) {
    assertEquals(expected.states(), actual.states());
    assertEquals(expected.leaderActions(), actual.leaderActions());
    assertEquals(expected.followerActions(), actual.followerActions());
    assertTrue(expected.pattern().sameAs(actual.pattern()));
    for (int entry = 0; entry < expected.pattern().entries(); entry++) {
      assertEquals(expected.probability(entry), actual.probability(entry), "entry " + entry);
    }
    for (int triple = 0; triple < expected.triples(); triple++) {
      assertEquals(expected.followerReward(triple), actual.followerReward(triple));
      assertEquals(expected.leaderReward(triple), actual.leaderReward(triple));
    }
  }

  @Test
  void chancesAndEndsAreThoseOfTheFile() {
    MarkovGame read =
        MarkovGame.of(
            new DataFile(
                "two.csv",
                List.of(
                    "state,leader_action,follower_action,next_state,probability,"
                        + "follower_reward,leader_reward",
                    "x,l,f,y,0.75,0.5,1",
                    "x,l,f,end,0.25,0.5,1",
                    "y,l,f,x,1,0,-2")));
    MarkovGame built =
        GameWorld.of(List.of("x", "y"), List.of("l"), List.of("f"))
            .game(
                // A chance of zero is no way at all.
                (s, b, a) ->
                    s.equals("x")
                        ? Outcomes.to("y", 0.75).or("x", 0).otherwiseEnd()
                        : Outcomes.to("x"),
                (s, b, a) -> s.equals("x") ? 0.5 : 0,
                (s, b, a) -> s.equals("x") ? 1 : -2);
    assertSameGame(read, built);
  }

  @Test
  void errorsNameStateBothActionsAndNextState() {
    assertMessage(
        "transitions from state S, action (leader 1, follower a), next state A:"
            + " probability must be in [0, 1]: 1.5",
        (s, b, a) -> b == 1 && a.equals("a") ? Outcomes.to("A", 1.5) : Outcomes.to("S"));
    assertMessage(
        "transitions from state S, action (leader 0, follower s): next state must be one of"
            + " S, A, B: C",
        (s, b, a) -> Outcomes.to("C"));
    assertMessage(
        "transitions from state A, action (leader 0, follower b): no way",
        (s, b, a) -> {
          if (s.equals("A") && a.equals("b")) {
            throw new IllegalStateException("no way");
          }
          return Outcomes.to("A", 0.5).otherwise("B");
        });
    Exception reward =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                TOY.game(
                    GameWorldTest::toyTransitions,
                    (s, b, a) -> s.equals("B") ? Double.NaN : 0,
                    (s, b, a) -> 0));
    assertEquals(
        "follower's reward in state B, action (leader 0, follower s): must be finite: NaN",
        reward.getMessage());
  }

  /** DiscreteToy without the follower's b where the leader plays 1. */
  @Test
  void aFollowerNeedNotHaveEveryAction() {
    MarkovGame game =
        TOY.game(
            (s, b, a) -> b == 1 && a.equals("b") ? Outcomes.unavailable() : toyTransitions(s, b, a),
            GameWorldTest::bOnlyWithZero,
            GameWorldTest::bOnlyWithZero);
    Commitment commitment = Commitment.of("fewer", game, 0.5);
    double[] theta = {0.1, -0.2, 0.3, 0.4, -0.5, 0.6};
    Hypergradient exact = ExactHypergradient.of(commitment.problem()).at(theta);
    assertEquals(DenseRoute.objective(commitment.problem(), theta), exact.objective(), 1e-9);
    assertArrayEquals(DenseRoute.gradient(commitment.problem(), theta), exact.total(), 1e-6);
    assertEquals(
        "a follower that does not see the leader's action must have b in state S with all of them"
            + " or none: with 1 of 2",
        assertThrows(IllegalArgumentException.class, commitment::blindProblem).getMessage());
    assertMessage(
        "the follower must have an action in state A, leader's action 1",
        (s, b, a) -> b == 1 && s.equals("A") ? Outcomes.unavailable() : Outcomes.to("A"));
  }

  private static double bOnlyWithZero(String state, int leader, String follower) {
    assertFalse(leader == 1 && follower.equals("b"), "the follower does not have that");
    return state.length() + leader * 0.3 + (follower.equals("a") ? 0.7 : 0.2);
  }

  private static void assertMessage(
      String message, GameWorld.Transitions<String, Integer, String> transitions) {
    Exception e =
        assertThrows(
            IllegalArgumentException.class,
            () -> TOY.game(transitions, (s, b, a) -> 0, (s, b, a) -> 0));
    assertEquals(message, e.getMessage());
  }

  @Test
  void namesMustDiffer() {
    Exception leader =
        assertThrows(
            IllegalArgumentException.class,
            () -> GameWorld.of(List.of("s"), List.of("b", "b"), List.of("a")));
    assertEquals("leader's actions must differ: b stands twice", leader.getMessage());
    Exception printed =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                GameWorld.of(List.<Object>of(1, "1"), List.of("b"), List.of("a"))
                    .game((s, b, a) -> Outcomes.to(1), (s, b, a) -> 0, (s, b, a) -> 0));
    assertEquals("states must differ: 1 stands twice", printed.getMessage());
  }
}
