package hyperlead.algebra;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The linear systems {@code (I − γ P_π) v = b} and {@code (I − γ P_π)ᵀ m = b} of one policy.
 *
 * <p>Corrections by an approximate inverse are added until every state's equation holds to the
 * rounding of its own terms, so that large numbers in one state do not spoil another's. The inverse
 * is biconjugate gradients between two Gauss–Seidel sweeps, whose cost is a few dozen passes over
 * the transitions for any number of states; or, where states are few, elimination without
 * subtraction. Both cope with γ close to one, and with γ = 1 where all episodes end. No allocation
 * after construction. Source of the stopping rule: Oettli and Prager, "Compatibility of approximate
 * solution of linear equations with given error bounds", Numerische Mathematik 6 (1964). Not
 * thread-safe: one object for one thread.
 */
public final class PolicySystem {
  /** Errors of a state's equation that are rounding, in units of 2⁻⁵³ of its terms' sizes. */
  private static final double ROUNDINGS = 8;

  /** Errors so small are not worth a correction, in the same units. */
  private static final double NEGLIGIBLE = 2;

  /** Most states for which elimination is thought of before anything else is tried. */
  private static final int FEW = 1000;

  /** Most products of an elimination that is faster. */
  private static final int CHEAP = 1 << 17;

  /** Most that it may cost where nothing else helps; memory is four bytes for each. */
  private static final int MOST = 1 << 24;

  /** Most states then: to find their order takes as many bits as there are pairs of states. */
  private static final int MOST_STATES = 1 << 14;

  /** How far one correction goes at most; further than half of the digits, so that two will do. */
  private static final double REDUCTION = 1e-10;

  /** Most that a total may miss beside a rounding a state, in units of its terms' sizes. */
  private static final double COMPLETE = 1e-13;

  /** Corrections before another way is tried. */
  private static final int PATIENCE = 8;

  private static final int MOST_CORRECTIONS = 30;

  private final TransitionPattern pattern;
  private final PolicyRows rows;
  private ApproximateInverse inverse;
  private final double[] solution;
  private final double[] residual;
  private final double[] size;

  /** Sizes of the terms of the right-hand side. */
  private final double[] given;

  private IntToDoubleFunction discount;

  /** The largest error of an equation, in units of what passes. */
  private double excess;

  /**
   * Reserves the memory for a pattern.
   *
   * @param pattern where the transitions of P can lead
   */
  public PolicySystem(TransitionPattern pattern) {
    this(pattern, CHEAP);
  }

  /** One that eliminates from the start where that costs at most so many products. */
  PolicySystem(TransitionPattern pattern, int cheap) {
    this.pattern = pattern;
    rows = new PolicyRows(pattern);
    inverse = new BiconjugateGradients(rows);
    if (rows.states <= FEW) {
      eliminates(cheap);
    }
    solution = new double[rows.states];
    residual = new double[rows.states];
    size = new double[rows.states];
    given = new double[rows.states];
  }

  /**
   * Fills in {@code I − γ P_π}.
   *
   * @param probability P(x'|x,a), one number an entry of the pattern; what a row lacks to one by
   *     more than 1e-9 ends the episode
   * @param policy π(a|x), one number a pair, at index {@code x · actions + a}
   * @param discount γ(x) in [0, 1], of the steps that leave a state
   * @return this system, ready to solve
   */
  public PolicySystem fill(double[] probability, double[] policy, IntToDoubleFunction discount) {
    this.discount = discount;
    rows.fill(probability, policy, discount);
    inverse.refresh();
    return this;
  }

  /**
   * Solves {@code (I − γ P_π) v = b} in place.
   *
   * @param b right-hand side on entry, v on return, length at least {@code states}; entries beyond
   *     are left as they are
   * @throws ArithmeticException if it does not converge
   */
  public void solve(double[] b) {
    divide(b);
    sizes(b);
    correct(b, false, -1, Double.NaN);
    System.arraycopy(solution, 0, b, 0, rows.states);
  }

  /**
   * Solves {@code (I − γ P_π) v = b} in place, as values relative to that of one state: exact
   * however large the number is that all of them share, as where γ is next to one.
   *
   * @param b right-hand side on entry, length states + 1; on return {@code v(x) − v(origin)}, and
   *     {@code −v(origin)} for the end of the episode
   * @param origin in [0, states)
   * @throws ArithmeticException if it does not converge
   */
  public void solveRelative(double[] b, int origin) {
    divide(b);
    sizes(b);
    b[rows.states] = -correct(b, false, origin, Double.NaN);
    System.arraycopy(solution, 0, b, 0, rows.states);
  }

  /**
   * Solves {@code (I − γ P_π) v = b} in place, roughly.
   *
   * @param b as in {@link #solve(double[])}
   * @param reduction by which the residual is to shrink, in (0, 1)
   */
  public void solve(double[] b, double reduction) {
    divide(b);
    apply(b, false, reduction);
  }

  /** Solves {@code (I − γ P_π)ᵀ m = b} in place, roughly, likewise. */
  public void solveTransposed(double[] b, double reduction) {
    apply(b, true, reduction);
    divide(b);
  }

  private void apply(double[] b, boolean transposed, double reduction) {
    do {
      System.arraycopy(b, 0, residual, 0, rows.states);
    } while (!inverse.apply(residual, transposed, reduction) && eliminates(MOST));
    System.arraycopy(residual, 0, b, 0, rows.states);
  }

