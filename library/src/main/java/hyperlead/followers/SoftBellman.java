package hyperlead.followers;

import hyperlead.parameterizations.Categorical;
import hyperlead.sparse.TransitionPattern;
import hyperlead.tabular.TabularMdp;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;

/** The soft Bellman operator (TV)(x) = τ log Σ_a exp(Q(x,a)/τ), in the pieces followers need. */
final class SoftBellman {
  private final double temperature;
  private final double discount;
  private final TransitionPattern pattern;

  SoftBellman(TabularProblem problem) {
    this.temperature = problem.temperature();
    this.discount = problem.followerDiscount();
    this.pattern = problem.transitions().pattern();
  }

  /** One sweep: fills π and TV, and returns the relative residual max |TV − V| / max(1, |TV|). */
  double sweep(TabularMdp mdp, double[] values, double[] policy, double[] next) {
    mdp.followerActionValues(discount, values, policy);
    boltzmann(policy, next);
    return distance(values, next);
  }

  /** The relative residual of V whose Q is given: max |τ log Σ_a exp(Q/τ) − V| / max(1, |·|). */
  double residual(double[] values, double[] q) {
    double[] next = new double[values.length];
    boltzmann(q, next);
    return distance(values, next);
  }

  private double distance(double[] values, double[] next) {
    double error = 0;
    double scale = 1;
    for (int state = 0; state < pattern.states(); state++) {
      error = Math.max(error, Math.abs(next[state] - values[state]));
      scale = Math.max(scale, Math.abs(next[state]));
    }
    return error / scale;
  }

  /** Turns Q into π in place, and fills τ log Σ_a exp(Q(x,a)/τ) into values. */
  void boltzmann(double[] q, double[] values) {
    for (int state = 0; state < pattern.states(); state++) {
      values[state] = softmax(q, state * pattern.actions());
    }
  }

  /** Turns the Q(x,·) that starts at {@code from} into π(·|x), and returns τ log Σ exp(Q/τ). */
  double softmax(double[] q, int from) {
    return Categorical.softmax(q, from, from + pattern.actions(), temperature);
  }

  /** π and V of a table Q that need not solve anything, with the residual that V really has. */
  TabularResponse response(TabularMdp mdp, double[] table, int iterations) {
    double[] policy = table.clone();
    double[] values = new double[pattern.states() + 1];
    boltzmann(policy, values);
    double[] next = new double[table.length];
    mdp.followerActionValues(discount, values, next);
    double residual = residual(values, next);
    return new TabularResponse(mdp, policy, values, residual, iterations);
  }
}
