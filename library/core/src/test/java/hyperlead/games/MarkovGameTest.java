package hyperlead.games;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hyperlead.data.DataFile;
import hyperlead.data.DataFormatException;
import hyperlead.parameters.Coefficients;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Games from files, and what is wrong with a file: name, line, column, what was expected. */
class MarkovGameTest {
  private static final String HEADER =
      "state,leader_action,follower_action,next_state,probability,follower_reward,leader_reward";
  private static final List<String> ROWS =
      List.of(
          "home,lure,go,away,0.25,-1,2",
          "home,lure,go,home,0.75,-1,2",
          "home,lure,stay,home,1,0,0.5",
          "away,lure,go,home,1,0,0",
          "away,lure,stay,end,1,3,-4");

  @Test
  void readsAGame() {
    MarkovGame game = game(ROWS);
    assertEquals(List.of("home", "away"), game.states());
    assertEquals(List.of("lure"), game.leaderActions());
    assertEquals(List.of("go", "stay"), game.followerActions());
    assertEquals(4, game.triples());
    assertEquals(2, game.pattern().rowStart(1));
    assertEquals(1, game.pattern().successor(0));
    assertEquals(0, game.pattern().successor(1));
    assertEquals(0.25, game.probability(0));
    assertEquals(0.75, game.probability(1));
    int last = game.triple("away", "lure", "stay");
    assertEquals(game.triple(1, 0, 1), last);
    int end = game.pattern().rowStart(last);
    assertEquals(game.pattern().end(), game.pattern().successor(end));
    assertEquals(5, game.pattern().entries());
    assertEquals(3, game.followerReward(last));
    assertEquals(-4, game.leaderReward(last));
    assertEquals(7, game.withFollowerReward(last, 7).followerReward(last));
    assertEquals(3, game.followerReward(last), "the game itself stays");
  }

  @Test
  void saysWhatIsMissing() {
    assertError("g.csv:1:1: expected the header " + HEADER + ": ", List.of(), "");
    assertError(
        "g.csv:6:1: expected a row for state away, leader's action lure, follower's action stay",
        without(4),
        HEADER);
    assertError(
        "g.csv:2:1: expected a row for each state and pair of actions: none", List.of(), HEADER);
    assertError(
        "g.csv:3:1: expected 7 fields separated by commas (" + HEADER + "): 6",
        with(1, "home,lure,go,home,0.75,-1"),
        HEADER);
  }

  @Test
  void saysWhereProbabilitiesAreWrong() {
    assertError(
        "g.csv:3:19: expected probabilities of sum 1 for state home, leader's action lure,"
            + " follower's action go: sum 0.95",
        with(1, "home,lure,go,home,0.7,-1,2"),
        HEADER);
    assertError(
        "g.csv:4:21: expected a probability in (0, 1]: 1.5",
        with(2, "home,lure,stay,home,1.5,0,0.5"),
        HEADER);
    assertError(
        "g.csv:4:21: expected a finite number: NaN",
        with(2, "home,lure,stay,home,NaN,0,0.5"),
        HEADER);
    assertError(
        "g.csv:4:21: expected a number: \"one\"", with(2, "home,lure,stay,home,one,0,0.5"), HEADER);
  }

  @Test
  void saysWhereStatesAreWrong() {
    assertError(
        "g.csv:4:16: expected one of the states home, away, or end: \"hom\"",
        with(2, "home,lure,stay,hom,1,0,0.5"),
        HEADER);
    assertError(
        "g.csv:2:1: expected a state; end is the end of an episode",
        with(0, "end,lure,go,away,0.25,-1,2"),
        HEADER);
  }

  @Test
  void saysWhereRewardsAreWrong() {
    assertError(
        "g.csv:3:27: expected a number: \"\"", with(1, "home,lure,go,home,0.75,-1,"), HEADER);
  }

  /** As Gymnasium's tables have it: a wall is the same next state again, the goal pays. */
  @Test
  void readsRewardsOnArrivalAndRowsThatNameAStateTwice() {
    List<String> rows = new ArrayList<>(ROWS);
    rows.set(0, "home,lure,go,home,0.25,-1,2");
    rows.set(1, "home,lure,go,home,0.25,-3,2");
    rows.add(2, "home,lure,go,end,0.5,5,7");
    MarkovGame game = game(rows);
    assertEquals(6, game.pattern().entries());
    assertEquals(0.25 * -1 + 0.25 * -3 + 0.5 * 5, game.followerReward(0), 1e-15);
    assertEquals(0.5 * 2 + 0.5 * 7, game.leaderReward(0), 1e-15);
    assertEquals("{0}", game.pattern().reachable(0).toString(), "nobody gets away");
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    MarkovGame game = game(ROWS);
    Exception name =
        assertThrows(IllegalArgumentException.class, () -> game.triple("away", "lure", "wait"));
    assertEquals("follower's action must be one of go, stay: wait", name.getMessage());
    Exception index = assertThrows(IllegalArgumentException.class, () -> game.triple(2, 0, 0));
    assertEquals("state must be in [0, 2): 2", index.getMessage());
    Exception reward =
        assertThrows(IllegalArgumentException.class, () -> game.withFollowerReward(0, Double.NaN));
    assertEquals("follower's reward[0] must be finite: NaN", reward.getMessage());
  }

  @Test
  void refusesNumbersThatMove() {
    MarkovGame game = game(ROWS);
    Exception moving =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new MarkovGame(
                    game.states(),
                    game.leaderActions(),
                    game.followerActions(),
                    game.transitions(),
                    game.followerReward(),
                    Coefficients.block(0, 4)));
    assertEquals(
        "leader's reward must not move with a configuration: entries [0, 4) of the configuration",
        moving.getMessage());
  }

  private static List<String> with(int index, String row) {
    List<String> rows = new ArrayList<>(ROWS);
    rows.set(index, row);
    return rows;
  }

  private static List<String> without(int index) {
    List<String> rows = new ArrayList<>(ROWS);
    rows.remove(index);
    return rows;
  }

  private static MarkovGame game(List<String> rows) {
    List<String> lines = new ArrayList<>(List.of(HEADER));
    lines.addAll(rows);
    return MarkovGame.of(new DataFile("g.csv", lines));
  }

  private static void assertError(String expected, List<String> rows, String header) {
    List<String> lines = new ArrayList<>(List.of(header));
    lines.addAll(rows);
    DataFile file = new DataFile("g.csv", lines);
    assertEquals(
        expected, assertThrows(DataFormatException.class, () -> MarkovGame.of(file)).getMessage());
  }
}
