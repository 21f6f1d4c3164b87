package hyperlead.algebra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class TransitionPatternTest {
  private static final int[][] TWO_STATES = {{0, 1}, {2}, {0}, {1, 2}};

  @Test
  void takesExpectationsWithZeroAtTheEnd() {
    TransitionPattern pattern = TransitionPattern.of(2, 2, TWO_STATES);
    double[] p = {0.25, 0.75, 1, 1, 0.5, 0.5};
    double[] v = {4, 8, 0};
    assertEquals(7, pattern.expectation(0, p, v));
    assertEquals(0, pattern.expectation(1, p, v));
    assertEquals(4, pattern.expectation(3, p, v));
  }

  @Test
  void namesTheRowThatIsWrong() {
    assertMessage(
        "state 1, action 0: no transition is given",
        () -> TransitionPattern.of(2, 2, new int[][] {{0}, {1}, null, {1}}));
    assertMessage(
        "state 1 has no action", () -> TransitionPattern.of(2, 2, new int[][] {{0}, {}, {}, {}}));
    assertMessage(
        "state 0, action 1: next state must be in [0, 2]: 3",
        () -> TransitionPattern.of(2, 2, new int[][] {{0}, {3}, {0}, {1}}));
    assertMessage(
        "rows must be states × actions = 4: 3",
        () -> TransitionPattern.of(2, 2, new int[][] {{0}, {1}, {0}}));
  }

  @Test
  void namesTheRowThatIsNoDistribution() {
    TransitionPattern pattern = TransitionPattern.of(2, 2, TWO_STATES);
    assertMessage(
        "state 1, action 1: probabilities must be non-negative and sum to one: [0.5, 0.4], sum 0.9",
        () -> pattern.checkProbabilities(new double[] {0.25, 0.75, 1, 1, 0.5, 0.4}));
    assertMessage(
        "state 0, action 0: probabilities must be non-negative and sum to one: [-0.5, 1.5], sum 1.0",
        () -> pattern.checkProbabilities(new double[] {-0.5, 1.5, 1, 1, 0.5, 0.5}));
    assertMessage(
        "state 0, action 1: probabilities must be non-negative and sum to one: [NaN], sum NaN",
        () -> pattern.checkProbabilities(new double[] {0.5, 0.5, Double.NaN, 1, 0.5, 0.5}));
  }

  @Test
  void aStateNamedTwiceHasTheSumOfBothEntries() {
    TransitionPattern pattern = TransitionPattern.of(2, 1, new int[][] {{0, 1, 0}, {2, 2}});
    double[] p = {0.5, 0.25, 0.25, 0.5, 0.5};
    pattern.checkProbabilities(p);
    assertEquals(0.75 * 4 + 0.25 * 8, pattern.expectation(0, p, new double[] {4, 8, 0}));
  }

  @Test
  void findsThePairOfAnEntryAlsoNextToEmptyRows() {
    int[][] rows = {{}, {0, 1}, {2}, {}, {}, {1, 0, 2}, {0}, {}, {}};
    TransitionPattern pattern = TransitionPattern.of(3, 3, rows);
    int entry = 0;
    for (int pair = 0; pair < rows.length; pair++) {
      for (int k = 0; k < rows[pair].length; k++) {
        assertEquals(pair, pattern.pair(entry++));
      }
    }
  }

  @Test
  void findsTheStatesThatCanBeReached() {
    TransitionPattern pattern = TransitionPattern.of(4, 1, new int[][] {{1}, {0}, {0}, {4}});
    assertEquals("{0, 1}", pattern.reachable(0).toString());
    assertEquals("{0, 1, 2}", pattern.reachable(2).toString());
    assertEquals("{0, 1, 3}", pattern.reachable(3, 1, 3).toString());
  }

  @Test
  void showsAWayRound() {
    int[][] rows = {{1}, {4, 2}, {3, 1}, {2}};
    TransitionPattern pattern =
        TransitionPattern.of(4, 1, rows).named(x -> "abcd".substring(x, x + 1), a -> "go");
    double[] ending = {1, 0.5, 0.5, 0.5, 0.5, 1};
    assertEquals("{}", new EndlessStates(pattern, ending).states().toString());
    double[] going = {1, 0.5, 0.5, 1, 0, 1};
    assertEquals("{2, 3}", new EndlessStates(pattern, going).states().toString());
    assertEquals("c → d → c", new EndlessStates(pattern, going).round(2));
    double[] always = {1, 0, 1, 0.5, 0.5, 1};
    assertEquals("{0, 1, 2, 3}", new EndlessStates(pattern, always).states().toString());
    assertEquals("c → d → c", new EndlessStates(pattern, always).round(0));
  }

  /** Every deterministic policy of small patterns: does some of them never lead to the end? */
  @Test
  void findsTheStatesInWhichSomePolicyGoesRoundForEver() {
    int some = 0;
    for (long seed = 0; seed < 300; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int states = 4;
      int[][] rows = new int[states * 2][];
      // The second action is not available in every state.
      Arrays.setAll(
          rows, p -> random.ints(random.nextInt(p % 2 == 0 ? 2 : 0, 5), 0, states + 1).toArray());
      TransitionPattern pattern = TransitionPattern.of(states, 2, rows);
      double[] probability = random.doubles(pattern.entries()).map(p -> p < 0.1 ? 0 : 1).toArray();
      BitSet expected = new BitSet();
      for (int policy = 0; policy < 1 << states; policy++) {
        for (int x = 0; x < states; x++) {
          expected.set(x, expected.get(x) || goesOn(pattern, probability, policy, x));
        }
      }
      assertEquals(expected, new EndlessStates(pattern, probability).states(), "seed " + seed);
      some += expected.isEmpty() ? 0 : 1;
    }
    assertTrue(some > 30 && some < 270, some + " of 300 have such states");
  }

  /** Whether the end cannot be reached from a state under the policy of these bits, by search. */
  private static boolean goesOn(TransitionPattern pattern, double[] p, int policy, int from) {
    boolean[] seen = new boolean[pattern.states() + 1];
    seen[from] = true;
    for (int round = 0; round < pattern.states(); round++) {
      for (int x = 0; x < pattern.states(); x++) {
        if (seen[x]) {
          if (!pattern.isAvailable(2 * x + (policy >> x & 1))) {
            return false;
          }
          pattern
              .row(2 * x + (policy >> x & 1))
              .filter(e -> p[e] > 0)
              .forEach(e -> seen[pattern.successor(e)] = true);
        }
      }
    }
    return !seen[pattern.end()];
  }

  private static void assertMessage(String expected, Executable code) {
    assertEquals(expected, assertThrows(IllegalArgumentException.class, code).getMessage());
  }
}
