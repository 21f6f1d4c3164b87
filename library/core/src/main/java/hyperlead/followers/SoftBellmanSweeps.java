package hyperlead.followers;

import hyperlead.algebra.Require;
import hyperlead.tabular.TabularFollower;
import hyperlead.tabular.TabularMdp;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import java.util.random.RandomGenerator;

/**
 * A suboptimal follower of a tabular problem, stopped after k sweeps of soft value iteration.
 *
 * <pre>
 * V_j(x) = τ log Σ_a exp(Q_j(x,a)/τ),   Q_{j+1}(x,a) = r_F(x,a) + γ_F Σ_x' P(x'|x,a) V_j(x')
 * answer: π(a|x) = exp((Q_k(x,a) − V_k(x))/τ) and V_k, from Q_0 = 0 or the last answer's Q_k
 * </pre>
 *
 * <p>The error of Q shrinks by γ_F a sweep, so the answer is off by up to γ_F^k times the error of
 * Q_0. The two ways to start are two names: {@link #carriedOver} catches up with a leader that
 * moves slowly, {@link #reset} looks k steps ahead for ever. Neither fails for a large residual,
 * which the answer reports for the very V_k that it gives. Cost: k + 1 sweeps, the last for the
 * residual. Prefer {@link SoftPolicyIteration} for the optimal answer.
 *
 * @param sweeps k, sweeps for one answer, &gt; 0
 * @param resets whether every answer starts from Q = 0, else from the Q table of the last one
 */
public record SoftBellmanSweeps(int sweeps, boolean resets) implements TabularFollower.Kind {
  public SoftBellmanSweeps {
    Require.positive("sweeps", sweeps);
  }

  /** {@return k sweeps that go on from the Q table of the last answer; the first starts at 0} */
  public static SoftBellmanSweeps carriedOver(int sweeps) {
    return new SoftBellmanSweeps(sweeps, false);
  }

  /** {@return k sweeps from Q = 0 for every answer} */
  public static SoftBellmanSweeps reset(int sweeps) {
    return new SoftBellmanSweeps(sweeps, true);
  }

  @Override
  public TabularFollower on(TabularProblem problem, RandomGenerator random) {
    return new SoftBellman(this, problem) {
      private final double[] table = remember(emptyTable());
      private final double[] values = new double[pattern.states() + 1];

      @Override
      public TabularResponse respond(double[] theta) {
        TabularMdp mdp = problem.at(theta);
        if (resets) {
          System.arraycopy(emptyTable(), 0, table, 0, table.length);
        }
        for (int sweep = 0; sweep < sweeps; sweep++) {
          boltzmann(table, values);
          mdp.followerActionValues(values, table);
        }
        return response(mdp, table, sweeps);
      }
    };
  }

  @Override
  public String toString() {
    return "SoftBellmanSweeps(" + sweeps + (resets ? ", reset)" : ", carried over)");
  }
}
