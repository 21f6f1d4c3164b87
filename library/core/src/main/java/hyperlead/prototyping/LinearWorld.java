package hyperlead.prototyping;

import hyperlead.Setting;
import hyperlead.algebra.GaussianLaw;
import hyperlead.algebra.Matrix;
import hyperlead.algebra.Require;
import hyperlead.linear.ConfiguredMatrix;
import hyperlead.linear.ContinuousReward;
import hyperlead.linear.LinearQuadraticProblem;
import hyperlead.linear.LinearSystem;
import hyperlead.linear.QuadraticCost;
import hyperlead.parameters.Coefficients;
import hyperlead.parameters.Parameterization;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;

/**
 * Entries of x and u by name, for linear-quadratic problems written as lambdas over them.
 *
 * <pre>
 * x' = A(y) x + B u + C a + D ε,   a = K(y) x + W w,   x_0 ~ N(mean, deviation²)
 * r_F = −(xᵀQ(y)x + 2 xᵀN(y)u + uᵀR(y)u + q(y)ᵀx + r(y)ᵀu + c(y))
 * r_L = r(x, u) − (q_L(y)ᵀx + r_L(y)ᵀu + c_L(y))
 * </pre>
 *
 * <p>A and B are given first. By default Q = I, R = I, N = 0, D = 0, x_0 ~ N(0, I), all prices q, r
 * and c are 0, and the leader does not act; each {@code with} method changes one of these. D, W and
 * the deviation of x_0 are diagonal: prefer {@link LinearQuadraticProblem} itself for other ones. A
 * constant in the dynamics is the share of a state that starts at 1 and stays there.
 *
 * <p>A, K, costs and prices are derived automatically, or as {@link Configuration#analytic} and
 * {@link Configuration#differences} say; what does not read y stays fixed. Cost: at every θ two
 * calls an entry that reads y. Immutable.
 *
 * @param <S> entries of x: strings, numbers, records, anything with equals
 */
public final class LinearWorld<S, A> {
  private final List<S> states;
  private final List<A> actions;
  private final Parameterization parameterization;
  private final LinearSystem system;
  private final QuadraticCost cost;
  private final GaussianLaw initial;
  private final List<Coefficients> followerPrices;
  private final List<Coefficients> leaderPrices;

  private LinearWorld(
      List<S> states,
      List<A> actions,
      Parameterization parameterization,
      LinearSystem system,
      QuadraticCost cost,
      GaussianLaw initial,
      List<Coefficients> followerPrices,
      List<Coefficients> leaderPrices) {
    this.states = states;
    this.actions = actions;
    this.parameterization = parameterization;
    this.system = system;
    this.cost = cost;
    this.initial = initial;
    this.followerPrices = followerPrices;
    this.leaderPrices = leaderPrices;
  }

  /** The entries of a matrix that may depend on the configuration, as a lambda. */
  @FunctionalInterface
  public interface Entries<R, C> {
    /** {@return the entry in a row and a column} Must be a pure function. */
    Expression at(Configuration y, R row, C column);
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
    int n = x.size();
    ConfiguredMatrix a = matrix("A", x, x, dynamics, Configuration.atZero(parameterization));
    return new LinearWorld<>(
        x,
        u,
        parameterization,
        LinearSystem.configured(a, fixed("B", x, u, input), Matrix.zero(n, 0)),
        new QuadraticCost(ConfiguredMatrix.fixed(Matrix.scalar(n, 1)), Matrix.scalar(u.size(), 1)),
        GaussianLaw.of(new double[n], Matrix.scalar(n, 1)),
        List.of(Coefficients.fixed(new double[n + u.size() + 1])),
        List.of());
  }

  /** {@return the names of the entries of x, in their order; unmodifiable} */
  public List<S> states() {
    return states;
  }

  /** A matrix that is called "A[row, column]" in messages, checked at y. */
  private static <R, C> ConfiguredMatrix matrix(
      String name, List<R> rows, List<C> columns, Entries<R, C> lambda, double[] y) {
    int width = columns.size();
    LambdaCoefficients entries =
        new LambdaCoefficients(
            rows.size() * width,
            i -> "%s[%s, %s]".formatted(name, rows.get(i / width), columns.get(i % width)),
            (c, i) -> lambda.at(c, rows.get(i / width), columns.get(i % width)));
    return new ConfiguredMatrix(rows.size(), width, entries.checked(y));
  }

