package hyperlead.algebra;

import java.util.List;
import org.apache.commons.math3.linear.EigenDecomposition;

/**
 * The discounted Riccati equation of a linear-quadratic follower with costs {@code xᵀQx + 2xᵀNu +
 * uᵀRu}:
 *
 * <pre>
 * P = Q + γ AᵀP L − N F,   L = A − B F,   F = S⁻¹(γ BᵀPA + Nᵀ),   S = R + γ BᵀPB
 * </pre>
 *
 * <p>From any terminal cost Π whose S is positive definite, the rest X = P − Π solves an equation
 * without cross term, by structure-preserving doubling:
 *
 * <pre>
 * W = I + G_k H_k,   A_{k+1} = A_k W⁻¹ A_k
 * G_{k+1} = G_k + A_k W⁻¹ G_k A_kᵀ,   H_{k+1} = H_k + A_kᵀ H_k W⁻¹ A_k → X
 * from A_0 = √γ L,  G_0 = γ B S⁻¹Bᵀ,  H_0 = Q + γ AᵀΠL − N F − Π   at Π
 * </pre>
 *
 * <p>Π + H_k is the value of 2ᵏ steps and Π then, where value iteration has that of k. Π = 0 where
 * it can be had: actions have costs that are not drowned by those of the states, and no mode grows
 * without costs. Elsewhere Π is a multiple of I, which every mode pays at the end. A solution whose
 * residual shows rounding is the next Π, so that each such pass squares the error until rounding in
 * the residual itself is reached. Cost: one factorisation and seven products of n³ a doubling, 5 to
 * 10 doublings where √γ L is well inside the unit circle. Source: Chu, Fan, Lin, Wang,
 * "Structure-preserving algorithms for periodic discrete-time algebraic Riccati equations", Int. J.
 * Control 77, 2004.
 */
public final class RiccatiEquation {
  private static final int MOST_DOUBLINGS = 60;
  private static final int MOST_PASSES = 8;
  private static final double TOLERANCE = 1e-9;

  /** A residual that rounding explains: another pass would gain nothing. */
  private static final double ROUNDING = 1e-13;

  /** How far costs of states may outweigh those of actions for Π = 0. */
  private static final double CHEAP = 1e6;

  /** Its square is finite: one doubling more does not overflow. */
  private static final double LARGEST = 1e100;

  private final Matrix a;
  private final Matrix b;
  private final Matrix q;
  private final Matrix cross;
  private final Matrix r;
  private final double discount;
  private int doublings;

  /** The value of finitely many steps that the last doubling found, if it had settled. */
  private Matrix settled;

  /** Whether a mode grew in it that costs nothing, rather than went on as it was. */
  private boolean grew;

  private RiccatiEquation(Matrix a, Matrix b, Matrix q, Matrix cross, Matrix r, double discount) {
    this.a = a.requireFinite("dynamics A");
    this.b = b;
    this.q = q;
    this.cross = cross;
    this.r = r;
    this.discount = discount;
  }

  /**
   * Solves the equation without cross term, as {@link #solve(Matrix, Matrix, Matrix, Matrix,
   * Matrix, double)}.
   */
  public static Solution solve(
      Matrix dynamics, Matrix input, Matrix stateCost, Matrix actionCost, double discount) {
    Matrix none = Matrix.zero(input.rows, input.columns);
    return solve(dynamics, input, stateCost, none, actionCost, discount);
  }

  /**
   * Solves the equation.
   *
   * @param dynamics A, n × n
   * @param input B, n × m
   * @param stateCost Q, n × n
   * @param crossCost N, n × m
   * @param actionCost R, m × m; [Q N; Nᵀ R] symmetric positive semidefinite
   * @param discount γ in [0, 1)
   * @return the stabilising solution, for which √γ L is stable; it is also the limit in which every
   *     mode costs a little. Where a mode that does not die out costs nothing and cannot be held,
   *     it is the limit of value iteration from 0, and L that of the states that cost something
   * @throws ArithmeticException if S is not positive definite, there is no such solution, or
   *     rounding leaves a residual above 1e-9; the message says which
   */
  public static Solution solve(
      Matrix dynamics,
      Matrix input,
      Matrix stateCost,
      Matrix crossCost,
      Matrix actionCost,
      double discount) {
    return new RiccatiEquation(dynamics, input, stateCost, crossCost, actionCost, discount).solve();
  }

  private Solution solve() {
    Matrix zero = Matrix.zero(a.rows, a.rows);
    Matrix everyMode = Matrix.scalar(a.rows, q.largest() > 0 ? q.largest() : r.largest());
    boolean dear = Cholesky.isPositive(r.plus(-discount / CHEAP, b.transposed().congruence(q)));
    Matrix limit = null;
    for (Matrix start : dear ? List.of(zero, everyMode) : List.of(everyMode, q)) {
      Trial solution = refined(start);
      if (solution != null) {
        return checked(solution);
      }
      if (settled != null) {
        limit = settled;
        if (!grew) {
          break;
        }
      }
    }
    if (limit == null) {
      throw new ArithmeticException(
          "Riccati equation has no stabilising solution: "
              + Stabilisability.reason(a, b, q, discount));
    }
    Solution solution = checked(new Trial(limit));
    Matrix paid = paid(limit);
    Matrix loop = paid.times(solution.closedLoop()).times(paid);
    return new Solution(
        limit, solution.gain(), loop, solution.curvature(), solution.residual(), doublings);
  }

