package hyperlead.dense;

import org.apache.commons.math3.linear.DecompositionSolver;
import org.apache.commons.math3.linear.LUDecomposition;

/**
 * LU factors with partial pivoting, by Commons Math, with errors that name the matrix. n³/3
 * multiplications, n² a right-hand side; immutable.
 */
public final class LuFactors {
  private final DecompositionSolver solver;

  private LuFactors(DecompositionSolver solver) {
    this.solver = solver;
  }

  /**
   * {@return the factors of a matrix}
   *
   * @param name what the matrix is, for messages
   * @param matrix square
   * @throws ArithmeticException if it is singular or not finite
   */
  public static LuFactors of(String name, Matrix matrix) {
    // The default would take 1e-11 for zero, whatever the units of the matrix are.
    var decomposition =
        new LUDecomposition(matrix.requireFinite(name).toCommons(), Double.MIN_NORMAL);
    if (!decomposition.getSolver().isNonSingular()) {
      throw new ArithmeticException(name + " is singular: " + matrix);
    }
    return new LuFactors(decomposition.getSolver());
  }

  /**
   * Overwrites B with M⁻¹B.
   *
   * @param right B, as many rows as M
   * @return B
   */
  public Matrix solve(Matrix right) {
    return right.fill(solver.solve(right.toCommons()));
  }
}
