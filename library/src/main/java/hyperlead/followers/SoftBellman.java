package hyperlead.followers;

import hyperlead.Worker;
import hyperlead.parameterizations.Categorical;
import hyperlead.sparse.TransitionPattern;
import hyperlead.tabular.TabularFollower;
import hyperlead.tabular.TabularMdp;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;

/**
 * A tabular follower with the soft Bellman operator (TV)(x) = τ log Σ_a exp(Q(x,a)/τ), in the
 * pieces that its kinds need.
 */
abstract class SoftBellman extends Worker implements TabularFollower {
  final TabularProblem problem;
  final TransitionPattern pattern;
  private final double temperature;
  private final double discount;

  SoftBellman(Kind kind, TabularProblem problem) {
    super(kind, problem);
    this.problem = problem;
    temperature = problem.temperature();
    discount = problem.followerDiscount();
    pattern = problem.transitions().pattern();
  }

  /** One sweep: fills π and TV, and returns the relative residual max |TV − V| / max(1, |TV|). */
  final double sweep(TabularMdp mdp, double[] values, double[] policy, double[] next) {
    mdp.followerActionValues(discount, values, policy);
    boltzmann(policy, next);
    double error = 0;
    double scale = 1;
    for (int state = 0; state < pattern.states(); state++) {
      error = Math.max(error, Math.abs(next[state] - values[state]));
      scale = Math.max(scale, Math.abs(next[state]));
    }
    return error / scale;
  }

  /** Turns Q into π in place, and fills τ log Σ_a exp(Q(x,a)/τ) into values. */
  final void boltzmann(double[] q, double[] values) {
    for (int state = 0; state < pattern.states(); state++) {
      values[state] = softmax(q, state * pattern.actions());
    }
  }

  /** Turns the Q(x,·) that starts at {@code from} into π(·|x), and returns τ log Σ exp(Q/τ). */
  final double softmax(double[] q, int from) {
    return Categorical.softmax(q, from, from + pattern.actions(), temperature);
  }

  /** π and V of a table Q that need not solve anything, with the residual that V really has. */
  final TabularResponse response(TabularMdp mdp, double[] table, int iterations) {
    double[] policy = table.clone();
    double[] values = new double[pattern.states() + 1];
    boltzmann(policy, values);
    double residual = sweep(mdp, values, new double[table.length], values.clone());
    return new TabularResponse(mdp, policy, values, residual, iterations);
  }
}
