package hyperlead.parameters;

import hyperlead.algebra.Require;

/**
 * A rule of ascent on a gradient estimate: how a gradient becomes a change of the leader's
 * parameters θ. Immutable; what works on a run is an {@link Ascent}.
 */
public interface Optimizer {
  /**
   * {@return an ascent by this rule that remembers nothing yet}
   *
   * @param parameterization the problem's θ ↦ y, for rules that move y
   */
  Ascent start(Parameterization parameterization);

  /**
   * {@return this rule on gradients cut to a norm: {@code g · min(1, norm/|g|)}} Source: Pascanu,
   * Mikolov, Bengio, "On the difficulty of training recurrent neural networks", ICML 2013, §3.2.
   *
   * @param norm largest Euclidean norm of a gradient that passes unchanged, &gt; 0
   * @throws IllegalArgumentException if the norm is not positive
   */
  default Optimizer clippedTo(double norm) {
    Require.positive("norm", norm);
    return new Changed(this, "gradient clipped to norm " + norm, rule -> clipped(rule, norm));
  }

  private static Ascent clipped(Ascent rule, double norm) {
    Ascent clipped =
        (theta, gradient) -> {
          double[] g = gradient.clone();
          double sum = 0;
          for (double entry : g) {
            sum += entry * entry;
          }
          double length = Math.sqrt(sum);
          for (int i = 0; length > norm && i < g.length; i++) {
            g[i] *= norm / length;
          }
          rule.ascend(theta, g);
        };
    return Ascent.remembering(clipped, rule);
  }

  /**
   * {@return this rule with steps that shrink linearly to zero: step t, t = 0, 1, …, is multiplied
   * by {@code max(0, 1 − t/T)}} The noise of the last steps averages out, so that last iterates
   * scatter less.
   *
   * @param updates T &gt; 0, usually as many as the training makes
   * @throws IllegalArgumentException if T is not positive
   */
  default Optimizer decayingOver(int updates) {
    Require.positive("updates", updates);
    String change = "decaying over " + updates + " updates";
    return new Changed(this, change, rule -> decaying(rule, updates));
  }

  private static Ascent decaying(Ascent rule, int updates) {
    double[] done = {0};
    Ascent decaying =
        (theta, gradient) -> {
          double[] whole = theta.clone();
          rule.ascend(whole, gradient);
          double share = Math.max(0, 1 - done[0]++ / updates);
          for (int i = 0; i < theta.length; i++) {
            theta[i] += share * (whole[i] - theta[i]);
          }
        };
    return Ascent.remembering(decaying, rule, done);
  }

  /**
   * {@return this rule for a Lagrangian {@code L(θ, λ) = J(θ) − Σ_k λ_k (C_k(θ) − c_k)} whose
   * multipliers are the last parameters: uphill in θ, downhill in λ, which stays at 0 or above}
   * Source: Arrow, Hurwicz, Uzawa, "Studies in linear and non-linear programming", 1958.
   *
   * @param multipliers how many λ there are, &gt; 0; the parameterization leaves them as they are
   */
  default Optimizer withMultipliers(int multipliers) {
    Require.positive("multipliers", multipliers);
    return new Changed(this, multipliers + " multipliers", rule -> saddle(rule, multipliers));
  }

  private static Ascent saddle(Ascent rule, int multipliers) {
    return (theta, gradient) -> {
      double[] g = gradient.clone();
      for (int i = g.length - multipliers; i < g.length; i++) {
        g[i] = -g[i];
      }
      rule.ascend(theta, g);
      for (int i = g.length - multipliers; i < g.length; i++) {
        theta[i] = Math.max(0, theta[i]);
      }
    };
  }
}
