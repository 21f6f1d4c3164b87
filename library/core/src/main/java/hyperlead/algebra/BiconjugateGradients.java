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
    Arrays.fill(swept, 0);
    for (int i = 0; i < r.length; i++) {
      answer[i] = r[i] / unit;
    }
    SweptRows matrix = transposed ? rows.transposed() : rows.matrix;
    matrix.before(answer, swept, r);
    boolean solved = iterate(matrix, r, reduction);
    matrix.after(answer, r);
    for (int i = 0; i < r.length; i++) {
      r[i] *= unit;
    }
    return solved;
  }

  private boolean iterate(SweptRows matrix, double[] r, double reduction) {
    double norm = start(r);
    double beta = 0;
    double omega = 0;
    double rho = norm;
    double least = norm * reduction * reduction;
    for (int step = 0; step < MOST_STEPS && norm > least && Double.isFinite(beta); step++) {
      for (int i = 0; i < r.length; i++) {
        direction[i] = r[i] + beta * (direction[i] - omega * image[i]);
      }
      double alpha = rho / multiply(matrix, direction, image, shadow);
      for (int i = 0; i < r.length; i++) {
        r[i] -= alpha * image[i];
      }
      omega = multiply(matrix, r, second, r) / dot(second, second);
      omega = Double.isFinite(omega) ? omega : 0;
      double last = rho;
      rho = 0;
      norm = 0;
      for (int i = 0; i < r.length; i++) {
        answer[i] += alpha * direction[i] + omega * r[i];
        r[i] -= omega * second[i];
        rho += shadow[i] * r[i];
        norm += r[i] * r[i];
      }
      beta = rho / last * (alpha / omega);
    }
    return norm <= least;
  }

  /** Starts at zero, and returns |r|². */
  private double start(double[] r) {
    System.arraycopy(r, 0, shadow, 0, r.length);
    Arrays.fill(answer, 0);
    Arrays.fill(direction, 0);
    Arrays.fill(image, 0);
    return dot(r, r);
  }

  /** Fills in the product with y, and returns that product's with another vector. */
  private double multiply(SweptRows matrix, double[] y, double[] product, double[] other) {
    matrix.after(y, swept);
    matrix.before(y, swept, product);
    double sum = 0;
    for (int i = 0; i < product.length; i++) {
      product[i] += swept[i];
      sum += product[i] * other[i];
    }
    return sum;
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
