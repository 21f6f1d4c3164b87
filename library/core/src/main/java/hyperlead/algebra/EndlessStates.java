package hyperlead.algebra;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The states in which some policy can go round for ever: the largest set of states each of which
 * has an action that surely leads into the set. Without them every policy ends with probability
 * one, from everywhere. Cost O(entries). Immutable.
 *
 * <p>Source: de Alfaro, "Formal verification of probabilistic systems", PhD thesis, Stanford 1997
 * (end components).
 */
public final class EndlessStates {
  private final TransitionPattern pattern;
  private final double[] probability;
  private final BitSet states;

  /**
   * Of a law.
   *
   * @param probability P(x'|x,a), one number an entry; what has probability zero leads nowhere
   */
  public EndlessStates(TransitionPattern pattern, double[] probability) {
    this.pattern = pattern;
    this.probability = probability.clone();
    states = new BitSet(pattern.states());
    states.set(0, pattern.states());
    removeWhatEnds();
  }

  /** From the end backwards: a state ends if each of its actions may lead to one that does. */
  private void removeWhatEnds() {
    int[] start = new int[pattern.states() + 2];
    for (int e = 0; e < probability.length; e++) {
      start[pattern.successor(e) + 1] += probability[e] > 0 ? 1 : 0;
    }
    Arrays.parallelPrefix(start, Integer::sum);
    int[] pairsInto = pairsInto(start.clone());
    int actions = pattern.actions();
    int[] staying = new int[pattern.states()];
    IntStream.range(0, pattern.pairs())
        .filter(pattern::isAvailable)
        .forEach(pair -> staying[pair / actions]++);
    BitSet leaves = new BitSet(pattern.pairs());
    int[] queue = new int[pattern.states() + 1];
    queue[0] = pattern.end();
    for (int head = 0, tail = 1; head < tail; head++) {
      for (int i = start[queue[head]]; i < start[queue[head] + 1]; i++) {
        int pair = pairsInto[i];
        if (!leaves.get(pair) && --staying[pair / actions] == 0) {
          states.clear(pair / actions);
          queue[tail++] = pair / actions;
        }
        leaves.set(pair);
      }
    }
  }

  /** The pairs that may lead to each state and the end, which start at these places. */
  private int[] pairsInto(int[] place) {
    int[] into = new int[place[pattern.states() + 1]];
    for (int pair = 0; pair < pattern.pairs(); pair++) {
      for (int e = pattern.rowStart(pair); e < pattern.rowStart(pair + 1); e++) {
        if (probability[e] > 0) {
          into[place[pattern.successor(e)]++] = pair;
        }
      }
    }
    return into;
  }

  /** {@return these states, a new set} */
  public BitSet states() {
    return (BitSet) states.clone();
  }

  /**
   * {@return a way round from some of these states, by their names, such as "home → work → home"}
   *
   * @param from one of these states
   */
  public String round(int from) {
    List<Integer> way = new ArrayList<>();
    BitSet met = new BitSet();
    int state = from;
    for (; !met.get(state); state = next(state)) {
      met.set(state);
      way.add(state);
    }
    way.add(state);
    return way.subList(way.indexOf(state), way.size()).stream()
        .map(x -> String.valueOf(pattern.stateName(x)))
        .collect(Collectors.joining(" → "));
  }

  /** Where the first action that surely stays can lead first. */
  private int next(int state) {
    int first = state * pattern.actions();
    return IntStream.range(first, first + pattern.actions())
        .filter(pattern::isAvailable)
        .mapToObj(
            pair ->
                pattern.row(pair).filter(e -> probability[e] > 0).map(pattern::successor).toArray())
        .filter(next -> Arrays.stream(next).allMatch(states::get))
        .findFirst()
        .orElseThrow()[0];
  }

  @Override
  public String toString() {
    return states.isEmpty() ? "none" : pattern.names(states);
  }
}
