package hyperlead.experiments;

import java.util.List;
import java.util.function.BiConsumer;

/** Machines that make the runs of a sweep, such as those of a cluster. */
@FunctionalInterface
public interface Workers {
  /**
   * Makes runs, each by {@link Outcome#of} or, if that cannot be had, as {@link Outcome#failed}.
   *
   * @param runs what to make, numbered from 0
   * @param taker to be told the number and the outcome of each as soon as there is one, from any
   *     thread; of two outcomes of one run it takes the first. If it throws, so does this
   * @return false if an interrupt of this thread ended it before all were made; its flag is then
   *     set
   */
  boolean make(List<Specification> runs, BiConsumer<Integer, Outcome> taker);
}
