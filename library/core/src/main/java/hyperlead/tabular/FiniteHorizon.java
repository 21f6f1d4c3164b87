package hyperlead.tabular;

import hyperlead.algebra.Require;
import hyperlead.algebra.TransitionPattern;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * A problem of T steps for the leader and for the follower, with laws and rewards that may differ
 * from step to step, as one tabular problem.
 *
 * <pre>
 * Q_t(x,a) = r_t(x,a) + γ_F Σ_x' P_t(x'|x,a) V_{t+1}(x'),   V_t(x) = τ log Σ_a exp(Q_t(x,a)/τ),   V_T = 0
 * J(θ) = E[ Σ_{t &lt; T} γ_L^t r_L,t(x_t,a_t) ]  under  π_t(a|x) = exp((Q_t(x,a) − V_t(x))/τ)
 * </pre>
 *
 * <p>Its states are the pairs (t, x) that the first states lead to, and an episode ends after T
 * steps at the latest; so every follower, critic and estimator works on it as it is, γ may be one,
 * and the exact solver is backward induction: states are numbered by t, then by x. A configuration
 * of each step's own is a stretch of y for each t. Cost: that of T · states. Immutable.
 *
 * <pre>{@code
 * FiniteHorizon year = FiniteHorizon.of(12, month -> world.problem("prices", box, ...));
 * double buys = response.policy(year.number(11, world.state("stock")), 0);   // in the last month
 * }</pre>
 */
public final class FiniteHorizon {
  private final TabularProblem problem;
  private final TransitionPattern names;

  /** t → the number of its first state; one more for the number of states. */
  private final int[] layer;

  /** The x of every state, ascending in each step. */
  private final int[] own;

  private FiniteHorizon(List<TabularProblem> steps) {
    TabularProblem first = steps.get(0);
    names = first.transitions().pattern();
    int[] firstStates = first.initial().states().stream().mapToInt(x -> x).toArray();
    layer = new int[steps.size() + 1];
    own = reached(steps, firstStates);
    Map<TabularProblem, Integer> distinct = new LinkedHashMap<>();
    steps.forEach(step -> distinct.putIfAbsent(step, distinct.size()));
    int[] step = steps.stream().mapToInt(distinct::get).toArray();
    problem =
        new Copies(
                List.copyOf(distinct.keySet()),
                IntStream.range(0, own.length).map(i -> step[time(i)]).toArray(),
                own)
            .problem(
                first.setting().withHorizon(steps.size()),
                first.initial().at(x -> number(0, x)),
                this::next,
                i -> "%s at t = %s".formatted(names.stateName(own[i]), time(i)));
  }

  /**
   * {@return a problem that is over after T steps}
   *
   * @param steps T &gt; 0
   * @param step what step t in [0, T) is like: rewards and transitions of that problem count; the
   *     law of the first state, constants and θ_0 are those of t = 0. One object for several t
   *     costs memory for one
   * @throws IllegalArgumentException if T is not positive, or two steps differ in the
   *     parameterization, τ, a discount, or the number of states
   */
  public static FiniteHorizon of(int steps, IntFunction<TabularProblem> step) {
    Require.positive("steps", steps);
    List<TabularProblem> all = IntStream.range(0, steps).mapToObj(step).toList();
    Require.that(!all.contains(null), "step must not be null: t = %s", all.indexOf(null));
    all.forEach(other -> checkShared(all.get(0), other));
    return new FiniteHorizon(all);
  }

  /** {@return the same problem, over after T &gt; 0 steps that are all alike} */
  public static FiniteHorizon of(int steps, TabularProblem problem) {
    return of(steps, t -> problem);
  }

  private static void checkShared(TabularProblem first, TabularProblem other) {
    check("parameterization", TabularProblem::parameterization, first, other);
    check("temperature", TabularProblem::temperature, first, other);
    check("followerDiscount", TabularProblem::followerDiscount, first, other);
    check("leaderDiscount", TabularProblem::leaderDiscount, first, other);
    check("number of states", step -> step.transitions().pattern().states(), first, other);
  }

  private static void check(
      String what,
      Function<TabularProblem, Object> part,
      TabularProblem first,
      TabularProblem other) {
    Copies.checkShared("steps", what, part, first, other);
  }

  /** Lays the states that can be reached after t steps side by side, and notes where they start. */
  private int[] reached(List<TabularProblem> steps, int[] first) {
    IntStream.Builder reached = IntStream.builder();
    BitSet now = new BitSet();
    Arrays.stream(first).forEach(now::set);
    for (int t = 0; t < steps.size(); t++) {
      TransitionPattern pattern = steps.get(t).transitions().pattern();
      layer[t + 1] = Math.addExact(layer[t], now.cardinality());
      BitSet next = new BitSet();
      now.stream().peek(reached).flatMap(pattern::successors).forEach(next::set);
      next.clear(pattern.end());
      now = next;
    }
    return reached.build().toArray();
  }

  /** Where a state leads: to a state of the next step, or to the end. */
  private int next(int number, int successor) {
    int time = time(number) + 1;
    boolean ends = time == layer.length - 1 || successor == names.end();
    return ends ? own.length : number(time, successor);
  }

  /** {@return the problem whose states are pairs (t, x)} */
  public TabularProblem problem() {
    return problem;
  }

  /**
   * {@return the number of the state x after t steps; -1 if it cannot be reached in that many}
   *
   * @param time t in [0, T)
   * @param state x, as the steps number it
   */
  public int number(int time, int state) {
    Require.index("time", time, layer.length - 1);
    int found = Arrays.binarySearch(own, layer[time], layer[time + 1], state);
    return Math.max(found, -1);
  }

  /** {@return the t of a state by its number} */
  public int time(int number) {
    int found = Arrays.binarySearch(layer, Require.index("number", number, own.length));
    while (found >= 0 && layer[found + 1] == number) {
      found++;
    }
    return found >= 0 ? found : -found - 2;
  }

  /** {@return the x of a state by its number} */
  public int state(int number) {
    return own[Require.index("number", number, own.length)];
  }

  @Override
  public String toString() {
    return "%s steps of %s".formatted(layer.length - 1, problem);
  }
}
