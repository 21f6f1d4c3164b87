package hyperlead.followers;

import hyperlead.algebra.PolicySystem;
import hyperlead.algebra.Require;
import hyperlead.tabular.TabularFollower;
import hyperlead.tabular.TabularMdp;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import java.util.Arrays;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * The Boltzmann-optimal follower of a tabular problem, solved exactly and started from its last
 * answer.
 *
 * <pre>
 * Q(x,a) = r_F(x,a) + γ_F Σ_x' P(x'|x,a) V(x'),   (TV)(x) = τ log Σ_a exp(Q(x,a)/τ)
 * π(a|x) = exp((Q(x,a) − TV(x))/τ),               V ← V + (I − γ_F P_π)⁻¹ (TV − V)
 * </pre>
 *
 * <p>The last step is soft policy iteration, which is Newton's method on V = TV: it converges from
 * every start, monotonically after one step and quadratically at the end. Cost per iteration: one
 * sweep and a linear solve, rough at first and finer as the residual falls. Prefer it to sweeps of
 * value iteration, whose error shrinks by γ_F only. Sources: Geist, Scherrer, Pietquin, "A theory
 * of regularized Markov decision processes", ICML 2019, §4; Eisenstat and Walker, "Choosing the
 * forcing terms in an inexact Newton method", SIAM J. Sci. Comput. 17 (1996).
 *
 * @param tolerance largest residual |TV − V|(x) of a state, &gt; 0, relative to its τ + |TV(x)| or
 *     to the terms of its equation under π, |r_F| + γ_F E|V|: each state by its own measure, so
 *     that a penalty in one does not loosen another's
 */
public record SoftPolicyIteration(double tolerance) implements TabularFollower.Kind {
  private static final double TOLERANCE = 4e-15;

  /** Errors so small are not worth a step, in units of the terms of a state's equation. */
  private static final double NEGLIGIBLE = 5e-16;

  /** What a step must leave of the residual at most; more would not be Newton's method. */
  private static final double ROUGH = 0.03;

  /** What a step with the system of the one before must leave of the residual at most. */
  private static final double KEPT = 0.1;

  /** After so many, a residual that rises asks for finer steps: rough ones may go in circles. */
  private static final int PATIENCE = 20;

  private static final double FINEST = 1e-12;

  private static final int MOST_ITERATIONS = 200;

  public SoftPolicyIteration {
    Require.positive("tolerance", tolerance);
  }

  /** A follower that solves every state's equation to the rounding of its terms, 4e-15. */
  public SoftPolicyIteration() {
    this(TOLERANCE);
  }

  @Override
  public TabularFollower on(TabularProblem problem, RandomGenerator random) {
    return new Solver(problem);
  }

  @Override
  public String toString() {
    String name = "SoftPolicyIteration";
    return tolerance == TOLERANCE ? name : name + "(tolerance " + tolerance + ")";
  }

  private final class Solver extends SoftBellman {
    private final PolicySystem system = new PolicySystem(pattern);
    private final double[] values = remember(new double[pattern.states() + 1]);
    private final double[] step = new double[pattern.states()];

    Solver(TabularProblem problem) {
      super(SoftPolicyIteration.this, problem);
    }

    @Override
    public TabularResponse respond(double[] theta) {
      TabularMdp mdp = problem.at(theta);
      double[] policy = new double[pattern.pairs()];
      double[] next = new double[values.length];
      double last = 0;
      double reduction = ROUGH;
      boolean kept = false;
      boolean trusted = true;
      for (int iteration = 1; ; iteration++) {
        Require.uninterrupted("the follower's answer");
        double residual = mdp.sweep(values, policy, next);
        if (Double.isFinite(residual) && (residual <= tolerance || !moves(mdp, policy, next))) {
          System.arraycopy(next, 0, values, 0, next.length);
          return new TabularResponse(mdp, policy, next, residual, iteration).refined(system);
        }
        if (iteration == MOST_ITERATIONS || !Double.isFinite(residual)) {
          throw unsolved(residual, iteration);
        }
        double ratio = residual / last;
        last = residual;
        reduction = finer(reduction, ratio, residual, iteration);
        // The last step is as good with the system of the step before, unless one was not.
        trusted &= !kept || ratio < KEPT;
        kept = trusted && ratio * residual <= tolerance;
        if (!kept) {
          mdp.fillFollower(system, policy);
        }
        improve(mdp, reduction);
      }
    }

    /** As rough as the next step may be; steps that go in circles must not be rough. */
    private double finer(double reduction, double ratio, double residual, int iteration) {
      double next = Math.min(reduction, Math.max(0.01 * tolerance / residual, ratio * ratio));
      return iteration > PATIENCE && ratio > 1 ? Math.max(FINEST, ROUGH * next) : next;
    }

    /** Fills TV − V into the step, zero where it is rounding, and tells whether any is not. */
    private boolean moves(TabularMdp mdp, double[] policy, double[] next) {
      double largest = 0;
      for (double value : next) {
        largest = Math.max(largest, Math.abs(value));
      }
      boolean moves = false;
      for (int x = 0; x < step.length; x++) {
        step[x] = next[x] - values[x];
        double move = Math.abs(step[x]);
        // The bound that costs less comes first.
        double error = move / largest;
        if (error <= tolerance) {
          error = move / mdp.followerTerms(x, policy, values);
        }
        moves |= error > tolerance;
        step[x] = error > NEGLIGIBLE ? step[x] : 0;
      }
      return moves;
    }

    private void improve(TabularMdp mdp, double reduction) {
      system.solve(step, reduction);
      for (int x = 0; x < step.length; x++) {
        values[x] += step[x];
      }
      mdp.center(values);
    }

    /** The next answer starts from nothing. */
    private ArithmeticException unsolved(double residual, int iterations) {
      Arrays.fill(values, 0);
      return new ArithmeticException(
          String.format(
              Locale.ROOT,
              "soft policy iteration did not converge: residual %.3g > tolerance %.3g after %d"
                  + " iterations on %s with discount %s",
              residual,
              tolerance,
              iterations,
              pattern,
              problem.followerDiscount()));
    }
  }
}
