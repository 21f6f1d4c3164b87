package hyperlead.critics;

import hyperlead.Episodes;
import hyperlead.algebra.Require;
import hyperlead.linear.LinearQuadraticEpisode;
import hyperlead.linear.LinearQuadraticProblem;
import java.util.random.RandomGenerator;

/**
 * The leader's action values as Q_L = wᵀφ(a, x, u) and V_L = wᵀE_π[φ](a, x), by least squares from
 * one round. Needs episodes and the observed policy. Cost O(steps · k² + k³).
 *
 * @param features φ
 * @param ridge in [0, 1], share of each feature's sum of squares that is added to the diagonal
 * @param bootstraps whether a step is worth its reward and the value of the next step, or its
 *     return
 */
public record FeatureCritic(Features.Kind features, double ridge, boolean bootstraps)
    implements DifferentiableCritic.Kind {
  /** Throws an {@link IllegalArgumentException} if the ridge is out of range. */
  public FeatureCritic {
    Require.probability("ridge", ridge);
  }

  /**
   * {@return a critic by least-squares temporal differences on features φ, with a ridge in [0, 1]}
   *
   * <pre>
   * Σ_t φ_t ( φ_t − γ_L E_π[φ](a_{t+1}, x_{t+1}) )ᵀ w = Σ_t φ_t r_L(x_t, u_t)
   * </pre>
   *
   * <p>Values without end: those of the horizon's last steps are too high in absolute value by the
   * share of γ_L^(T−t) that the leader's game cuts off. Consistent if Q_L is linear in the
   * features, and exact already for finite rounds if the transitions have no noise. Source: Bradtke
   * and Barto, Machine Learning 22, 1996; Lagoudakis and Parr, "Least-squares policy iteration",
   * JMLR 4, 2003.
   */
  public static FeatureCritic temporalDifferences(Features.Kind features, double ridge) {
    return new FeatureCritic(features, ridge, true);
  }

  /**
   * {@return a critic by a fit of Monte Carlo returns on features φ, with a ridge in [0, 1]}
   *
   * <pre>
   * G_t = Σ_{k≥t} γ_L^{k−t} r_L(x_k, u_k),   w minimises Σ_t ( wᵀφ_t − G_t )²
   * </pre>
   *
   * <p>A fit, and not the return itself, because a return and the sampled ∇Q_F of the same steps
   * depend on the same noise: their product is biased whatever the baseline. Returns stop at the
   * horizon, where later steps have less left to come than the fit says. More variance than {@link
   * #temporalDifferences}, less bias if Q_L is not linear in the features.
   */
  public static FeatureCritic returns(Features.Kind features, double ridge) {
    return new FeatureCritic(features, ridge, false);
  }

  @Override
  public DifferentiableCritic on(LinearQuadraticProblem problem, RandomGenerator random) {
    return new Fit(problem);
  }

  @Override
  public String toString() {
    return "FeatureCritic(%s of %s, ridge %s)"
        .formatted(bootstraps ? "temporal differences" : "returns", features, ridge);
  }

  private final class Fit extends DifferentiableCritic {
    private final FeatureFit fit = new FeatureFit(FeatureCritic.this, features.on(problem));

    Fit(LinearQuadraticProblem problem) {
      super(FeatureCritic.this, problem);
    }

    @Override
    public void observe(Episodes<LinearQuadraticEpisode> round) {
      checkOf(round);
      fit.observe(round);
    }

    @Override
    public double actionValue(LinearQuadraticEpisode episode, int t) {
      return fit.actionValue(episode.path(), episode.row(t));
    }

    @Override
    public double value(LinearQuadraticEpisode episode, int t) {
      return fit.value(episode.path(), episode.row(t));
    }

    @Override
    public void addValueGradient(int t, double[] rows, int from, double factor, double[] out) {
      fit.addValueGradient(rows, from, factor, out);
    }

    @Override
    public boolean isQuadratic() {
      return fit.features.areQuadratic();
    }
  }
}
