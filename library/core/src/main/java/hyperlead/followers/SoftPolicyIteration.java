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
 * sweep and one sparse factorisation. Prefer it to sweeps of value iteration, whose error shrinks
 * by γ_F only. Source: Geist, Scherrer, Pietquin, "A theory of regularized Markov decision
 * processes", ICML 2019, §4.
 *
 * @param tolerance largest residual of V = TV, &gt; 0, relative to the largest |V| if that is above
 *     1
 */
public record SoftPolicyIteration(double tolerance) implements TabularFollower.Kind {
  private static final double TOLERANCE = 1e-12;
  private static final int MOST_ITERATIONS = 200;

  public SoftPolicyIteration {
    Require.positive("tolerance", tolerance);
  }

  /** A follower that solves to a residual of 1e-12, relative to its largest value if above 1. */
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

    Solver(TabularProblem problem) {
      super(SoftPolicyIteration.this, problem);
    }

    @Override
    public TabularResponse respond(double[] theta) {
      TabularMdp mdp = problem.at(theta);
      double[] policy = new double[pattern.pairs()];
      double[] next = new double[values.length];
      for (int iteration = 1; ; iteration++) {
        double residual = mdp.sweep(values, policy, next);
        if (residual <= tolerance) {
          System.arraycopy(next, 0, values, 0, next.length);
          return new TabularResponse(mdp, policy, next, residual, iteration);
        }
        if (iteration == MOST_ITERATIONS || Double.isNaN(residual)) {
          Arrays.fill(values, 0);
          throw new ArithmeticException(
              String.format(
                  Locale.ROOT,
                  "soft policy iteration did not converge: residual %.3g > tolerance %.3g after %d"
                      + " iterations",
                  residual,
                  tolerance,
                  iteration));
        }
        improve(mdp, policy, next);
      }
    }

    private void improve(TabularMdp mdp, double[] policy, double[] next) {
      for (int state = 0; state < pattern.states(); state++) {
        next[state] -= values[state];
      }
      mdp.factor(system, policy, problem.followerDiscount()).solve(next);
      for (int state = 0; state < pattern.states(); state++) {
        values[state] += next[state];
      }
    }
  }
}
