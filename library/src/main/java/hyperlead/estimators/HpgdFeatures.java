package hyperlead.estimators;

import hyperlead.Credits;
import hyperlead.Episodes;
import hyperlead.Estimator;
import hyperlead.LeaderCritic;
import hyperlead.LeaderProblem;
import hyperlead.dense.LuFactors;
import hyperlead.dense.Matrix;
import hyperlead.dense.OuterSum;
import hyperlead.linearquadratic.LinearQuadraticEpisode;
import hyperlead.linearquadratic.critics.Features;
import hyperlead.validation.Require;
import java.util.random.RandomGenerator;

/**
 * HPGD with temporal differences: ∇Q_F is fitted, one set of weights Θ for every parameter.
 *
 * <pre>
 * M = Σ_s φ_s ( φ_s − γ_F φ̄_{s+1} )ᵀ,   MΘ = Σ_s φ_s ( ∇r_F + γ_F V_F ∇log P )_sᵀ,   φ̄ = E_π[φ]
 * guidance = Σ_t w_t ( φ_t − φ̄_t )ᵀΘ,   w_t = γ_L^t A_L(x_t,u_t) / τ
 *          = Σ_s e_s ( ∇r_F + γ_F V_F ∇log P )_s,   e_s = φ_sᵀ M⁻ᵀ Σ_t w_t ( φ_t − φ̄_t )
 * </pre>
 *
 * <p>The last line is the second with the sums exchanged: the fit is a rule for credits, and no
 * weights Θ are ever formed. Needs episodes, the observed response and its values V_F, and a
 * critic. Where ∇Q_F is linear in the features, as it is for quadratic ones, its error falls with
 * the samples; it has less variance than one trajectory's sum and a bias where the features do not
 * suffice. Cost O(steps · k² + k³). Source: Thoma et al., NeurIPS 2024, with the least-squares
 * solution of its TD equations.
 *
 * @param critic how the leader's advantage A_L is estimated
 * @param features φ for ∇Q_F
 * @param ridge in [0, 1], share of each feature's sum of squares that is added to the diagonal
 */
public record HpgdFeatures(
    LeaderCritic.Kind<LinearQuadraticEpisode> critic, Features.Kind features, double ridge)
    implements Estimator.Kind<LinearQuadraticEpisode> {

  /** Throws an {@link IllegalArgumentException} if the ridge is out of range. */
  public HpgdFeatures {
    Require.probability("ridge", ridge);
  }

  @Override
  public Estimator<LinearQuadraticEpisode> on(
      LeaderProblem<LinearQuadraticEpisode> problem, RandomGenerator random) {
    return TrajectoryEstimator.of(
        this,
        critic,
        problem,
        random,
        (round, values, guidance) ->
            TrajectoryEstimator.addGuidance(
                round,
                values,
                new Fit(features.on(problem)).eligibilities(round, values, ridge),
                guidance));
  }

  @Override
  public String toString() {
    return "HpgdFeatures(" + critic + "; " + features + ")";
  }

  /** Solves for M⁻ᵀ Σ_t w_t ( φ_t − φ̄_t ). */
  private static final class Fit {
    private final Features features;
    private final OuterSum transposed;
    private final Matrix weights;
    private final double[] now;
    private final double[] next;

    Fit(Features features) {
      this.features = features;
      int size = features.size();
      transposed = new OuterSum(size, size);
      weights = Matrix.zero(size, 1);
      now = new double[size];
      next = new double[size];
    }

    /** Credits whose traces are e_s: c_s = e_s − γ_F e_{s−1}. */
    Credits<LinearQuadraticEpisode> eligibilities(
        Episodes<LinearQuadraticEpisode> round,
        LeaderCritic<LinearQuadraticEpisode> critic,
        double ridge) {
      features.follow(round.list().get(0).response());
      for (LinearQuadraticEpisode episode : round.list()) {
        accumulate(round, critic, episode);
      }
      regularise(ridge);
      LuFactors.of("system of the follower's gradients", transposed.sum()).solve(weights);
      double discount = round.problem().followerDiscount();
      return episode -> {
        double[] credits = new double[episode.length()];
        double before = 0;
        for (int s = 0; s < credits.length; s++) {
          double eligibility = features.value(weights.entries(), episode.path(), episode.row(s));
          credits[s] = eligibility - discount * before;
          before = eligibility;
        }
        return credits;
      };
    }

    private void accumulate(
        Episodes<LinearQuadraticEpisode> round,
        LeaderCritic<LinearQuadraticEpisode> critic,
        LinearQuadraticEpisode episode) {
      double discount = 1 / round.problem().temperature();
      features.fillExpected(episode.path(), episode.row(0), next);
      for (int t = 0; t < episode.length(); t++) {
        double credit = discount * critic.advantage(episode, t);
        features.fill(episode.path(), episode.row(t), now);
        for (int i = 0; i < now.length; i++) {
          weights.entries()[i] += credit * (now[i] - next[i]);
        }
        features.fillExpected(episode.path(), episode.row(t + 1), next);
        addRow(round.problem().followerDiscount());
        discount *= round.problem().leaderDiscount();
      }
    }

    /** Adds φ (φ − γ_F φ̄')ᵀ, transposed. */
    private void addRow(double discount) {
      double[] difference = transposed.left();
      for (int i = 0; i < now.length; i++) {
        difference[i] = now[i] - discount * next[i];
      }
      System.arraycopy(now, 0, transposed.right(), 0, now.length);
      transposed.push();
    }

    private void regularise(double ridge) {
      double[] entries = transposed.sum().entries();
      int size = now.length;
      for (int i = 0; i < size; i++) {
        double diagonal = entries[i * size + i];
        // A feature that was always zero gets weight zero.
        entries[i * size + i] += diagonal == 0 ? 1 : ridge * Math.abs(diagonal);
      }
    }
  }
}
