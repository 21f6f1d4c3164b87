package hyperlead.estimators;

import hyperlead.Episodes;
import hyperlead.Estimator;
import hyperlead.Hypergradient;
import hyperlead.LeaderCritic;
import hyperlead.dense.LuFactors;
import hyperlead.dense.Matrix;
import hyperlead.dense.OuterSum;
import hyperlead.linearquadratic.LinearQuadraticEpisode;
import hyperlead.linearquadratic.critics.Features;
import hyperlead.scores.TransitionTerm;
import hyperlead.validation.Require;
import java.util.Arrays;
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
 */
public final class HpgdFeatures implements Estimator<LinearQuadraticEpisode> {
  private final TransitionTerm<LinearQuadraticEpisode> term;
  private final Features features;
  private final double ridge;
  private final OuterSum transposed;
  private final Matrix weights;
  private final double[] now;
  private final double[] next;
  private double eligibility;

  /**
   * HPGD on features.
   *
   * @param term how transitions enter, with the critic that learns from every round first
   * @param features φ for ∇Q_F; a copy is used
   * @param ridge in [0, 1], share of each feature's sum of squares that is added to the diagonal
   * @throws IllegalArgumentException if the ridge is out of range
   */
  public HpgdFeatures(
      TransitionTerm<LinearQuadraticEpisode> term, Features features, double ridge) {
    this.term = term;
    this.features = features.fresh();
    this.ridge = Require.probability("ridge", ridge);
    int size = features.size();
    transposed = new OuterSum(size, size);
    weights = Matrix.zero(size, 1);
    now = new double[size];
    next = new double[size];
  }

  @Override
  public Hypergradient estimate(
      double[] theta, Episodes<? extends LinearQuadraticEpisode> episodes) {
    term.critic().observe(episodes);
    features.follow(episodes.list().get(0).response());
    transposed.clear();
    Arrays.fill(weights.entries(), 0);
    for (LinearQuadraticEpisode episode : episodes.list()) {
      accumulate(episodes, episode);
    }
    regularise();
    LuFactors.of("system of the follower's gradients", transposed.sum()).solve(weights);
    double discount = episodes.problem().followerDiscount();
    // The engine's trace is e_s = γ_F e_{s−1} + c_s; it asks for each step once, in their order.
    return CreditRule.estimate(
        episodes,
        term,
        (episode, s, ignored) -> {
          double before = s > 0 ? discount * eligibility : 0;
          eligibility = features.value(weights.entries(), episode.path(), episode.row(s));
          return eligibility - before;
        });
  }

  private void accumulate(
      Episodes<? extends LinearQuadraticEpisode> episodes, LinearQuadraticEpisode episode) {
    LeaderCritic<LinearQuadraticEpisode> critic = term.critic();
    double discount = 1 / episodes.problem().temperature();
    features.fillExpected(episode.path(), episode.row(0), next);
    for (int t = 0; t < episode.length(); t++) {
      double credit = discount * critic.advantage(episode, t);
      features.fill(episode.path(), episode.row(t), now);
      for (int i = 0; i < now.length; i++) {
        weights.entries()[i] += credit * (now[i] - next[i]);
      }
      features.fillExpected(episode.path(), episode.row(t + 1), next);
      addRow(episodes.problem().followerDiscount());
      discount *= episodes.problem().leaderDiscount();
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

  private void regularise() {
    double[] entries = transposed.sum().entries();
    int size = now.length;
    for (int i = 0; i < size; i++) {
      double diagonal = entries[i * size + i];
      // A feature that was always zero gets weight zero.
      entries[i * size + i] += diagonal == 0 ? 1 : ridge * Math.abs(diagonal);
    }
  }

  @Override
  public HpgdFeatures fresh(RandomGenerator random) {
    return new HpgdFeatures(term.fresh(random), features, ridge);
  }

  @Override
  public String toString() {
    return "HpgdFeatures(" + term + "; " + features + ")";
  }
}
