package hyperlead.followers;

import hyperlead.Follower;
import hyperlead.tabular.TabularMdp;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import hyperlead.validation.Require;
import java.util.Arrays;
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
 * residual. Prefer {@link SoftPolicyIteration} for the optimal answer. Not thread-safe: one object
 * for one thread.
 */
public final class SoftBellmanSweeps implements Follower<TabularResponse> {
  private final TabularProblem problem;
  private final int sweeps;
  private final boolean resets;
  private final SoftBellman bellman;
  private final double[] table;
  private final double[] values;

  private SoftBellmanSweeps(TabularProblem problem, int sweeps, boolean resets) {
    this.problem = problem;
    this.sweeps = Require.positive("sweeps", sweeps);
    this.resets = resets;
    this.bellman = new SoftBellman(problem);
    this.table = new double[problem.transitions().pattern().pairs()];
    this.values = new double[problem.transitions().pattern().states() + 1];
  }

  /**
   * {@return a follower that goes on from the Q table of its last answer; the first starts at 0}
   *
   * @param problem what it answers
   * @param sweeps k, sweeps for one answer, &gt; 0
   * @throws IllegalArgumentException if k is not positive
   */
  public static SoftBellmanSweeps carriedOver(TabularProblem problem, int sweeps) {
    return new SoftBellmanSweeps(problem, sweeps, false);
  }

  /**
   * {@return a follower that starts every answer from Q = 0}
   *
   * @param problem what it answers
   * @param sweeps k, sweeps for one answer, &gt; 0
   * @throws IllegalArgumentException if k is not positive
   */
  public static SoftBellmanSweeps reset(TabularProblem problem, int sweeps) {
    return new SoftBellmanSweeps(problem, sweeps, true);
  }

  @Override
  public TabularResponse respond(double[] theta) {
    TabularMdp mdp = problem.at(theta);
    if (resets) {
      Arrays.fill(table, 0);
    }
    for (int sweep = 0; sweep < sweeps; sweep++) {
      bellman.boltzmann(table, values);
      mdp.followerActionValues(problem.followerDiscount(), values, table);
    }
    return bellman.response(mdp, table, sweeps);
  }

  @Override
  public SoftBellmanSweeps fresh(RandomGenerator random) {
    return new SoftBellmanSweeps(problem, sweeps, resets);
  }

  @Override
  public String toString() {
    return "SoftBellmanSweeps(" + sweeps + (resets ? ", reset)" : ", carried over)");
  }
}
