package hyperlead.data;

import java.util.function.Supplier;

/**
 * A transition as a file gives it.
 *
 * @param place where it stands, for messages
 * @param next where it leads; of no consequence if done
 * @param done whether the episode ends with it
 * @param probability not negative; those of a state and an action may sum to anything yet
 * @param reward of this step
 */
record TransitionRow(
    Supplier<String> place,
    String state,
    String action,
    String next,
    boolean done,
    double probability,
    double reward) {
  TransitionRow {
    unless(
        place,
        probability >= 0 && probability <= Double.MAX_VALUE,
        "probability must be finite and not negative: %s",
        probability);
    unless(place, Double.isFinite(reward), "reward must be finite: %s", reward);
  }

  /** Says that something does not hold of this transition. */
  void unless(boolean holds, String problem, Object... values) {
    unless(place, holds, problem, values);
  }

  private static void unless(
      Supplier<String> place, boolean holds, String problem, Object... values) {
    if (!holds) {
      DataFormatException.unless(false, place.get(), problem, values);
    }
  }
}
