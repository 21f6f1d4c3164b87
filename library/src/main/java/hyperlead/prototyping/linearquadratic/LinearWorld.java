package hyperlead.prototyping.linearquadratic;

import hyperlead.Setting;
import hyperlead.dense.Matrix;
import hyperlead.gaussian.ContinuousReward;
import hyperlead.gaussian.GaussianLaw;
import hyperlead.linearquadratic.LinearQuadraticProblem;
import hyperlead.linearquadratic.LinearSystem;
import hyperlead.linearquadratic.QuadraticCost;
import hyperlead.parameterizations.Parameterization;
import hyperlead.prototyping.Configuration;
import hyperlead.prototyping.Expression;
import hyperlead.validation.Require;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;

/**
 * Entries of x and u by name, for linear-quadratic problems written as lambdas over them.
 *
 * <pre>
 * x' = A(y) x + B u + C a + D ε,   a = K(y) x + W w,   x_0 ~ N(mean, deviation²)
 * r_F = −(xᵀQ(y)x + uᵀRu),   r_L = r(x, u) − c(y)
 * </pre>
 *
 * <p>A and B are given at once. Without more, Q = I, R = I, D = 0, x_0 ~ N(0, I), c = 0, and the
 * leader does not act; each {@code with} method changes one of these. R, D, W and the deviation of
 * x_0 are diagonal: prefer {@link LinearQuadraticProblem} itself for other ones.
 *
 * <p>A, K, Q and the price c are derived automatically, or as {@link Configuration#analytic} and
 * {@link Configuration#differences} say; what does not read y stays fixed. Cost: at every θ two
 * calls an entry that reads y. Immutable.
 *
 * @param <S> entries of x: strings, numbers, records, anything with equals
 */
public final class LinearWorld<S, A> {
  private final List<S> states;
  private final List<A> actions;
  private final Parameterization parameterization;
  private final LambdaMatrix dynamics;
  private final Matrix input;
  private final Parts parts;

  private LinearWorld(
      List<S> states,
      List<A> actions,
      Parameterization parameterization,
      LambdaMatrix dynamics,
      Matrix input,
      Parts parts) {
    this.states = states;
    this.actions = actions;
    this.parameterization = parameterization;
    this.dynamics = dynamics;
    this.input = input;
    this.parts = parts;
  }

  /**
   * {@return a world with these dynamics}
   *
   * @param states names of the entries of x, each once
   * @param actions names of the entries of u, each once
   * @param parameterization θ ↦ y
   * @param dynamics A(y): how much of the second state enters the first one in a step
   * @param input B: how much of the action enters the state in a step
   * @throws IllegalArgumentException if a list is empty or names one twice, or naming the entry of
   *     A or B that is not finite at y(0)
   */
  public static <S, A> LinearWorld<S, A> of(
      List<S> states,
      List<A> actions,
      Parameterization parameterization,
      Entries<S, S> dynamics,
      ToDoubleBiFunction<S, A> input) {
    List<S> x = Require.distinct("states", states);
    List<A> u = Require.distinct("actions", actions);
    double[] y = parameterization.configuration(new double[parameterization.parameters()]);
    return new LinearWorld<>(
        x,
        u,
        parameterization,
        LambdaMatrix.of("A", x, x, dynamics, y),
        fixed("B", x, u, input),
        Parts.of(x, u.size(), y));
  }

  /** {@return the names of the entries of x, in their order; unmodifiable} */
  public List<S> states() {
    return states;
  }

  /** {@return the names of the entries of u, in their order; unmodifiable} */
  public List<A> actions() {
    return actions;
  }

  private static <R, C> Matrix fixed(
      String name, List<R> rows, List<C> columns, ToDoubleBiFunction<R, C> entries) {
    return LambdaMatrix.of(
            name,
            rows,
            columns,
            (c, row, column) -> Expression.of(entries.applyAsDouble(row, column)),
            new double[0])
        .at(new double[0]);
  }

  private static <R> Matrix diagonal(String name, List<R> rows, ToDoubleFunction<R> entries) {
    return fixed(name, rows, rows, (i, j) -> i.equals(j) ? entries.applyAsDouble(i) : 0);
  }

  private LinearWorld<S, A> with(Parts other) {
    return new LinearWorld<>(states, actions, parameterization, dynamics, input, other);
  }