  private static <R, C> Matrix fixed(
      String name, List<R> rows, List<C> columns, ToDoubleBiFunction<R, C> entries) {
    double[] none = {};
    return matrix(
            name, rows, columns, (c, i, j) -> Expression.of(entries.applyAsDouble(i, j)), none)
        .at(none);
  }

  private static <R> Matrix diagonal(String name, List<R> rows, ToDoubleFunction<R> entries) {
    return fixed(name, rows, rows, (i, j) -> i.equals(j) ? entries.applyAsDouble(i) : 0);
  }

  private LinearWorld<S, A> with(LinearSystem other) {
    return with(other, cost, initial, followerPrices, leaderPrices);
  }

  private LinearWorld<S, A> with(
      LinearSystem system,
      QuadraticCost cost,
      GaussianLaw initial,
      List<Coefficients> followerPrices,
      List<Coefficients> leaderPrices) {
    return new LinearWorld<>(
        states, actions, parameterization, system, cost, initial, followerPrices, leaderPrices);
  }

  /**
   * {@return the same world with other costs of the follower, without cross terms}
   *
   * @param state Q(y), symmetric positive semidefinite at every y
   * @param action the diagonal of R, each &gt; 0
   * @throws IllegalArgumentException naming the entry that is not finite at y(0)
   */
  public LinearWorld<S, A> withFollowerCost(Entries<S, S> state, ToDoubleFunction<A> action) {
    return withFollowerCost(
        state,
        (y, i, u) -> Expression.of(0),
        (y, u, v) -> Expression.of(u.equals(v) ? action.applyAsDouble(u) : 0));
  }

  /**
   * {@return the same world with other costs of the follower}
   *
   * @param state Q(y), symmetric
   * @param cross N(y), a row a state, a column an action
   * @param action R(y), symmetric; [Q N; Nᵀ R] positive semidefinite at every y
   * @throws IllegalArgumentException naming the entry that is not finite at y(0)
   * @throws ArithmeticException if they do not depend on y and are not positive semidefinite
   */
  public LinearWorld<S, A> withFollowerCost(
      Entries<S, S> state, Entries<S, A> cross, Entries<A, A> action) {
    double[] y = Configuration.atZero(parameterization);
    QuadraticCost other =
        new QuadraticCost(
            matrix("Q", states, states, state, y),
            matrix("N", states, actions, cross, y),
            matrix("R", actions, actions, action, y),
            cost.linear());
    return with(system, other, initial, followerPrices, leaderPrices);
  }

  /**
   * {@return the same world in which the follower also pays for each unit of a state and an action,
   * and for each step}
   *
   * @param state q(y), of a state
   * @param action r(y), of an action, such as a tariff that the leader sets
   * @param step c(y), which moves V_F and no answer
   * @throws IllegalArgumentException naming the price that is not finite at y(0)
   */
  public LinearWorld<S, A> withFollowerPrices(
      BiFunction<Configuration, S, Expression> state,
      BiFunction<Configuration, A, Expression> action,
      Function<Configuration, Expression> step) {
    return with(system, cost, initial, prices(state, action, step), leaderPrices);
  }

  /**
   * {@return the same world in which the leader also pays for each unit of a state and an action,
   * and for its design in each step; a negative price is an income}
   *
   * @param state q_L(y), of a state
   * @param action r_L(y), of an action
   * @param step c_L(y)
   * @throws IllegalArgumentException naming the price that is not finite at y(0)
   */
  public LinearWorld<S, A> withPrices(
      BiFunction<Configuration, S, Expression> state,
      BiFunction<Configuration, A, Expression> action,
      Function<Configuration, Expression> step) {
    return with(system, cost, initial, followerPrices, prices(state, action, step));
  }

  /**
   * {@return the same world in which the leader pays for its design alone, see {@link #withPrices}}
   */
  public LinearWorld<S, A> withPrice(Function<Configuration, Expression> c) {
    return withPrices((y, i) -> Expression.of(0), (y, u) -> Expression.of(0), c);
  }

