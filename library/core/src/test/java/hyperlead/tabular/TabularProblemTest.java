package hyperlead.tabular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hyperlead.algebra.TransitionPattern;
import hyperlead.parameters.Coefficients;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Parts that do not fit together are refused with both shapes. */
class TabularProblemTest {
  private static final TransitionPattern TWO =
      TransitionPattern.of(2, 2, new int[][] {{0}, {1}, {0}, {1}});
  private static final TabularProblem PROBLEM = RandomProblem.of(1, 0.5);

  @Test
  void aTableOfAnotherNumberOfActionsIsRefused() {
    Coefficients six = Coefficients.fixed(1, 2, 3, 4, 5, 6);
    TransitionPattern pattern = PROBLEM.transitions().pattern();
    assertMessage(
        "leader's reward must have a number for each of %d states × %d actions: 6 fixed numbers"
            .formatted(pattern.states(), pattern.actions()),
        () -> PROBLEM.withRewards(PROBLEM.followerReward(), six));
    assertMessage(
        "follower's reward must have a number for each of %d states × %d actions: 6 fixed numbers"
            .formatted(pattern.states(), pattern.actions()),
        () -> PROBLEM.withRewards(six, PROBLEM.leaderReward()));
    assertMessage(
        "transition law must have a number for each of 4 entries: 6 fixed numbers",
        () -> new TransitionLaw(TWO, six));
    assertMessage(
        "initial law must have a number for each of 2 states: 6 fixed numbers",
        () -> new InitialLaw(List.of(0, 1), six));
  }

  @Test
  void aFirstStateThatStandsTwiceIsRefused() {
    assertMessage(
        "initial states must differ: 0 stands twice",
        () -> InitialLaw.uniformOver(new int[] {0, 1, 0}));
  }

  private static void assertMessage(String expected, Runnable refused) {
    assertEquals(expected, assertThrows(IllegalArgumentException.class, refused::run).getMessage());
  }
}
