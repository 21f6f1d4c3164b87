package hyperlead.critics;

import hyperlead.StepProblem;
import hyperlead.algebra.Matrix;

/**
 * All monomials of degree up to two in v, which is (a, x, u) or what the follower sees, (a, x):
 *
 * <pre>
 * φ = (1, v_i, v_i v_j for i ≤ j),   E[φ] = φ(E v) + (0, 0, Cov(v_i, v_j))
 * </pre>
 *
 * <p>Exact for quadratic leader rewards. k = (N + 1)(N + 2)/2 with N entries in v.
 *
 * @param seen whether of what the follower sees alone, (a, x)
 */
public record QuadraticFeatures(boolean seen) implements Features.Kind {
  /** {@return features of (a, x, u), for action values} */
  public static QuadraticFeatures ofSteps() {
    return new QuadraticFeatures(false);
  }

  /** {@return features of (a, x), for what depends on the follower's state alone} */
  public static QuadraticFeatures ofSeen() {
    return new QuadraticFeatures(true);
  }

  @Override
  public Features on(StepProblem<?> problem) {
    int width = problem.width();
    return new Monomials(width - (seen ? problem.actions() : 0), width, !seen);
  }

  @Override
  public String toString() {
    return seen ? "monomials of (a, x)" : "monomials";
  }

  private static final class Monomials extends Features {
    /** N, the length of v. */
    private final int count;

    private double[] covariances = {};

    /** The first monomial that noise lifts: those of actions stand last. */
    private int lifted;

    private final boolean acts;

    Monomials(int count, int width, boolean acts) {
      super((count + 1) * (count + 2) / 2, width);
      this.count = count;
      this.acts = acts;
    }

    @Override
    public boolean haveActions() {
      return acts;
    }

    @Override
    protected void smooth(Matrix covariance) {
      covariances = new double[size()];
      int k = 1 + count;
      for (int i = 0; i < count; i++) {
        for (int j = i; j < count; j++) {
          covariances[k++] = covariance.get(i, j);
        }
      }
      lifted = 1 + count;
      while (lifted < size() && covariances[lifted] == 0) {
        lifted++;
      }
    }

    @Override
    public void fill(double[] rows, int from, double[] out) {
      out[0] = 1;
      System.arraycopy(rows, from, out, 1, count);
      int k = 1 + count;
      for (int i = 1; i <= count; i++) {
        for (int j = i; j <= count; j++) {
          out[k++] = out[i] * out[j];
        }
      }
    }

    /** Nested, so that sums of rows run side by side. */
    @Override
    public double value(double[] weights, double[] rows, int from) {
      double sum = weights[0];
      int k = 1 + count;
      for (int i = 0; i < count; i++) {
        double slope = weights[1 + i];
        for (int j = i; j < count; j++) {
          slope += weights[k++] * rows[from + j];
        }
        sum += slope * rows[from + i];
      }
      return sum;
    }

    @Override
    protected double smoothedValue(double[] weights, double[] v) {
      double sum = value(weights, v, 0);
      for (int k = lifted; k < size(); k++) {
        sum += weights[k] * covariances[k];
      }
      return sum;
    }

    @Override
    protected void fillSmoothed(double[] v, double[] out) {
      fill(v, 0, out);
      for (int k = lifted; k < size(); k++) {
        out[k] += covariances[k];
      }
    }

    @Override
    protected void addSmoothedGradient(double[] weights, double[] v, double[] g) {
      int k = 1 + count;
      for (int i = 0; i < count; i++) {
        double slope = weights[1 + i] + 2 * weights[k++] * v[i];
        for (int j = i + 1; j < count; j++) {
          double weight = weights[k++];
          slope += weight * v[j];
          g[j] += weight * v[i];
        }
        g[i] += slope;
      }
    }

    @Override
    public boolean areQuadratic() {
      return true;
    }
  }
}
