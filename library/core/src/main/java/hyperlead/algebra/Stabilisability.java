package hyperlead.algebra;

import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.SingularValueDecomposition;

/**
 * Why a Riccati equation has no stabilising solution, by the test of Popov, Belevitch and Hautus: a
 * mode λ of √γ A is out of reach of B if [√γ A − λI, B] has not full rank, and unseen by Q if [√γ
 * Aᵀ − λI, Q] has not.
 *
 * <p>Source: Zhou, Doyle, Glover, Robust and Optimal Control, §3.2. Cost: an eigenvalue problem and
 * a singular value problem for each unstable mode; for messages, not for loops.
 */
final class Stabilisability {
  private static final double RANK_TOLERANCE = 1e-9;

  private Stabilisability() {}

  /** What is wrong, in words. */
  static String reason(Matrix a, Matrix b, Matrix q, double discount) {
    Matrix scaled = a.times(Math.sqrt(discount));
    EigenDecomposition modes = new EigenDecomposition(scaled.toCommons());
    for (int i = 0; i < a.rows(); i++) {
      double real = modes.getRealEigenvalue(i);
      double imaginary = modes.getImagEigenvalue(i);
      if (Math.hypot(real, imaginary) >= 1 - RANK_TOLERANCE) {
        String mode =
            imaginary == 0
                ? Text.of("mode %.4g of √γ A", real)
                : Text.of("mode %.4g%+.4gi of √γ A", real, imaginary);
        if (rankLost(scaled, b, real, imaginary)) {
          return mode + " is not stable and cannot be moved by the follower's actions";
        }
        if (rankLost(scaled.transposed(), q, real, imaginary)) {
          return mode + " is not stable and costs the follower nothing";
        }
      }
    }
    return "a mode of √γ A on or outside the unit circle is too weakly coupled to actions or costs";
  }

  /** Whether [M − λI, N] has a singular value near zero, in real and imaginary parts. */
  private static boolean rankLost(Matrix m, Matrix n, double real, double imaginary) {
    int size = m.rows();
    Matrix shifted = m.plus(-real, Matrix.scalar(size, 1));
    Matrix pencil =
        Matrix.zero(2 * size, 2 * (size + n.columns()))
            .withBlock(0, 0, shifted)
            .withBlock(size, size, shifted)
            .withBlock(0, size, Matrix.scalar(size, imaginary))
            .withBlock(size, 0, Matrix.scalar(size, -imaginary))
            .withBlock(0, 2 * size, n)
            .withBlock(size, 2 * size + n.columns(), n);
    double[] singular =
        new SingularValueDecomposition(pencil.transposed().toCommons()).getSingularValues();
    return singular[singular.length - 1] <= RANK_TOLERANCE * singular[0];
  }
}
