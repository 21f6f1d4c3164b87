package hyperlead.linearquadratic.critics;

import hyperlead.LeaderProblem;
import hyperlead.linearquadratic.LinearQuadraticEpisode;
import hyperlead.linearquadratic.LinearQuadraticProblem;
import hyperlead.linearquadratic.LinearQuadraticResponse;
import hyperlead.linearquadratic.LinearSystem;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * All monomials of degree up to two in v, which is (x, u, a) or what the follower sees, (x, a):
 *
 * <pre>
 * φ = (1, v_i, v_i v_j for i ≤ j),   E[φ] = φ(E v) + (0, 0, Cov(v_i, v_j))
 * </pre>
 *
 * <p>Exact for quadratic leader rewards. k = (N + 1)(N + 2)/2 with N entries in v.
 *
 * @param seen whether of what the follower sees alone, (x, a)
 */
public record QuadraticFeatures(boolean seen) implements Features.Kind {

  /** {@return features of (x, u, a), for action values} */
  public static QuadraticFeatures ofSteps() {
    return new QuadraticFeatures(false);
  }

  /** {@return features of (x, a), for what depends on the follower's state alone} */
  public static QuadraticFeatures ofSeen() {
    return new QuadraticFeatures(true);
  }

  @Override
  public Features on(LeaderProblem<LinearQuadraticEpisode> problem) {
    LinearSystem system = LinearQuadraticProblem.of(problem).system();
    int acted = system.states() + system.actions();
    int width = acted + system.leaderActions();
    IntStream all = IntStream.range(0, width);
    return new Monomials(
        (seen ? all.filter(i -> i < system.states() || i >= acted) : all).toArray(), width);
  }

  @Override
  public String toString() {
    return seen ? "monomials of (x, a)" : "monomials";
  }

  private static final class Monomials implements Features {
    private final int[] index;
    private final int width;
    private final double[] mean;
    private final double[] gradient;
    private FollowedStep step;
    private boolean acts;
    private int[] scattered = {};
    private double[] covariances = {};

    Monomials(int[] index, int width) {
      this.index = index;
      this.width = width;
      mean = new double[width];
      gradient = new double[width];
    }

    @Override
    public int size() {
      return (index.length + 1) * (index.length + 2) / 2;
    }

    @Override
    public void follow(LinearQuadraticResponse response) {
      step = new FollowedStep(response);
      acts = Arrays.stream(index).anyMatch(step::isAction);
      int k = 1 + index.length;
      scattered = new int[size()];
      covariances = new double[size()];
      int found = 0;
      for (int i = 0; i < index.length; i++) {
        for (int j = i; j < index.length; j++, k++) {
          double covariance = step.covariance(index[i], index[j]);
          if (covariance != 0) {
            scattered[found] = k;
            covariances[found++] = covariance;
          }
        }
      }
      scattered = Arrays.copyOf(scattered, found);
    }

    @Override
    public void fill(double[] rows, int from, double[] out) {
      out[0] = 1;
      int k = 1;
      for (int i : index) {
        out[k++] = rows[from + i];
      }
      for (int i = 1; i <= index.length; i++) {
        for (int j = i; j <= index.length; j++) {
          out[k++] = out[i] * out[j];
        }
      }
    }

    @Override
    public void fillExpected(double[] rows, int from, double[] out) {
      if (!acts) {
        fill(rows, from, out);
        return;
      }
      step.fillMean(rows, from, mean);
      fill(mean, 0, out);
      for (int i = 0; i < scattered.length; i++) {
        out[scattered[i]] += covariances[i];
      }
    }

    @Override
    public double value(double[] weights, double[] rows, int from) {
      double sum = weights[0];
      int k = 1 + index.length;
      for (int i = 0; i < index.length; i++) {
        double slope = weights[1 + i];
        for (int j = i; j < index.length; j++) {
          slope += weights[k++] * rows[from + index[j]];
        }
        sum += slope * rows[from + index[i]];
      }
      return sum;
    }

    @Override
    public double expectedValue(double[] weights, double[] rows, int from) {
      if (!acts) {
        return value(weights, rows, from);
      }
      step.fillMean(rows, from, mean);
      double sum = value(weights, mean, 0);
      for (int i = 0; i < scattered.length; i++) {
        sum += weights[scattered[i]] * covariances[i];
      }
      return sum;
    }

    @Override
    public void addExpectedGradient(
        double[] weights, double[] rows, int from, double factor, double[] out) {
      step.fillMean(rows, from, mean);
      Arrays.fill(gradient, 0);
      int k = 1 + index.length;
      for (int i = 0; i < index.length; i++) {
        double own = mean[index[i]];
        double slope = weights[1 + i] + 2 * weights[k++] * own;
        for (int j = i + 1; j < index.length; j++) {
          double weight = weights[k++];
          slope += weight * mean[index[j]];
          gradient[index[j]] += weight * own;
        }
        gradient[index[i]] += slope;
      }
      step.pullBack(gradient);
      for (int i = 0; i < width; i++) {
        out[i] += factor * gradient[i];
      }
    }

    @Override
    public boolean areQuadratic() {
      return true;
    }
  }
}
