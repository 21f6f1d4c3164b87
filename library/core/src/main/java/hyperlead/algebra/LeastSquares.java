package hyperlead.algebra;

import java.util.Arrays;
import java.util.List;

/**
 * Linear equations for weights W of features φ, gathered from samples of targets y:
 *
 * <pre>
 * ( Σ ω φ (φ − γ φ')ᵀ + ridge · diag(Σ ω φ φᵀ) ) W = Σ ω φ yᵀ
 * </pre>
 *
 * <p>which are those of weighted least squares for γ = 0, and of temporal differences where φ' are
 * the features expected next. Fill {@link #features} and {@link #next}, then {@link #add}. Four
 * samples in one pass over the sum cost little more than one would: short rows spend their time on
 * loads and stores. Samples are added in their order, with one fixed grouping, so that the bits do
 * not depend on the machine. Cost k² a sample and k³ a solution. Not thread-safe: one object for
 * one thread.
 */
public final class LeastSquares implements Learner {
  private static final int GROUP = 4;

  private final int size;
  private final Matrix sum;

  /** Σ ω y φᵀ, in whose rows sums run side by side. */
  private final Matrix products;

  private final Matrix targets;
  private final double[] squares;
  private final double[][] left;
  private final double[][] right;
  private int held;
  private final double[] weights = {0};

  /** No samples yet, of k features and so many targets. */
  public LeastSquares(int features, int targets) {
    size = features;
    sum = Matrix.zero(features, features);
    products = Matrix.zero(targets, features);
    this.targets = Matrix.zero(targets, targets);
    squares = new double[features];
    left = new double[GROUP][features];
    right = new double[GROUP][features];
  }

  /** {@return where φ of the next sample goes, length k} */
  public double[] features() {
    return left[held];
  }

  /** {@return where φ' of the next sample goes, length k; read if γ &gt; 0} */
  public double[] next() {
    return right[held];
  }

  /**
   * Adds the sample that stands in {@link #features} and {@link #next}, with its weight ω ≥ 0, γ
   * and y.
   *
   * @throws java.util.concurrent.CancellationException if this thread is interrupted
   */
  public void add(double weight, double discount, double... target) {
    Require.uninterrupted("a fit");
    double[] now = left[held];
    double[] next = right[held];
    if (discount == 0) {
      System.arraycopy(now, 0, next, 0, size);
    } else {
      for (int i = 0; i < size; i++) {
        next[i] = now[i] - discount * next[i];
      }
    }
    for (int i = 0; i < size; i++) {
      double weighted = weight * now[i];
      squares[i] += weighted * now[i];
      now[i] = weighted;
    }
    for (int i = 0; i < target.length; i++) {
      for (int k = 0; k < size; k++) {
        products.entries[i * size + k] += now[k] * target[i];
      }
      for (int j = 0; j < target.length; j++) {
        targets.entries[i * target.length + j] += weight * target[i] * target[j];
      }
    }
    weights[0] += weight;
    held++;
    if (held == GROUP) {
      flush();
    }
  }

  /** Adds all samples of other equations of the same size. */
  public void addAll(LeastSquares other) {
    List<double[]> own = memory();
    List<double[]> added = other.memory();
    for (int part = 0; part < own.size(); part++) {
      for (int i = 0; i < own.get(part).length; i++) {
        own.get(part)[i] += added.get(part)[i];
      }
    }
  }

  /** Adds the samples that are held; zeros stand for those that a group lacks. */
  private void flush() {
    for (int k = held; k < GROUP; k++) {
      Arrays.fill(left[k], 0);
      Arrays.fill(right[k], 0);
    }
    double[] e = right[0];
    double[] f = right[1];
    double[] g = right[2];
    double[] h = right[3];
    double[] entries = sum.entries;
    int columns = size;
    for (int i = 0; i < size; i++) {
      double a = left[0][i];
      double b = left[1][i];
      double c = left[2][i];
      double d = left[3][i];
      int row = i * columns;
      for (int j = 0; j < columns; j++) {
        entries[row + j] += (a * e[j] + b * f[j]) + (c * g[j] + d * h[j]);
      }
    }
    held = 0;
  }

  /**
   * {@return W, k × the length of y}
   *
   * @param name what the equations are, for messages
   * @param ridge ≥ 0, share of each feature's sum of squares that is added to the diagonal; if it
   *     is positive, a feature that was always zero has weight zero
   * @throws ArithmeticException if the equations have no single solution
   */
  public Matrix solve(String name, double ridge) {
    Matrix system = system(ridge);
    return scaled(system.solve(name, scaled(products.transposed())));
  }

  /**
   * {@return z of Mᵀz = b, where M is the matrix of the equations for W}
   *
   * @param name what the equations are, for messages
   * @param ridge ≥ 0, as for W
   * @param right b, length k
   * @throws ArithmeticException if the equations have no single solution
   */
  public double[] solveTransposed(String name, double ridge, double[] right) {
    Matrix system = system(ridge).transposed();
    return scaled(system.solve(name, scaled(Matrix.column(right)))).entries;
  }

  /** M in units of each feature's root of the sum of squares. */
  private Matrix system(double ridge) {
    flush();
    return Matrix.of(
        size,
        size,
        (i, j) -> {
          double unseen = ridge > 0 && squares[i] == 0 ? 1 : 0;
          return scale(i) * scale(j) * sum.get(i, j) + (i == j ? ridge + unseen : 0);
        });
  }

  private double scale(int i) {
    return squares[i] > 0 ? 1 / Math.sqrt(squares[i]) : 1;
  }

  private Matrix scaled(Matrix rows) {
    return Matrix.of(rows.rows, rows.columns, (i, j) -> scale(i) * rows.get(i, j));
  }

  /** {@return the mean of (y − Wᵀφ)(y − Wᵀφ)ᵀ for any W, where all samples had γ = 0} */
  public Matrix residuals(Matrix solution) {
    flush();
    Matrix w = solution.transposed();
    Matrix explained = w.times(products.transposed());
    return targets
        .plus(-1, explained)
        .plus(-1, explained.transposed())
        .plus(1, w.congruence(sum))
        .times(1 / weights[0])
        .symmetric();
  }

  @Override
  public List<double[]> memory() {
    flush();
    return List.of(sum.entries, products.entries, targets.entries, squares, weights);
  }

  @Override
  public String toString() {
    return "LeastSquares with " + size + " features";
  }
}
