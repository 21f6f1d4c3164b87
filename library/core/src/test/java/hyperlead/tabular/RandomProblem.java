package hyperlead.tabular;

import hyperlead.Setting;
import hyperlead.algebra.TransitionPattern;
import hyperlead.parameters.Coefficients;
import hyperlead.parameters.FreeParameters;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Seeded random small MDPs in which everything depends on y: rewards {@code b + u·sin(v·y)},
 * transitions and first state softmax of {@code b + v·y}.
 */
public final class RandomProblem {
  private final SplittableRandom random;
  private final int states;
  private final int actions;
  private final int dimension;
  private final boolean forward;

  private RandomProblem(long seed, boolean forward) {
    this(seed, forward, 0);
  }

  /** With so many actions, or a random number of them for 0. */
  private RandomProblem(long seed, boolean forward, int most) {
    this.forward = forward;
    random = new SplittableRandom(seed);
    states = random.nextInt(2, 7);
    int few = random.nextInt(2, 4);
    actions = most == 0 ? few : most;
    dimension = random.nextInt(1, 5);
  }

  /** A problem whose episodes end with probability 0.1 or so in each step. */
  public static TabularProblem of(long seed, double temperature) {
    return new RandomProblem(seed, false).problem(seed, temperature);
  }

  /** The same with so many actions. */
  public static TabularProblem withActions(long seed, double temperature, int actions) {
    return new RandomProblem(seed, false, actions).problem(seed, temperature);
  }

  /** A problem whose steps lead to states of higher numbers or to the end: few trajectories. */
  public static TabularProblem finite(long seed, double temperature) {
    return new RandomProblem(seed, true).problem(seed, temperature);
  }

  private TabularProblem problem(long seed, double temperature) {
    TransitionPattern pattern = pattern();
    // Draws are made in this order, which the seeds of many tests were chosen for.
    TransitionLaw law = transitions(pattern);
    InitialLaw first = initial();
    Coefficients follower = reward();
    Coefficients leader = reward();
    return new TabularProblem(
        new Setting(
            "random MDP, seed " + seed,
            temperature,
            random.nextDouble(0.5, 0.95),
            random.nextDouble(0.5, 0.95),
            10_000),
        new FreeParameters(dimension),
        law,
        first,
        follower,
        leader,
        r -> r.doubles(dimension, -1, 1).toArray());
  }

  private double[][] matrix(int rows, double scale) {
    double[][] m = new double[rows][dimension];
    for (double[] row : m) {
      Arrays.setAll(row, j -> scale * random.nextGaussian());
    }
    return m;
  }

  private Coefficients reward() {
    double[][] u = matrix(states * actions, 1);
    double[][] v = matrix(states * actions, 1);
    return Coefficients.of(
        u.length,
        (y, pair) -> u[pair][0] * (1 + Math.sin(dot(v[pair], y))),
        (y, pair, weight, g) -> {
          double slope = weight * u[pair][0] * Math.cos(dot(v[pair], y));
          for (int j = 0; j < g.length; j++) {
            g[j] += slope * v[pair][j];
          }
        });
  }

  private TransitionPattern pattern() {
    int[][] rows = new int[states * actions][];
    for (int pair = 0; pair < rows.length; pair++) {
      // The end, the next state round a ring (so that all can be reached), and chance others.
      int state = pair / actions;
      int ring = (state + 1) % states;
      rows[pair] =
          IntStream.rangeClosed(0, states)
              .filter(next -> next == states || next == ring || random.nextInt(2) == 0)
              .filter(next -> !forward || next > state)
              .toArray();
    }
    return TransitionPattern.of(states, actions, rows);
  }

  private TransitionLaw transitions(TransitionPattern pattern) {
    double[][] v = matrix(pattern.entries(), 0.5);
    double[] b = new double[pattern.entries()];
    Arrays.setAll(b, e -> pattern.successor(e) == states ? -1 : random.nextGaussian());
    return new TransitionLaw(
        pattern,
        Coefficients.joined(
            IntStream.range(0, pattern.pairs())
                .mapToObj(k -> softmax(b, v, pattern.rowStart(k), pattern.rowStart(k + 1)))
                .toList()));
  }

  private InitialLaw initial() {
    double[][] v = matrix(states, 1);
    return new InitialLaw(
        IntStream.range(0, states).boxed().toList(), softmax(new double[states], v, 0, states));
  }

  /** exp(b_e + v_e·y) / Σ exp(b_e + v_e·y) for e in a range. */
  private static Coefficients softmax(double[] b, double[][] v, int from, int to) {
    return new Coefficients() {
      @Override
      public int size() {
        return to - from;
      }

      @Override
      public double at(double[] y, int i) {
        return all(y)[i];
      }

      @Override
      public double[] all(double[] y) {
        double[] p = new double[to];
        softmax(p, b, v, y, from, to);
        return Arrays.copyOfRange(p, from, to);
      }

      @Override
      public void addGradient(double[] y, int i, double weight, double[] g) {
        double[] p = new double[to];
        softmax(p, b, v, y, from, to);
        addSoftmax(p, v, from, to, from + i, weight, g);
      }
    };
  }

  private static void softmax(double[] p, double[] b, double[][] v, double[] y, int from, int to) {
    double sum = 0;
    for (int e = from; e < to; e++) {
      p[e] = Math.exp(b[e] + dot(v[e], y));
      sum += p[e];
    }
    for (int e = from; e < to; e++) {
      p[e] /= sum;
    }
  }

  /** ∂p_i/∂y = p_i (v_i − Σ_e p_e v_e). */
  private static void addSoftmax(
      double[] p, double[][] v, int from, int to, int i, double weight, double[] g) {
    for (int j = 0; j < g.length; j++) {
      double mean = 0;
      for (int e = from; e < to; e++) {
        mean += p[e] * v[e][j];
      }
      g[j] += weight * p[i] * (v[i][j] - mean);
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }
}
