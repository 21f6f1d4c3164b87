package hyperlead.checks;

import hyperlead.dense.ConfiguredMatrix;
import hyperlead.dense.Matrix;
import hyperlead.gaussian.ContinuousReward;
import hyperlead.gaussian.ExpectationGradient;
import hyperlead.linearquadratic.LinearQuadraticProblem;
import hyperlead.linearquadratic.LinearSystem;
import hyperlead.parameterizations.Coefficients;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The functions that a linear-quadratic problem consists of: A, K, Q and r_L of θ, and E[r_L] of θ,
 * the mean and the covariance.
 */
final class LinearQuadraticParts {
  /** Points (x, u) at which r_L is checked. */
  private static final int POINTS = 5;

  private final LinearQuadraticProblem problem;
  private final List<?> states;
  private final List<?> leaderActions;
  private final int size;

  LinearQuadraticParts(LinearQuadraticProblem problem, List<?> states) {
    LinearSystem system = problem.system();
    if (states.size() != system.states()) {
      throw new IllegalArgumentException(
          "names must be those of %s states: %s".formatted(system.states(), states.size()));
    }
    this.problem = problem;
    this.states = states;
    this.leaderActions = numbers(system.leaderActions());
    this.size = system.states() + system.actions();
  }

  static List<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  List<Part> at(double[] theta) {
    List<Part> parts = new ArrayList<>();
    add(parts, "A", problem.system().dynamics(), states, theta);
    add(parts, "K", problem.system().feedback(), leaderActions, theta);
    add(parts, "Q", problem.followerCost().state(), states, theta);
    parts.add(reward(theta));
    parts.add(expectation(theta));
    parts.add(moments(theta));
    return parts;
  }

  /** A matrix, if θ moves it. */
  private void add(
      List<Part> parts, String name, ConfiguredMatrix matrix, List<?> rows, double[] theta) {
    if (!matrix.isConfigured()) {
      return;
    }
    int columns = matrix.columns();
    parts.add(
        Part.of(
            name,
            problem.parameterization(),
            theta,
            matrix.entries(),
            entry -> "[%s, %s]".formatted(rows.get(entry / columns), states.get(entry % columns))));
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
    return Part.of(
        "leader's reward",
        problem.parameterization(),
        theta,
        Coefficients.of(
            POINTS,
            (y, k) -> reward.at(y, points, k * size),
            (y, k, weight, g) -> reward.addGradient(y, points, k * size, weight, g)),
        k ->
            IntStream.range(k * size, (k + 1) * size)
                .mapToObj(i -> String.format(Locale.ROOT, "%.3f", points[i]))
                .collect(Collectors.joining(", ", "at (x, u) = (", ")")));
  }

  /** A mean, then the upper triangle of a covariance, row by row. */
  private double[] someMoments() {
    double[] moments = new double[size + size * (size + 1) / 2];
    System.arraycopy(problem.initial().mean(), 0, moments, 0, states.size());
    int next = size;
    for (int i = 0; i < size; i++) {
      for (int j = i; j < size; j++) {
        moments[next++] = i == j ? 1 : 0.1;
      }
    }
    return moments;
  }

  private Matrix covariance(double[] moments) {
    Matrix covariance = Matrix.zero(size, size);
    int next = size;
    for (int i = 0; i < size; i++) {
      for (int j = i; j < size; j++) {
        covariance.entries()[i * size + j] = moments[next];
        covariance.entries()[j * size + i] = moments[next++];
      }
    }
    return covariance;
  }

  private double expectation(double[] y, double[] moments) {
    double[] mean = Arrays.copyOf(moments, size);
    return problem.leaderReward().expectation(y, mean, covariance(moments));
  }

  private ExpectationGradient gradient(double[] y, double[] moments) {
    ExpectationGradient sum = new ExpectationGradient(size, new double[y.length]);
    double[] mean = Arrays.copyOf(moments, size);
    problem.leaderReward().addExpectationGradient(y, mean, covariance(moments), 1, sum);
    return sum;
  }

  private Part expectation(double[] theta) {
    double[] moments = someMoments();
    return Part.of(
        "leader's expected reward",
        problem.parameterization(),
        theta,
        Coefficients.of(
            1,
            (y, k) -> expectation(y, moments),
            (y, k, weight, g) -> {
              double[] slope = gradient(y, moments).configuration();
              for (int i = 0; i < g.length; i++) {
                g[i] += weight * slope[i];
              }
            }),
        k -> "about the start");
  }

  /** E[r_L] as a function of mean and covariance. */
  private Part moments(double[] theta) {
    double[] y = problem.parameterization().configuration(theta);
    return new Part(
        "leader's expected reward by mean and covariance",
        someMoments(),
        moments -> new double[] {expectation(y, moments)},
        k -> {
          ExpectationGradient sum = gradient(y, someMoments());
          double[] slope = Arrays.copyOf(sum.mean(), size + size * (size + 1) / 2);
          int next = size;
          for (int i = 0; i < size; i++) {
            for (int j = i; j < size; j++) {
              // Both halves of the covariance move.
              slope[next++] = (i == j ? 1 : 2) * sum.covariance().get(i, j);
            }
          }
          return slope;
        },
        (k, i) -> i < size ? "mean[" + i + "]" : "covariance, entry " + (i - size));
  }
}