  /** The projector on states that cost something: those outside of the kernel of P. */
  private static Matrix paid(Matrix p) {
    EigenDecomposition modes = new EigenDecomposition(p.toCommons());
    Matrix paid = Matrix.zero(p.rows, p.rows);
    for (int k = 0; k < p.rows; k++) {
      if (modes.getRealEigenvalue(k) > 1e-12 * p.largest()) {
        paid = paid.plus(1, Matrix.column(modes.getEigenvector(k).toArray()).squared());
      }
    }
    return paid;
  }

  /** The stabilising solution, if this terminal cost leads there; else null. */
  private Trial refined(Matrix start) {
    Trial best = new Trial(start);
    for (int pass = 1; pass <= MOST_PASSES; pass++) {
      Matrix rest = doubled(best);
      if (rest == null) {
        return pass > 1 ? best : null;
      }
      Trial next = new Trial(best.p.plus(1, rest));
      if (pass > 1 && !(next.shareOfRounding() < best.shareOfRounding() / 2)) {
        return best;
      }
      best = next;
      if (best.shareOfRounding() <= ROUNDING) {
        return best;
      }
    }
    return best;
  }

  /** X for a terminal cost, if √γ L becomes stable; else null, and the value that settled. */
  private Matrix doubled(Trial terminal) {
    Matrix identity = Matrix.scalar(a.rows, 1);
    Matrix power = terminal.closedLoop.times(Math.sqrt(discount));
    Matrix g = b.times(terminal.s.solve(b.transposed().times(discount))).symmetric();
    Matrix h = terminal.error.times(-1);
    for (int k = 0; k < MOST_DOUBLINGS; k++) {
      doublings++;
      Matrix solved = identity.plusProduct(1, g, h).solve("I + G H", Matrix.beside(power, g));
      Matrix wa = solved.block(0, 0, a.rows, a.rows);
      Matrix wg = solved.block(0, a.rows, a.rows, a.rows);
      Matrix transposed = power.transposed();
      Matrix change = transposed.times(h.times(wa));
      g = g.plus(1, power.times(wg).times(transposed)).symmetric();
      h = h.plus(1, change).symmetric();
      power = power.times(wa);
      boolean small = change.largest() <= 1e-16 * h.largest();
      settled = small ? terminal.p.plus(1, h) : null;
      grew = !(power.largest() <= LARGEST && g.largest() <= LARGEST && h.largest() <= LARGEST);
      if (grew) {
        return null;
      }
      if (small && power.largest() < 1e-6) {
        return h;
      }
    }
    return null;
  }

  private Solution checked(Trial trial) {
    double residual = trial.error.largest() / Math.max(Double.MIN_NORMAL, trial.p.largest());
    if (residual <= TOLERANCE) {
      return new Solution(trial.p, trial.gain, trial.closedLoop, trial.s, residual, doublings);
    }
    throw new ArithmeticException(
        Text.of(
            "Riccati equation is too ill-conditioned: residual %.3g > tolerance %.3g after %d"
                + " doublings",
            residual, TOLERANCE, doublings));
  }

  @Override
  public String toString() {
    return "Riccati equation of %s states and %s actions".formatted(b.rows, b.columns);
  }

  /** What follows from a matrix in the place of P. */
  private final class Trial {
    final Matrix p;
    final Cholesky s;
    final Matrix gain;
    final Matrix closedLoop;

    /** P − Q − γ AᵀP L + N F. */
    final Matrix error;

    Trial(Matrix p) {
      this.p = p;
      Matrix bp = b.transposed().times(p);
      s = Cholesky.of("R + γ BᵀPB", r.plusProduct(discount, bp, b).symmetric());
      gain = s.solve(bp.times(discount));
      Matrix plan = gain.times(a).plus(1, s.solve(cross.transposed()));
      closedLoop = a.plusProduct(-1, b, plan);
      Matrix next = a.transposed().times(p.times(closedLoop)).symmetric();
      error = p.plus(-discount, next).plus(-1, q).plusProduct(1, cross, plan).symmetric();
    }

    /** The largest error of an entry, in the units of its row and column. */
    double shareOfRounding() {
      double largest = 0;
      for (int i = 0; i < p.rows; i++) {
        for (int j = 0; j <= i; j++) {
          double scale = Math.sqrt(Math.abs(p.get(i, i) * p.get(j, j)));
          double share = error.get(i, j) == 0 ? 0 : Math.abs(error.get(i, j)) / scale;
          largest = Math.max(largest, share);
        }
      }
      return largest;
    }
  }

  /**
   * A solution with what follows from it.
   *
   * @param values P, n × n
   * @param gain G = γ S⁻¹BᵀP, m × n
   * @param closedLoop L = A − B F, n × n
   * @param curvature the factor of S = R + γ BᵀPB, m × m
   * @param residual largest entry of |P − Q − γ AᵀP L + N F|, relative to the largest |P|
   * @param doublings how many it took
   */
  public record Solution(
      Matrix values,
      Matrix gain,
      Matrix closedLoop,
      Cholesky curvature,
      double residual,
      int doublings) {}
}
