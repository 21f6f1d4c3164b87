package hyperlead.algebra;

import java.util.Arrays;

/**
 * Biconjugate gradients, stabilised (BiCGSTAB), between one Gauss–Seidel sweep forward and one
 * back.
 *
 * <pre>
 * N = L + U,   (I − L)⁻¹ (I − N) (I − U)⁻¹ y = (I − L)⁻¹ r,   x = (I − U)⁻¹ y
 * (I − L)⁻¹ (I − N) (I − U)⁻¹ y = t + (I − L)⁻¹ (y − t)  with  t = (I − U)⁻¹ y
 * </pre>
 *
 * <p>By the second line, which is Eisenstat's, a preconditioned product costs no more than a plain
 * one. Sources: van der Vorst, "Bi-CGSTAB", SIAM J. Sci. Stat. Comput. 13 (1992); Eisenstat,
 * "Efficient implementation of a class of preconditioned conjugate gradient methods", SIAM J. Sci.
 * Stat. Comput. 2 (1981).
 */
final class BiconjugateGradients implements ApproximateInverse {
  private static final int MOST_STEPS = 1000;

  private final PolicyRows rows;
  private final double[] answer;
  private final double[] shadow;
  private final double[] direction;
  private final double[] image;
  private final double[] second;
  private final double[] swept;

  BiconjugateGradients(PolicyRows rows) {
    this.rows = rows;
    answer = new double[rows.states];
    shadow = new double[rows.states];
    direction = new double[rows.states];
    image = new double[rows.states];
    second = new double[rows.states];
    swept = new double[rows.states];
  }

  @Override
  public boolean apply(double[] r, boolean transposed, double reduction) {
    // Squares of numbers near the ends of their range would be lost.
    double unit = largest(r);
    for (int i = 0; i < r.length; i++) {
      r[i] /= unit;
    }
    rows.before(r, transposed);
    boolean solved = iterate(r, transposed, reduction);
    for (int i = 0; i < r.length; i++) {
      r[i] = unit * answer[i];
    }
    rows.after(r, transposed);
    return solved;
  }

  private boolean iterate(double[] r, boolean transposed, double reduction) {
    System.arraycopy(r, 0, shadow, 0, r.length);
    Arrays.fill(answer, 0);
    Arrays.fill(direction, 0);
    Arrays.fill(image, 0);
    double rho = 1;
    double alpha = 1;
    double omega = 1;
    double least = dot(r, r) * reduction * reduction;
    for (int step = 0; step < MOST_STEPS && dot(r, r) > least; step++) {
      double last = rho;
      rho = dot(shadow, r);
      double beta = rho / last * (alpha / omega);
      for (int i = 0; i < r.length; i++) {
        direction[i] = r[i] + beta * (direction[i] - omega * image[i]);
      }
      multiply(direction, transposed, image);
      alpha = rho / dot(shadow, image);
      if (!Double.isFinite(alpha)) {
        break;
      }
      move(alpha, direction, image, r);
      multiply(r, transposed, second);
      omega = dot(second, r) / dot(second, second);
      if (!(Math.abs(omega) > 0)) {
        break;
      }
      move(omega, r, second, r);
    }
    return dot(r, r) <= least;
  }

  /** Moves the answer in a direction, and the residual by its image. */
  private void move(double length, double[] along, double[] moved, double[] r) {
    for (int i = 0; i < r.length; i++) {
      answer[i] += length * along[i];
      r[i] -= length * moved[i];
    }
  }

  private void multiply(double[] y, boolean transposed, double[] product) {
    System.arraycopy(y, 0, swept, 0, swept.length);
    rows.after(swept, transposed);
    for (int i = 0; i < swept.length; i++) {
      product[i] = y[i] - swept[i];
    }
    rows.before(product, transposed);
    for (int i = 0; i < swept.length; i++) {
      product[i] += swept[i];
    }
  }

  private static double largest(double[] r) {
    double largest = Double.MIN_NORMAL;
    for (double number : r) {
      largest = Math.max(largest, Math.abs(number));
    }
    return largest;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
