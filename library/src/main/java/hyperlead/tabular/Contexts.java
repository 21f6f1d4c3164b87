package hyperlead.tabular;

import hyperlead.sparse.TransitionPattern;
import hyperlead.validation.Require;
import java.util.Arrays;
import java.util.List;

/**
 * A distribution over contexts, such as types of followers or goals, as one tabular problem.
 *
 * <pre>
 * J(θ) = Σ_c p_c J_c(θ),   ∇J(θ) = Σ_c p_c ∇J_c(θ)
 * </pre>
 *
 * <p>The states of the contexts stand side by side: an episode draws its context with its first
 * state and never leaves it. So the follower knows its context, the leader sees it in the states,
 * and every follower, critic and estimator of tabular problems works on the average as it is. The
 * contexts share θ and its parameterization, the number of actions, τ, γ_F, γ_L and the horizon;
 * all else may differ, also the number of states. Immutable.
 */
public final class Contexts {
  private final List<TabularProblem> contexts;
  private final double[] probability;
  private final int[] stateStart;
  private final int[] entryStart;
  private final int[] initialStart;
  private final TabularProblem problem;

  private Contexts(String name, double[] probability, List<TabularProblem> contexts) {
    this.contexts = contexts;
    this.probability = probability;
    stateStart = new int[contexts.size() + 1];
    entryStart = new int[contexts.size() + 1];
    initialStart = new int[contexts.size() + 1];
    for (int c = 0; c < contexts.size(); c++) {
      TransitionPattern pattern = contexts.get(c).transitions().pattern();
      stateStart[c + 1] = Math.addExact(stateStart[c], pattern.states());
      entryStart[c + 1] = Math.addExact(entryStart[c], pattern.entries());
      initialStart[c + 1] =
          Math.addExact(initialStart[c], contexts.get(c).initial().states().length);
    }
    problem = union(name, contexts.get(0));
  }

  /**
   * Contexts with their probabilities.
   *
   * @param name short name of the whole
   * @param probability p_c &gt; 0, one for each context, sum 1
   * @param contexts the problem in each context; θ_0 is drawn as in the first
   * @return the contexts
   * @throws IllegalArgumentException if the probabilities are not a distribution, or the contexts
   *     differ in what they must share
   */
  public static Contexts of(String name, double[] probability, TabularProblem... contexts) {
    Require.positive("number of contexts", contexts.length);
    double sum = 0;
    for (double p : Require.vector("probability", probability, contexts.length)) {
      sum += Require.positive("probability of a context", p);
    }
    if (Math.abs(sum - 1) > 1e-9) {
      throw new IllegalArgumentException(
          "probabilities of the contexts must sum to one: " + Arrays.toString(probability));
    }
    for (TabularProblem context : contexts) {
      checkShared(contexts[0], context);
    }
    return new Contexts(name, probability.clone(), List.of(contexts));
  }

  private static void checkShared(TabularProblem first, TabularProblem other) {
    check("parameterization", first.parameterization(), other.parameterization(), other);
    int actions = first.transitions().pattern().actions();
    check("number of actions", actions, other.transitions().pattern().actions(), other);
    check("temperature", first.temperature(), other.temperature(), other);
    check("followerDiscount", first.followerDiscount(), other.followerDiscount(), other);
    check("leaderDiscount", first.leaderDiscount(), other.leaderDiscount(), other);
    check("horizon", first.horizon(), other.horizon(), other);
  }

  private static void check(String what, Object first, Object other, TabularProblem context) {
    if (!first.equals(other)) {
      throw new IllegalArgumentException(
          "contexts must share the %s: %s in the first, %s in %s"
              .formatted(what, first, other, context.name()));
    }
  }

  /** {@return the one problem whose objective is the average over the contexts} */
  public TabularProblem problem() {
    return problem;
  }

  /**
   * {@return the context of a state, an index in the order given}
   *
   * @param state of the one problem, in [0, states); not the end of an episode
   */
  public int context(int state) {
    return block(stateStart, Require.index("state", state, stateStart[contexts.size()]));
  }

