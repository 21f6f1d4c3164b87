package hyperlead.tabular;

import hyperlead.algebra.Require;
import hyperlead.algebra.TransitionPattern;
import hyperlead.parameters.Coefficients;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
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
 * contexts share θ and its parameterization; all else may differ, also the states, the actions, τ,
 * the discounts ({@link DiscountShares}; the whole's are the largest) and the horizon, of which the
 * longest counts. Immutable.
 *
 * <p>Where τ_c differs from the τ of the first context, the follower's rewards are in units of its
 * own, {@code r_F τ/τ_c}: the same π_c and ∇log π_c, and values {@code V_F τ/τ_c}.
 */
public final class Contexts {
  private final List<TabularProblem> contexts;
  private final int[] stateStart;
  private final TabularProblem problem;

  private Contexts(String name, double[] probability, List<TabularProblem> contexts) {
    this.contexts = contexts;
    stateStart = new int[contexts.size() + 1];
    for (int c = 0; c < contexts.size(); c++) {
      stateStart[c + 1] = Math.addExact(stateStart[c], pattern(c).states());
    }
    problem = union(name, probability);
  }

  /**
   * Contexts with their probabilities.
   *
   * @param name short name of the whole
   * @param probability p_c ≥ 0, one for each context, sum 1
   * @param contexts the problem in each context; θ_0 is drawn as in the first
   * @throws IllegalArgumentException if the probabilities are not a distribution, or the contexts
   *     differ in what they must share
   */
  public static Contexts of(String name, double[] probability, TabularProblem... contexts) {
    Require.positive("number of contexts", contexts.length);
    Require.vector("probability", probability, contexts.length);
    Require.distribution(() -> "contexts", probability, 0, probability.length);
    for (TabularProblem context : contexts) {
      Copies.checkShared(
          "contexts", "parameterization", TabularProblem::parameterization, contexts[0], context);
    }
    double tau = contexts[0].temperature();
    return new Contexts(
        name, probability, Arrays.stream(contexts).map(c -> inUnitsOf(tau, c)).toList());
  }

  private static TabularProblem inUnitsOf(double tau, TabularProblem context) {
    double factor = tau / context.temperature();
    return factor == 1
        ? context
        : context.withRewards(context.followerReward().times(factor), context.leaderReward());
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

  /**
   * {@return the state of its context of every state of the one problem: what a leader observes
   * that does not see the context}
   *
   * <p>J and ∇J are the same for it, since θ is set before anything is observed. What changes is
   * what it can learn: one value for each x, over the contexts that are met there,
   *
   * <pre>Q̄_L(x,a) = E[Q_L(c,x,a) | x, a],   c_t = γ_L^t Ā_L(x_t,a_t) / τ</pre>
   *
   * <p>with a bias of (1/τ) E[Σ_t γ_L^t (Ā_L − A_L) ∇Q_F], none where A_L does not depend on the
   * context, or not together with ∇Q_F. These numbers are the groups of such a critic, see {@link
   * hyperlead.critics.SarsaCritic#over}.
   */
  public int[] pooled() {
    int[] own = new int[stateStart[contexts.size()]];
    Arrays.setAll(own, state -> state - stateStart[context(state)]);
    return own;
  }

  private TabularProblem union(String name, double[] probability) {
    int[] own = pooled();
    int[] context = IntStream.range(0, own.length).map(this::context).toArray();
    InitialLaw initial =
        new InitialLaw(
            ofEach(InitialLaw::states),
            Coefficients.joined(
                IntStream.range(0, probability.length)
                    .mapToObj(c -> contexts.get(c).initial().probability().times(probability[c]))
                    .toList()),
            ofEach(InitialLaw::parts));
    return new Copies(contexts, context, own)
        .problem(
            contexts
                .get(0)
                .setting()
                .withName(name)
                .withHorizon((int) most(TabularProblem::horizon))
                .withDiscounts(
                    most(TabularProblem::followerDiscount), most(TabularProblem::leaderDiscount)),
            initial,
            (x, next) -> {
              int of = stateStart[context[x]] + next;
              return of == stateStart[context[x] + 1] ? own.length : of;
            },
            x ->
                "%s of %s"
                    .formatted(
                        pattern(context[x]).stateName(own[x]), contexts.get(context[x]).name()));
  }

  private double most(ToDoubleFunction<TabularProblem> number) {
    return contexts.stream().mapToDouble(number).max().orElseThrow();
  }

  private TransitionPattern pattern(int context) {
    return contexts.get(context).transitions().pattern();
  }

  /** Numbers of each context's first states, after those of the contexts before. */
  private List<Integer> ofEach(Function<InitialLaw, List<Integer>> numbers) {
    return IntStream.range(0, contexts.size())
        .boxed()
        .flatMap(c -> numbers.apply(contexts.get(c).initial()).stream().map(x -> stateStart[c] + x))
        .toList();
  }

  @Override
  public String toString() {
    return problem.name() + " of " + contexts.stream().map(TabularProblem::name).toList();
  }
}
