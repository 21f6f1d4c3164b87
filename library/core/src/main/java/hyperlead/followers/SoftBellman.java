package hyperlead.followers;

import hyperlead.Worker;
import hyperlead.algebra.TransitionPattern;
import hyperlead.parameters.Categorical;
import hyperlead.tabular.TabularFollower;
import hyperlead.tabular.TabularMdp;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import java.util.Arrays;

/**
 * A tabular follower that acts by a table of values: π(a|x) = exp((Q(x,a) − V(x))/τ), V(x) = τ log
 * Σ_a exp(Q(x,a)/τ).
 */
abstract class SoftBellman extends Worker<TabularProblem> implements TabularFollower {
  final TransitionPattern pattern = problem.transitions().pattern();

  SoftBellman(Kind kind, TabularProblem problem) {
    super(kind, problem);
  }

  /** {@return Q = 0, but −∞ for actions that are not available} */
  final double[] emptyTable() {
    double[] table = new double[pattern.pairs()];
    Arrays.setAll(table, p -> pattern.isAvailable(p) ? 0 : Double.NEGATIVE_INFINITY);
    return table;
  }

  /** Turns Q into π in place, and fills τ log Σ_a exp(Q(x,a)/τ) into values. */
  final void boltzmann(double[] q, double[] values) {
    for (int state = 0; state < pattern.states(); state++) {
      values[state] = softmax(q, state * pattern.actions());
    }
  }

  /** Turns the Q(x,·) that starts at {@code from} into π(·|x), and returns τ log Σ exp(Q/τ). */
  final double softmax(double[] q, int from) {
    return Categorical.softmax(q, from, from + pattern.actions(), problem.temperature());
  }

  /** π and V of a table Q that need not solve anything, with the residual that V really has. */
  final TabularResponse response(TabularMdp mdp, double[] table, int iterations) {
    double[] policy = table.clone();
    double[] values = new double[pattern.states() + 1];
    boltzmann(policy, values);
    double residual = mdp.sweep(values, new double[table.length], new double[values.length]);
    return new TabularResponse(mdp, policy, values, residual, iterations);
  }
}
