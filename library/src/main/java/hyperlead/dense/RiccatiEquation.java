package hyperlead.dense;

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
 * algorithms for periodic discrete-time algebraic Riccati equations", Int. J. Control 77, 2004. Not
 * thread-safe: one object for one thread.
 */
public final class RiccatiEquation {
  private static final int MOST_DOUBLINGS = 60;
  private static final double TOLERANCE = 1e-9;

  /** Its square is finite: one doubling more does not overflow. */
  private static final double LARGEST = 1e100;

  private final Matrix identity;
  private final Matrix a;
  private final Matrix g;
  private final Matrix h;
  private final Matrix wa;
  private final Matrix wg;
  private final Matrix work;
  private final Matrix term;
  private final Matrix weighted;

  /**
   * Reserves the workspace.
   *
   * @param states n
   * @param actions m
   */
  public RiccatiEquation(int states, int actions) {
    identity = Matrix.scalar(states, 1);
    a = Matrix.zero(states, states);
    g = Matrix.zero(states, states);
    h = Matrix.zero(states, states);
    wa = Matrix.zero(states, states);
    wg = Matrix.zero(states, states);
    work = Matrix.zero(states, states);
    term = Matrix.zero(states, states);
    weighted = Matrix.zero(actions, states);
  }

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
  public Solution solve(
      Matrix dynamics, Matrix input, Matrix stateCost, Matrix actionCost, double discount) {
    start(dynamics, input, stateCost, actionCost, discount);
    for (int doublings = 1; doublings <= MOST_DOUBLINGS; doublings++) {
      double change = doubled();
      if (!(a.largest() <= LARGEST && g.largest() <= LARGEST && h.largest() <= LARGEST)) {
        break;
      }
      if (change <= 1e-16 * h.largest() && a.largest() < 1e-6) {
        return checked(
            Solution.of(h.copy(), dynamics, input, stateCost, actionCost, discount, doublings));
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
            "Riccati equation is too ill-conditioned: residual %.3g > tolerance %.3g after %d doublings",
            solution.residual(),
            TOLERANCE,
            solution.doublings()));
  }

  private void start(Matrix dynamics, Matrix input, Matrix q, Matrix actionCost, double discount) {
    double root = Math.sqrt(discount);
    for (int i = 0; i < a.entries().length; i++) {
      a.entries()[i] = root * dynamics.entries()[i];
    }
    for (int i = 0; i < input.rows(); i++) {
      for (int j = 0; j < input.columns(); j++) {
        weighted.entries()[j * input.rows() + i] = discount * input.get(i, j);
      }
    }
    Cholesky.of("action cost R", actionCost).solve(weighted);
    g.fillProduct(input, weighted).symmetrize();
    h.fill(q);
  }

  /** One doubling; returns the largest change of H. */
  private double doubled() {
    LuFactors w = LuFactors.of("I + G H", work.fill(identity).addProduct(1, g, h));
    w.solve(wa.fill(a));
    w.solve(wg.fill(g));
    term.fillProductTransposed(work.fillProduct(a, wg), a);
    g.add(1, term).symmetrize();
    term.fillTransposedProduct(a, work.fillProduct(h, wa));
    h.add(1, term).symmetrize();
    work.fillProduct(a, wa);
    a.fill(work);
    return term.largest();
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
      Matrix s = r.copy().addProduct(discount, bp, b).symmetrize();
      Matrix gain = Cholesky.of("R + γ BᵀPB", s).solve(bp.times(discount));
      Matrix closedLoop = a.copy().addProduct(-1, b, gain.times(a));
      Matrix next = Matrix.zero(p.rows(), p.rows()).fillTransposedProduct(a, p.times(closedLoop));
      Matrix error = p.copy().add(-discount, next.symmetrize()).add(-1, q);
      double residual = error.largest() / Math.max(1, p.largest());
      return new Solution(p, gain, closedLoop, s, residual, doublings);
    }
  }
}
