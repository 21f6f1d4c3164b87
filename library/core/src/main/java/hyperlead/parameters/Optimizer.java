package hyperlead.parameters;

import hyperlead.algebra.Require;
import java.util.Arrays;

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
    return new ChangedOptimizer(
        this, "gradient clipped to norm " + norm, rule -> clipped(rule, norm));
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
    return new ChangedOptimizer(this, change, rule -> decaying(rule, updates));
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
   * multipliers are the last parameters: dual ascent}
   *
   * <pre>λ_k ← max(0, λ_k + η (C_k(θ) − c_k)) = max(0, λ_k − η ∂L/∂λ_k)</pre>
   *
   * <p>Source: Arrow, Hurwicz, Uzawa, "Studies in linear and non-linear programming", 1958.
   *
   * @param multipliers how many λ there are, &gt; 0; the parameterization leaves them as they are
   * @param rate η &gt; 0, so small that θ follows λ
   */
  default Optimizer withMultipliers(int multipliers, double rate) {
    Require.positive("multipliers", multipliers);
    Require.positive("rate", rate);
    String change = "dual ascent at rate %s on the last %s".formatted(rate, multipliers);
    return new ChangedOptimizer(this, change, rule -> saddle(rule, multipliers, rate));
  }

  private static Ascent saddle(Ascent rule, int multipliers, double rate) {
    return (theta, gradient) -> {
      int from = theta.length - multipliers;
      double[] lambda = Arrays.copyOfRange(theta, from, theta.length);
      rule.ascend(theta, gradient);
      for (int k = 0; k < multipliers; k++) {
        theta[from + k] = Math.max(0, lambda[k] - rate * gradient[from + k]);
      }
    };
  }
}
