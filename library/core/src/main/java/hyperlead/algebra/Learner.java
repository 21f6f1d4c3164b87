package hyperlead.algebra;

import java.util.ArrayList;
import java.util.List;

/**
 * What learns from round to round. All that it has learned are numbers in arrays, so that a run can
 * be saved and go on where it stopped.
 */
public interface Learner {
  /**
   * {@return the arrays that hold what it has learned, live: what is written into them is what it
   * knows from then on} They are the same arrays for as long as it works, as long in every run of
   * one training, so counters stand in arrays of length one. None if it remembers nothing.
   */
  default List<double[]> memory() {
    return List.of();
  }

  /**
   * {@return the share of the last round that it knows nothing about, in [0, 1]: of the policy's
   * probability, at the steps of the round, that of actions that it has never seen there; NaN if it
   * has no table}
   */
  default double unseen() {
    return Double.NaN;
  }

  /**
   * {@return the memories of several, one after the other}
   *
   * @param parts arrays, what remembers itself, and lists of those
   */
  static List<double[]> memory(Iterable<?> parts) {
    List<double[]> memory = new ArrayList<>();
    for (Object part : parts) {
      if (part instanceof double[] array) {
        memory.add(array);
      } else if (part instanceof Learner learner) {
        memory.addAll(learner.memory());
      } else if (part instanceof Iterable<?> several) {
        memory.addAll(memory(several));
      } else {
        throw new IllegalArgumentException("part must be an array or a Learner: " + part);
      }
    }
    return memory;
  }

  /**
   * Writes what was kept into a memory.
   *
   * @throws IllegalArgumentException if there are more or fewer arrays, or one has another length
   */
  static void restore(List<double[]> memory, List<double[]> kept) {
    Require.that(
        lengths(kept).equals(lengths(memory)),
        "memory must be arrays of the lengths %s: %s",
        lengths(memory),
        lengths(kept));
    copy(kept, memory);
  }

  /** Writes arrays into others that are known to be as long, such as those of the last update. */
  static void copy(List<double[]> from, List<double[]> to) {
    for (int i = 0; i < from.size(); i++) {
      System.arraycopy(from.get(i), 0, to.get(i), 0, from.get(i).length);
    }
  }

  private static List<Integer> lengths(List<double[]> arrays) {
    return arrays.stream().map(array -> array.length).toList();
  }
}
