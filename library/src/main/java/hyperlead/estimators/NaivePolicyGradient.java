package hyperlead.estimators;

import hyperlead.Episode;
import hyperlead.Estimator;
import hyperlead.LeaderCritic;
import hyperlead.LeaderProblem;
import java.util.random.RandomGenerator;

/**
 * The naive policy gradient: the direct term alone, as if the follower's policy did not answer.
 *
 * <pre>
 * ∇J ≈ E[ V_L(x_0) ∇log μ(x_0) + Σ_t γ_L^t ( ∇r_L + γ_L V_L(x_{t+1}) ∇log P(x_{t+1}|x_t,a_t) ) ]
 * </pre>
 *
 * <p>Needs episodes and a critic. Bias: the whole guidance term. It is the baseline that every
 * other method must beat.
 *
 * @param critic how the leader's values V_L are estimated
 */
public record NaivePolicyGradient<E extends Episode>(LeaderCritic.Kind<E> critic)
    implements Estimator.Kind<E> {
  @Override
  public Estimator<E> on(LeaderProblem<E> problem, RandomGenerator random) {
    return TrajectoryEstimator.of(this, critic, problem, random, (round, values, guidance) -> {});
  }

  @Override
  public String toString() {
    return "NaivePolicyGradient(" + critic + ")";
  }
}
