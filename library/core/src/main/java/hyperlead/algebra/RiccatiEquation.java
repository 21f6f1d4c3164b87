package hyperlead.algebra;

import java.util.Locale;

/**
 * The discounted Riccati equation of a linear-quadratic follower, by structure-preserving doubling:
 *
 * <pre>
 * P = Q + γ AᵀP L,   L = A − B G A,   G = γ S⁻¹BᵀP,   S = R + γ BᵀPB
 *
 * W = I + G_k H_k,   A_{k+1} = A_k W⁻¹ A_k
 * G_{k+1} = G_k + A_k W⁻¹ G_k A_kᵀ,   H_{k+1} = H_k + A_kᵀ H_k W⁻¹ A_k → P
 * from A_0 = √γ A,  G_0 = γ B R⁻¹Bᵀ,  H_0 = Q
 * </pre>
 *
 * <p>H_k is the value of 2ᵏ steps, where value iteration has that of k. It converges quadratically
 * from its own start, so a warm start would save nothing. Needs R positive definite and Q positive
 * semidefinite. Cost: one factorisation and seven products of n³ a doubling, 5 to 10 doublings
 * where √γ L is well inside the unit circle. Source: Chu, Fan, Lin, Wang, "Structure-preserving
 * algorithms for periodic discrete-time algebraic Riccati equations", Int. J. Control 77, 2004.
 */
public final class RiccatiEquation {
  private static final int MOST_DOUBLINGS = 60;
  private static final double TOLERANCE = 1e-9;

  /** Its square is finite: one doubling more does not overflow. */
  private static final double LARGEST = 1e100;

  private RiccatiEquation() {}

  /**
   * Solves the equation.
   *
   * @param dynamics A, n × n
   * @param input B, n × m
   * @param stateCost Q, n × n, symmetric positive semidefinite
   * @param actionCost R, m × m, symmetric positive definite
   * @param discount γ in [0, 1)
   * @return the stabilising solution: √γ L is stable
   * @throws ArithmeticException if R is not positive definite, there is no stabilising solution, or
   *     rounding leaves a residual above 1e-9; the message says which
   */
  public static Solution solve(
      Matrix dynamics, Matrix input, Matrix stateCost, Matrix actionCost, double discount) {
    int n = dynamics.rows;
    Matrix identity = Matrix.scalar(n, 1);
    Matrix weighted = input.transposed().times(discount);
    Matrix a = dynamics.times(Math.sqrt(discount));
    Matrix g = input.times(Cholesky.of("action cost R", actionCost).solve(weighted)).symmetric();
    Matrix h = stateCost;
    for (int doublings = 1; doublings <= MOST_DOUBLINGS; doublings++) {
      Matrix w = identity.plusProduct(1, g, h);
      Matrix solved = w.solve("I + G H", Matrix.beside(a, g));
      Matrix wa = solved.block(0, 0, n, n);
      Matrix transposed = a.transposed();
      Matrix change = transposed.times(h.times(wa));
      g = g.plus(1, a.times(solved.block(0, n, n, n)).times(transposed)).symmetric();
      h = h.plus(1, change).symmetric();
      a = a.times(wa);
      if (!(a.largest() <= LARGEST && g.largest() <= LARGEST && h.largest() <= LARGEST)) {
        break;
      }
      if (change.largest() <= 1e-16 * h.largest() && a.largest() < 1e-6) {
        return checked(Solution.of(h, dynamics, input, stateCost, actionCost, discount, doublings));
      }
    }
    throw new ArithmeticException(
        "Riccati equation has no stabilising solution: "
            + Stabilisability.reason(dynamics, input, stateCost, discount));
  }

  private static Solution checked(Solution solution) {
    if (solution.residual() <= TOLERANCE) {
      return solution;
    }
    throw new ArithmeticException(
        String.format(
            Locale.ROOT,
            "Riccati equation is too ill-conditioned: residual %.3g > tolerance %.3g after %d"
                + " doublings",
            solution.residual(),
            TOLERANCE,
            solution.doublings()));
  }

  /**
   * A stabilising solution with what follows from it.
   *
   * @param values P, n × n
   * @param gain G = γ S⁻¹BᵀP, m × n
   * @param closedLoop L = A − B G A, n × n
   * @param curvature S = R + γ BᵀPB, m × m
   * @param residual largest entry of |P − Q − γ AᵀP L|, relative to the largest |P| if above 1
   * @param doublings how many it took
   */
  public record Solution(
      Matrix values,
      Matrix gain,
      Matrix closedLoop,
      Matrix curvature,
      double residual,
      int doublings) {

    private static Solution of(
        Matrix p, Matrix a, Matrix b, Matrix q, Matrix r, double discount, int doublings) {
      Matrix bp = b.transposed().times(p);
      Matrix s = r.plusProduct(discount, bp, b).symmetric();
      Matrix gain = Cholesky.of("R + γ BᵀPB", s).solve(bp.times(discount));
      Matrix closedLoop = a.plusProduct(-1, b, gain.times(a));
      Matrix next = a.transposed().times(p.times(closedLoop));
      Matrix error = p.plus(-discount, next.symmetric()).plus(-1, q);
      double residual = error.largest() / Math.max(1, p.largest());
      return new Solution(p, gain, closedLoop, s, residual, doublings);
    }
  }
}
