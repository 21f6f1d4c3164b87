package hyperlead.data;

import java.util.function.Supplier;

/**
 * A transition as a file gives it.
 *
 * @param place where it stands, for messages
 * @param next where it leads; of no consequence if done
 * @param done whether the episode ends with it
 * @param probability not negative; rows may sum to anything yet
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
  /** How the end of an episode may be named, as in the games of this package's other files. */
  static final String END = "end";

  TransitionRow {
    check(place, "probability must be finite and not negative: ", probability, 0);
    check(place, "reward must be finite: ", reward, -Double.MAX_VALUE);
  }

  private static void check(Supplier<String> place, String expected, double number, double least) {
    if (!(number >= least && number <= Double.MAX_VALUE)) {
      throw new DataFormatException(place.get(), expected + number);
    }
  }

  DataFormatException error(String problem) {
    return new DataFormatException(place.get(), problem);
  }
}
