package hyperlead.experiments;

import hyperlead.algebra.Matrix;
import hyperlead.algebra.Require;
import hyperlead.algebra.Text;
import hyperlead.linear.ConfiguredMatrix;
import hyperlead.linear.ContinuousReward;
import hyperlead.linear.ExpectationGradient;
import hyperlead.linear.LinearQuadraticProblem;
import hyperlead.linear.LinearSystem;
import hyperlead.linear.QuadraticCost;
import hyperlead.linear.SmoothedReward;
import hyperlead.parameters.Coefficients;
import hyperlead.parameters.FreeParameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The functions that a linear-quadratic problem consists of: A, K, the follower's costs and r_L of
 * θ, and E[r_L] of θ, the mean and the covariance.
 */
final class LinearQuadraticParts {
  /** Points (x, u) at which r_L is checked. */
  private static final int POINTS = 5;

  private final LinearQuadraticProblem problem;
  private final List<?> states;
  private final List<?> actions;
  private final List<?> leaderActions;
  private final int size;

  LinearQuadraticParts(LinearQuadraticProblem problem, List<?> states) {
    LinearSystem system = problem.system();
    int n = system.states();
    Require.that(states.size() == n, "names must be those of %s states: %s", n, states.size());
    this.problem = problem;
    this.states = states;
    this.actions = numbers(system.actions());
    this.leaderActions = numbers(system.leaderActions());
    this.size = system.states() + system.actions();
  }

  static List<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  List<Part> at(double[] theta) {
    List<Part> parts = new ArrayList<>();
    QuadraticCost cost = problem.followerCost();
    add(parts, "A", problem.system().dynamics(), states, states, theta);
    add(parts, "K", problem.system().feedback(), leaderActions, states, theta);
    add(parts, "Q", cost.state(), states, states, theta);
    add(parts, "N", cost.cross(), states, actions, theta);
    add(parts, "R", cost.action(), actions, actions, theta);
    ConfiguredMatrix linear = new ConfiguredMatrix(1, size + 1, cost.linear());
    add(parts, "linear costs", linear, List.of("q, r, c"), numbers(size + 1), theta);
    parts.add(reward(theta));
    parts.add(expectation(theta));
    parts.add(moments(problem.parameterization().configuration(theta)));
    return parts;
  }

  /** A matrix, if θ moves it. */
  private void add(
      List<Part> parts,
      String name,
      ConfiguredMatrix matrix,
      List<?> rows,
      List<?> columns,
      double[] theta) {
    int width = columns.size();
    IntFunction<String> place =
        entry -> "[%s, %s]".formatted(rows.get(entry / width), columns.get(entry % width));
    if (matrix.isConfigured()) {
      parts.add(Part.of(problem, theta, name, matrix.entries(), place));
    }
  }

  /** r_L at points about the start, whose spread is at least one. */
  private Part reward(double[] theta) {
    ContinuousReward reward = problem.leaderReward();
    SplittableRandom random = new SplittableRandom(1);
    double[] points = random.doubles((long) POINTS * size, -1, 1).toArray();
    double[] mean = problem.initial().mean();
    for (int i = 0; i < points.length; i++) {
      points[i] += i % size < mean.length ? mean[i % size] : 0;
    }
    Coefficients values =
        Coefficients.of(
            POINTS,
            (y, k) -> reward.at(y, points, k * size),
            (y, k, weight, g) -> reward.addGradient(y, points, k * size, weight, g));
    IntFunction<String> place =
        k ->
            Arrays.stream(points, k * size, (k + 1) * size)
                .mapToObj(entry -> Text.of("%.3f", entry))
                .collect(Collectors.joining(", ", "at (x, u) = (", ")"));
    return Part.of(problem, theta, "leader's reward", values, place);
  }

  /** A mean, then a covariance, row by row. */
  private double[] someMoments() {
    double[] moments = new double[size + size * size];
    Arrays.fill(moments, size, moments.length, 0.1);
    System.arraycopy(problem.initial().mean(), 0, moments, 0, states.size());
    for (int i = 0; i < size; i++) {
      moments[size + i * size + i] = 1;
    }
    return moments;
  }

  /** With the symmetric part of what stands for a covariance, to move each entry alone. */
  private SmoothedReward smoothed(double[] y, double[] moments) {
    Matrix any = Matrix.of(size, size, (i, j) -> moments[size + i * size + j]);
    return problem.leaderReward().smoothed(y, any.symmetric());
  }

  private double expectation(double[] y, double[] moments) {
    return smoothed(y, moments).at(Arrays.copyOf(moments, size));
  }

  private ExpectationGradient gradient(double[] y, double[] moments) {
    return smoothed(y, moments).gradient(Arrays.copyOf(moments, size));
  }

  private Part expectation(double[] theta) {
    double[] moments = someMoments();
    Coefficients expectation =
        Part.number(y -> expectation(y, moments), y -> gradient(y, moments).configuration());
    return Part.of(problem, theta, "leader's expected reward", expectation, k -> "about the start");
  }

  /** E[r_L] as a function of mean and covariance. */
  private Part moments(double[] y) {
    double[] point = someMoments();
    Coefficients expectation =
        Part.number(
            moments -> expectation(y, moments),
            moments -> {
              ExpectationGradient slope = gradient(y, moments);
              return Stream.of(slope.mean(), slope.covariance().entries())
                  .flatMapToDouble(Arrays::stream)
                  .toArray();
            });
    return new Part(
        "leader's expected reward by mean and covariance",
        new FreeParameters(point.length),
        point,
        expectation,
        (k, i) ->
            i < size
                ? "mean[%s]".formatted(i)
                : "covariance[%s, %s]".formatted(i / size - 1, i % size));
  }
}