  /**
   * Solves {@code (I − γ P_π)ᵀ m = b} in place: discounted visits m from a starting measure b.
   *
   * @param b right-hand side on entry, m on return, length at least {@code states}; entries beyond
   *     are left as they are
   * @throws ArithmeticException if it does not converge
   */
  public void solveTransposed(double[] b) {
    solveTransposed(b, sum(b), sizes(b));
  }

  /**
   * The same for a measure whose numbers are sums of others, rounded, and whose total is known
   * better than from their sum: a rounding there counts 1/(1−γ) times.
   *
   * @param total of b
   * @param terms the sums of the sizes of the terms that each number is the sum of
   * @throws ArithmeticException if it does not converge
   */
  public void solveTransposed(double[] b, double total, double[] terms) {
    double all = sum(terms);
    double share = all == 0 ? 0 : (total - sum(b)) / all;
    for (int x = 0; x < rows.states; x++) {
      b[x] += share * terms[x];
      given[x] = terms[x];
    }
    correct(b, true, -1, total);
    System.arraycopy(solution, 0, b, 0, rows.states);
    divide(b);
  }

  /** Changes over to elimination, if that is another way and costs at most so many products. */
  private boolean eliminates(int most) {
    Optional<EliminationPlan> plan =
        inverse instanceof SparseElimination || rows.states > MOST_STATES
            ? Optional.empty()
            : pattern.elimination(most);
    plan.ifPresent(
        found -> {
          inverse = new SparseElimination(rows, found);
          inverse.refresh();
        });
    return plan.isPresent();
  }

  private double sum(double[] b) {
    double sum = 0;
    for (int x = 0; x < rows.states; x++) {
      sum += b[x];
    }
    return sum;
  }

  private double[] sizes(double[] b) {
    for (int x = 0; x < rows.states; x++) {
      given[x] = Math.abs(b[x]);
    }
    return given;
  }

  private void divide(double[] b) {
    for (int x = 0; x < rows.states; x++) {
      b[x] *= rows.scale[x];
    }
  }

  private double correct(double[] b, boolean transposed, int origin, double total) {
    Arrays.fill(solution, 0);
    double shared = 0;
    for (int k = 0; !solved(b, transposed, shared, total); k++) {
      Require.uninterrupted("a linear solve");
      if (k == MOST_CORRECTIONS) {
        throw unsolved();
      }
      double reduction = Math.max(REDUCTION, 0.1 / excess);
      boolean reduced = inverse.apply(residual, transposed, reduction);
      if ((!reduced || k == PATIENCE) && eliminates(MOST)) {
        continue;
      }
      for (int x = 0; x < solution.length; x++) {
        solution[x] += residual[x];
      }
      if (origin >= 0) {
        double move = solution[origin];
        shared += move;
        for (int x = 0; x < solution.length; x++) {
          solution[x] -= move;
        }
      }
    }
    return shared;
  }

  /** Whether every equation holds to rounding; the residuals of those that do are set to zero. */
  private boolean solved(double[] b, boolean transposed, double shared, double total) {
    (transposed ? rows.transposed() : rows.matrix).multiply(solution, residual, size);
    excess = 0;
    for (int x = 0; x < solution.length; x++) {
      double all = shared * rows.leaving[x];
      double terms = size[x] + given[x] + Math.abs(solution[x]) + Math.abs(all);
      residual[x] += b[x] - all - solution[x];
      size[x] = terms;
      double rounding = 0x1p-53 * terms + Double.MIN_NORMAL;
      if (Math.abs(residual[x]) <= NEGLIGIBLE * rounding) {
        residual[x] = 0;
      } else {
        excess = Math.max(excess, Math.abs(residual[x]) / (ROUNDINGS * rounding));
      }
    }
    if (transposed) {
      complete(total);
    }
    return excess <= 1;
  }

  /**
   * Sees to it that what leaves makes up the total: residuals that are rounding in their equations
   * are not in their sum, which counts 1/(1−γ) times, so they get the sum that is right.
   */
  private void complete(double total) {
    double left = total;
    double terms = Math.abs(total);
    double sum = 0;
    double all = 0;
    for (int x = 0; x < solution.length; x++) {
      left -= rows.leaving[x] * solution[x];
      terms += rows.leaving[x] * Math.abs(solution[x]);
      sum += residual[x];
      all += size[x];
    }
    double passes = (COMPLETE + 0x1p-53 * solution.length) * terms + Double.MIN_NORMAL;
    if (Math.abs(left) <= passes) {
      return;
    }
    excess = Math.max(excess, Math.abs(left) / passes);
    for (int x = 0; x < solution.length; x++) {
      residual[x] += (left - sum) / all * size[x];
    }
  }

  private ArithmeticException unsolved() {
    double worst = 0;
    for (double r : residual) {
      worst = Double.isNaN(r) ? Double.NaN : Math.max(worst, Math.abs(r));
    }
    return new ArithmeticException(
        String.format(
            Locale.ROOT,
            "values of a policy did not converge: residual %.3g in a system of %d states with"
                + " discount %s",
            worst,
            rows.states,
            IntStream.range(0, rows.states).mapToDouble(discount).max().orElseThrow()));
  }
}
