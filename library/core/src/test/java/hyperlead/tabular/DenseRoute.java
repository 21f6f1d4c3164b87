package hyperlead.tabular;

import hyperlead.algebra.TransitionPattern;
import java.util.Arrays;

/**
 * J by another route than the library's: the laws gathered into dense matrices, soft value
 * iteration until nothing changes, Gaussian elimination with pivoting; slopes by differences.
 */
public final class DenseRoute {
  private static final int MOST_SWEEPS = 1_000_000;

  private final TabularProblem problem;
  private final int n;
  private final int actions;
  private final double[][][] law;
  private final boolean[][] available;
  private final double[][] follower;
  private final double[][] leader;
  private final double[] first;

  private DenseRoute(TabularProblem problem, double[] theta) {
    this.problem = problem;
    TransitionPattern pattern = problem.transitions().pattern();
    n = pattern.states();
    actions = pattern.actions();
    law = new double[n][actions][n];
    available = new boolean[n][actions];
    follower = new double[n][actions];
    leader = new double[n][actions];
    first = new double[n];
    double[] y = problem.parameterization().configuration(theta);
    for (int pair = 0; pair < pattern.pairs(); pair++) {
      int x = pair / actions;
      int a = pair % actions;
      for (int e = pattern.rowStart(pair); e < pattern.rowStart(pair + 1); e++) {
        available[x][a] = true;
        if (pattern.successor(e) < n) {
          law[x][a][pattern.successor(e)] += problem.transitions().probability().at(y, e);
        }
      }
      if (available[x][a]) {
        follower[x][a] = problem.followerReward().at(y, pair);
        leader[x][a] = problem.leaderReward().at(y, pair);
      }
    }
    for (int i = 0; i < problem.initial().states().size(); i++) {
      first[problem.initial().states().get(i)] += problem.initial().probability().at(y, i);
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private double softValue(int x, double[] v) {
    double most = Double.NEGATIVE_INFINITY;
    for (int a = 0; a < actions; a++) {
      most = available[x][a] ? Math.max(most, value(x, a, v)) : most;
    }
    double sum = 0;
    for (int a = 0; a < actions; a++) {
      sum += available[x][a] ? Math.exp((value(x, a, v) - most) / problem.temperature()) : 0;
    }
    return most + problem.temperature() * Math.log(sum);
  }

  private double value(int x, int a, double[] v) {
    return follower[x][a] + problem.followerDiscount() * dot(law[x][a], v);
  }

  private double[] softValues() {
    double[] v = new double[n];
    for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
      double[] next = new double[n];
      double change = 0;
      for (int x = 0; x < n; x++) {
        next[x] = softValue(x, v);
        change = Math.max(change, Math.abs(next[x] - v[x]) / Math.max(1, Math.abs(next[x])));
      }
      v = next;
      if (change < 1e-15) {
        return v;
      }
    }
    throw new ArithmeticException("no fixed point");
  }

  private double objective() {
    double[] v = softValues();
    double[][] system = new double[n][n + 1];
    for (int x = 0; x < n; x++) {
      system[x][x] = 1;
      double soft = softValue(x, v);
      for (int a = 0; a < actions; a++) {
        if (available[x][a]) {
          double pi = Math.exp((value(x, a, v) - soft) / problem.temperature());
          system[x][n] += pi * leader[x][a];
          for (int next = 0; next < n; next++) {
            system[x][next] -= problem.leaderDiscount() * pi * law[x][a][next];
          }
        }
      }
    }
    return dot(first, solved(system));
  }

  private static double[] solved(double[][] m) {
    int n = m.length;
    for (int i = 0; i < n; i++) {
      int column = i;
      Arrays.sort(m, i, n, (p, q) -> Double.compare(Math.abs(q[column]), Math.abs(p[column])));
      for (int r = i + 1; r < n; r++) {
        double factor = m[r][i] / m[i][i];
        for (int c = i; c <= n; c++) {
          m[r][c] -= factor * m[i][c];
        }
      }
    }
    double[] v = new double[n];
    for (int i = n - 1; i >= 0; i--) {
      v[i] = m[i][n];
      for (int c = i + 1; c < n; c++) {
        v[i] -= m[i][c] * v[c];
      }
      v[i] /= m[i][i];
    }
    return v;
  }

  /** J(θ). */
  public static double objective(TabularProblem problem, double[] theta) {
    return new DenseRoute(problem, theta).objective();
  }

  /** ∇J(θ), each entry (4 D(h) − D(2h)) / 3 for h = 1e-3. */
  public static double[] gradient(TabularProblem problem, double[] theta) {
    double[] gradient = new double[theta.length];
    for (int i = 0; i < theta.length; i++) {
      gradient[i] = (4 * slope(problem, theta, i, 1e-3) - slope(problem, theta, i, 2e-3)) / 3;
    }
    return gradient;
  }

  private static double slope(TabularProblem problem, double[] theta, int i, double h) {
    double[] up = theta.clone();
    double[] down = theta.clone();
    up[i] += h;
    down[i] -= h;
    return (objective(problem, up) - objective(problem, down)) / (up[i] - down[i]);
  }
}
