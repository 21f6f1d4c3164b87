package hyperlead.tabular;

import hyperlead.algebra.Require;
import hyperlead.algebra.TransitionPattern;
import hyperlead.parameters.Coefficients;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

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
  private final int[] stateStart;
  private final TabularProblem problem;

  private Contexts(String name, double[] probability, List<TabularProblem> contexts) {
    this.contexts = contexts;
    stateStart = new int[contexts.size() + 1];
    for (int c = 0; c < contexts.size(); c++) {
      int own = contexts.get(c).transitions().pattern().states();
      stateStart[c + 1] = Math.addExact(stateStart[c], own);
    }
    problem = union(name, contexts.get(0), probability);
  }

  /**
   * Contexts with their probabilities.
   *
   * @param name short name of the whole
   * @param probability p_c &gt; 0, one for each context, sum 1
   * @param contexts the problem in each context; θ_0 is drawn as in the first
   * @throws IllegalArgumentException if the probabilities are not a distribution, or the contexts
   *     differ in what they must share
   */
  public static Contexts of(String name, double[] probability, TabularProblem... contexts) {
    Require.positive("number of contexts", contexts.length);
    for (double p : Require.vector("probability", probability, contexts.length)) {
      Require.positive("probability of a context", p);
    }
    Require.distribution(() -> "contexts", probability, 0, probability.length);
    for (TabularProblem context : contexts) {
      checkShared(contexts[0], context);
    }
    return new Contexts(name, probability, List.of(contexts));
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
   * {@return the context, an index in the order given, of a state in [0, states) of the one
   * problem}
   */
  public int context(int state) {
    int found =
        Arrays.binarySearch(stateStart, Require.index("state", state, stateStart[contexts.size()]));
    return found >= 0 ? found : -found - 2;
  }

  /** {@return the state of the one problem that stands for a state of a context, both from 0} */
  public int state(int context, int state) {
    int start = stateStart[Require.index("context", context, contexts.size())];
    return start + Require.index("state", state, stateStart[context + 1] - start);
  }

  private TabularProblem union(String name, TabularProblem first, double[] probability) {
    return new TabularProblem(
        first.setting().withName(name),
        first.parameterization(),
        new TransitionLaw(
            pattern(first.transitions().pattern().actions()),
            joined(context -> context.transitions().probability())),
        new InitialLaw(
            firstStates(),
            Coefficients.joined(
                IntStream.range(0, probability.length)
                    .mapToObj(c -> contexts.get(c).initial().probability().times(probability[c]))
                    .toList())),
        joined(TabularProblem::followerReward),
        joined(TabularProblem::leaderReward),
        first.start());
  }

  private Coefficients joined(Function<TabularProblem, Coefficients> part) {
    return Coefficients.joined(contexts.stream().map(part).toList());
  }

  private List<Integer> firstStates() {
    return IntStream.range(0, contexts.size())
        .boxed()
        .flatMap(c -> contexts.get(c).initial().states().stream().map(x -> stateStart[c] + x))
        .toList();
  }

  private TransitionPattern pattern(int actions) {
    int states = stateStart[contexts.size()];
    List<int[]> rows = new ArrayList<>();
    for (int c = 0; c < contexts.size(); c++) {
      TransitionPattern own = contexts.get(c).transitions().pattern();
      int start = stateStart[c];
      for (int pair = 0; pair < own.pairs(); pair++) {
        IntStream next = own.row(pair).map(own::successor);
        rows.add(next.map(x -> x == own.end() ? states : start + x).toArray());
      }
    }
    return TransitionPattern.of(states, actions, rows.toArray(int[][]::new));
  }

  @Override
  public String toString() {
    return problem.name() + " of " + contexts.stream().map(TabularProblem::name).toList();
  }
}