  /**
   * {@return the state of the one problem that stands for a state of a context}
   *
   * @param context c, an index in the order given
   * @param state of that context, in [0, its number of states)
   */
  public int state(int context, int state) {
    int start = stateStart[Require.index("context", context, contexts.size())];
    return start + Require.index("state", state, stateStart[context + 1] - start);
  }

  /** The block that an index falls into; no block is empty. */
  private static int block(int[] start, int index) {
    int found = Arrays.binarySearch(start, index);
    return found >= 0 ? found : -found - 2;
  }

  private TabularProblem union(String name, TabularProblem first) {
    return new TabularProblem(
        first.setting().withName(name),
        first.parameterization(),
        new Transitions(pattern(first.transitions().pattern().actions())),
        new Initial(),
        new Reward(contexts.stream().map(TabularProblem::followerReward).toList()),
        new Reward(contexts.stream().map(TabularProblem::leaderReward).toList()),
        first.initialParameters());
  }

  private TransitionPattern pattern(int actions) {
    int states = stateStart[contexts.size()];
    int[][] rows = new int[Math.multiplyExact(states, actions)][];
    for (int c = 0; c < contexts.size(); c++) {
      TransitionPattern pattern = contexts.get(c).transitions().pattern();
      for (int pair = 0; pair < pattern.pairs(); pair++) {
        int[] row = new int[pattern.rowStart(pair + 1) - pattern.rowStart(pair)];
        for (int i = 0; i < row.length; i++) {
          int next = pattern.successor(pattern.rowStart(pair) + i);
          row[i] = next == pattern.end() ? states : stateStart[c] + next;
        }
        rows[stateStart[c] * actions + pair] = row;
      }
    }
    return TransitionPattern.of(states, actions, rows);
  }

  private final class Transitions implements TransitionLaw {
    private final TransitionPattern pattern;

    Transitions(TransitionPattern pattern) {
      this.pattern = pattern;
    }

    @Override
    public TransitionPattern pattern() {
      return pattern;
    }

    @Override
    public double[] probabilities(double[] y) {
      double[] all = new double[pattern.entries()];
      for (int c = 0; c < contexts.size(); c++) {
        double[] own = contexts.get(c).transitions().probabilities(y);
        System.arraycopy(own, 0, all, entryStart[c], own.length);
      }
      return all;
    }

    @Override
    public void addGradient(double[] y, int entry, double weight, double[] g) {
      int c = block(entryStart, entry);
      contexts.get(c).transitions().addGradient(y, entry - entryStart[c], weight, g);
    }
  }

  private final class Initial implements InitialLaw {
    @Override
    public int[] states() {
      int[] all = new int[initialStart[contexts.size()]];
      for (int c = 0; c < contexts.size(); c++) {
        int[] own = contexts.get(c).initial().states();
        for (int i = 0; i < own.length; i++) {
          all[initialStart[c] + i] = stateStart[c] + own[i];
        }
      }
      return all;
    }

    @Override
    public double[] probabilities(double[] y) {
      double[] all = new double[initialStart[contexts.size()]];
      for (int c = 0; c < contexts.size(); c++) {
        double[] own = contexts.get(c).initial().probabilities(y);
        for (int i = 0; i < own.length; i++) {
          all[initialStart[c] + i] = probability[c] * own[i];
        }
      }
      return all;
    }

    @Override
    public void addGradient(double[] y, int index, double weight, double[] g) {
      int c = block(initialStart, index);
      double own = probability[c] * weight;
      contexts.get(c).initial().addGradient(y, index - initialStart[c], own, g);
    }
  }

  private final class Reward implements TabularReward {
    private final List<TabularReward> rewards;

    Reward(List<TabularReward> rewards) {
      this.rewards = rewards;
    }

    @Override
    public double at(double[] y, int state, int action) {
      int c = block(stateStart, state);
      return rewards.get(c).at(y, state - stateStart[c], action);
    }

    @Override
    public void addGradient(double[] y, int state, int action, double weight, double[] g) {
      int c = block(stateStart, state);
      rewards.get(c).addGradient(y, state - stateStart[c], action, weight, g);
    }
  }
}
