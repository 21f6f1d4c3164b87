package hyperlead.algebra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
        () -> TransitionPattern.of(2, 2, new int[][] {{0}, {1}, {}, {1}}));
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
  void findsTheStatesThatCanBeReached() {
    TransitionPattern pattern = TransitionPattern.of(4, 1, new int[][] {{1}, {0}, {0}, {4}});
    assertEquals("{0, 1}", pattern.reachable(0).toString());
    assertEquals("{0, 1, 2}", pattern.reachable(2).toString());
    assertEquals("{0, 1, 3}", pattern.reachable(3, 1, 3).toString());
  }

  private static void assertMessage(String expected, Executable code) {
    assertEquals(expected, assertThrows(IllegalArgumentException.class, code).getMessage());
  }
}