  private double[] atZero() {
    return parameterization.configuration(new double[parameterization.parameters()]);
  }

  /**
   * {@return the same world with other costs of the follower}
   *
   * @param state Q(y), symmetric positive semidefinite at every y
   * @param action the diagonal of R, each &gt; 0
   * @throws IllegalArgumentException naming the entry that is not finite at y(0)
   */
  public LinearWorld<S, A> withFollowerCost(Entries<S, S> state, ToDoubleFunction<A> action) {
    return with(
        parts.withCost(
            LambdaMatrix.of("Q", states, states, state, atZero()), diagonal("R", actions, action)));
  }

  /**
   * {@return the same world with noise in every step}
   *
   * @param deviation standard deviation of the noise of each state, the diagonal of D, in its units
   * @throws IllegalArgumentException naming the state whose deviation is not finite
   */
  public LinearWorld<S, A> withNoise(ToDoubleFunction<S> deviation) {
    return with(parts.withNoise(diagonal("D", states, deviation)));
  }

  /**
   * {@return the same world starting elsewhere}
   *
   * @param mean of x_0, in the units of each state
   * @param deviation standard deviation of x_0, independent entries; 0 for a fixed start
   * @throws IllegalArgumentException naming the state whose mean or deviation is not finite
   */
  public LinearWorld<S, A> startingAt(ToDoubleFunction<S> mean, ToDoubleFunction<S> deviation) {
    double[] center = new double[states.size()];
    Matrix means = diagonal("mean of x_0", states, mean);
    for (int i = 0; i < center.length; i++) {
      center[i] = means.get(i, i);
    }
    Matrix spread = diagonal("deviation of x_0", states, deviation);
    return with(parts.withInitial(GaussianLaw.of(center, spread)));
  }

  /**
   * {@return the same world with a leader that acts, a = K(y) x + W w, before the follower's eyes}
   *
   * @param names of the entries of a, each once
   * @param push C: how much of the leader's action enters the state in a step
   * @param feedback K(y): how much of the state enters the leader's action
   * @param deviation standard deviation of each of its actions, the diagonal of W
   * @throws IllegalArgumentException if names are not distinct, or naming the entry that is not
   *     finite at y(0)
   */
  public <B> LinearWorld<S, A> withLeader(
      List<B> names,
      ToDoubleBiFunction<S, B> push,
      Entries<B, S> feedback,
      ToDoubleFunction<B> deviation) {
    List<B> a = Require.distinct("leader's actions", names);
    return with(
        parts.withLeader(
            fixed("C", states, a, push),
            LambdaMatrix.of("K", a, states, feedback, atZero()),
            diagonal("W", a, deviation)));
  }

  /**
   * {@return the same world in which the leader pays for its design in every step}
   *
   * @param price c(y), in units of the leader's reward
   * @throws IllegalArgumentException if it is not finite at y(0)
   */
  public LinearWorld<S, A> withPrice(Function<Configuration, Expression> price) {
    return with(parts.withPrice(LambdaMatrix.number("price", price, atZero())));
  }

  /**
   * {@return the problem, with θ_0 = 0; γ_F = γ_L = 0.99, 150 steps} Its {@code with} methods
   * change that.
   *
   * @param reward r(x, u); entries of y that it names are those of the parameterization
   * @param temperature τ &gt; 0, in units of reward
   * @throws IllegalArgumentException if τ is not positive
   * @throws ArithmeticException if R is not positive definite
   */
  public LinearQuadraticProblem problem(String name, ContinuousReward reward, double temperature) {
    Design design = new Design(parameterization, parts.configured(dynamics));
    return new LinearQuadraticProblem(
        new Setting(name, temperature, 0.99, 0.99, 150),
        design,
        new LinearSystem(
            design.matrix(dynamics),
            input,
            parts.leaderInput(),
            design.matrix(parts.feedback()),
            parts.leaderNoise(),
            parts.noise()),
        new QuadraticCost(design.matrix(parts.stateCost()), parts.actionCost()),
        parts
            .price()
            .<ContinuousReward>map(c -> new PricedReward(reward, design.offset(c)))
            .orElse(reward),
        parts.initial(),
        random -> new double[parameterization.parameters()]);
  }

  @Override
  public String toString() {
    return "states " + states + ", actions " + actions;
  }
}
