package hyperlead.estimators;

import hyperlead.Episode;
import hyperlead.LeaderCritic;

/**
 * The naive policy gradient: the direct term alone, as if the follower's policy did not answer.
 *
 * <pre>
 * ∇J ≈ E[ V_L(x_0) ∇log μ(x_0) + Σ_t γ_L^t ( ∇r_L + γ_L V_L(x_{t+1}) ∇log P(x_{t+1}|x_t,a_t) ) ]
 * </pre>
 *
 * <p>Needs episodes and a critic. Bias: the whole guidance term. It is the baseline that every
 * other method must beat.
 */
public final class NaivePolicyGradient<E extends Episode> extends TrajectoryEstimator<E> {
  /** The direct term, with a critic that estimates the leader's values V_L. */
  public NaivePolicyGradient(LeaderCritic.Kind<E> critic) {
    super("NaivePolicyGradient", critic, (round, learned, guidance) -> {});
  }
}