  private List<Coefficients> prices(
      BiFunction<Configuration, S, Expression> state,
      BiFunction<Configuration, A, Expression> action,
      Function<Configuration, Expression> step) {
    return List.of(
        prices(states, state),
        prices(actions, action),
        prices(List.of("step"), (y, i) -> step.apply(y)));
  }

  private <N> Coefficients prices(List<N> names, BiFunction<Configuration, N, Expression> price) {
    return new LambdaCoefficients(
            names.size(), i -> "price of " + names.get(i), (y, i) -> price.apply(y, names.get(i)))
        .checked(Configuration.atZero(parameterization));
  }

  /**
   * {@return the same world with noise in every step}
   *
   * @param deviation standard deviation of the noise of each state, the diagonal of D, in its units
   * @throws IllegalArgumentException naming the state whose deviation is not finite
   */
  public LinearWorld<S, A> withNoise(ToDoubleFunction<S> deviation) {
    return with(
        new LinearSystem(
            system.dynamics(),
            system.input(),
            system.leaderInput(),
            system.feedback(),
            system.leaderNoise(),
            diagonal("D", states, deviation)));
  }

  /**
   * {@return the same world starting elsewhere}
   *
   * @param mean of x_0, in the units of each state
   * @param deviation standard deviation of x_0, independent entries; 0 for a fixed start
   * @throws IllegalArgumentException naming the state whose mean or deviation is not finite
   */
  public LinearWorld<S, A> startingAt(ToDoubleFunction<S> mean, ToDoubleFunction<S> deviation) {
    Matrix means = fixed("mean of x_0", states, List.of("x_0"), (i, j) -> mean.applyAsDouble(i));
    Matrix spread = diagonal("deviation of x_0", states, deviation);
    GaussianLaw law = GaussianLaw.of(means.entries(), spread);
    return with(system, cost, law, followerPrices, leaderPrices);
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
        new LinearSystem(
            system.dynamics(),
            system.input(),
            fixed("C", states, a, push),
            matrix("K", a, states, feedback, Configuration.atZero(parameterization)),
            diagonal("W", a, deviation),
            system.noise()));
  }

  /**
   * {@return the problem, with θ_0 = 0; γ_F = γ_L = 0.99, 150 steps} Its {@code with} methods
   * change that.
   *
   * @param reward r(x, u); entries of y that it names are those of the parameterization
   * @param temperature τ &gt; 0, in units of reward
   * @throws IllegalArgumentException if τ is not positive
   */
  public LinearQuadraticProblem problem(String name, ContinuousReward reward, double temperature) {
    List<Coefficients> moving = new ArrayList<>();
    LinearSystem placed =
        new LinearSystem(
            placed(system.dynamics(), moving),
            system.input(),
            system.leaderInput(),
            placed(system.feedback(), moving),
            system.leaderNoise(),
            system.noise());
    QuadraticCost costs =
        new QuadraticCost(
            placed(cost.state(), moving),
            placed(cost.cross(), moving),
            placed(cost.action(), moving),
            placed(followerPrices, moving));
    ContinuousReward paid =
        leaderPrices.isEmpty() ? reward : reward.plus(placed(leaderPrices, moving).times(-1));
    return new LinearQuadraticProblem(
        new Setting(name, temperature, 0.99, 0.99, 150),
        parameterization.followedBy(Coefficients.joined(moving)),
        placed,
        costs,
        paid,
        initial,
        random -> new double[parameterization.parameters()]);
  }

  /** Numbers that move become entries of the configuration, after those that already do. */
  private Coefficients placed(Coefficients numbers, List<Coefficients> moving) {
    if (numbers.isFixed()) {
      return numbers;
    }
    int before = moving.stream().mapToInt(Coefficients::size).sum();
    moving.add(numbers);
    return Coefficients.block(parameterization.configurations() + before, numbers.size());
  }

  private Coefficients placed(List<Coefficients> parts, List<Coefficients> moving) {
    return Coefficients.joined(parts.stream().map(part -> placed(part, moving)).toList());
  }

  private ConfiguredMatrix placed(ConfiguredMatrix matrix, List<Coefficients> moving) {
    return new ConfiguredMatrix(matrix.rows(), matrix.columns(), placed(matrix.entries(), moving));
  }

  @Override
  public String toString() {
    return "states " + states + ", actions " + actions;
  }
}
