package hyperlead.estimators;

import hyperlead.BaselineFeatures;
import hyperlead.Credits;
import hyperlead.Episodes;
import hyperlead.LeaderCritic;
import hyperlead.algebra.Require;
import hyperlead.continuous.ContinuousEpisode;
import hyperlead.continuous.ContinuousPolicy;
import hyperlead.continuous.ScoredPolicy;
import hyperlead.neural.Sums;
import java.util.Arrays;
import java.util.IdentityHashMap;

/**
 * The total derivative through the follower's network π_φ, after ST-MADDPG.
 *
 * <pre>
 * dJ_L/dθ = ∂_θJ_L + (∂_φ∂_θJ_F)ᵀ ( τρI − ∂²_φJ_F )⁻¹ ∂_φJ_L
 * J_F(φ, θ) = E[ Σ_t ω_t E_{u~π_φ}[ Q_F(s_t, u; θ) − τ log π_φ(u|s_t) ] ]   what an actor ascends
 * </pre>
 *
 * <p><b>By scores.</b> With g_t = ∂log π_φ(u_t|s_t)/∂φ, and I_t the sample of ∇Q_F along the rest
 * of the episode, the first two are
 *
 * <pre>
 * ∂_φJ_L   = E[ Σ_t γ_L^t A_L(s_t,u_t) g_t ]
 * ∂_φ∂_θJ_F = E[ Σ_t ω_t g_t ∇Q_Fᵀ ] = E[ Σ_t ω_t g_t I_tᵀ ]
 * ∂²_φJ_F  = E[ Σ_t ω_t ( ∂²log π + g gᵀ ) (Q_F − τ log π) ] − τ E[ Σ_t ω_t g_t g_tᵀ ]
 * </pre>
 *
 * <p>Where π_φ is the Boltzmann policy, Q_F − τ log π is V_F(s), which does not depend on u, and
 * E_π[∂²log π + g gᵀ] = ∂²∫π = 0: the first part of ∂²_φJ_F vanishes, and the rest is −τ times the
 * Fisher information. There φ is best in every state, so that any weights ω &gt; 0 will do; here
 * they are γ_L^t. Then the sums can be exchanged, and the total derivative is a rule for credits:
 *
 * <pre>
 * c_t = γ_L^t g_tᵀz / τ,   ( Σ_t γ_L^t g_t g_tᵀ + ρI ) z = Σ_t γ_L^t A_L(s_t,u_t) g_t
 * ρ = ridge · tr Σ_t γ_L^t g_t g_tᵀ
 * </pre>
 *
 * <p>So z is the natural gradient of J_L in φ, and the method is BC-HG with A_L replaced by what
 * the network's scores say of it; with a table for a network and ρ → 0 it is BC-HG, round by round.
 *
 * <p><b>What it sees.</b> Episodes, V_F, a critic, and the follower's network, a {@link
 * ScoredPolicy}: a white box, which BC-HG does not need. <b>Bias.</b> That of BC-HG; what the
 * scores cannot say of A_L; ρ, which shrinks; −τ · Fisher for ∂²_φJ_F where the answer is not the
 * Boltzmann policy; and that z and I_t come from the same episodes. <b>What differs from
 * ST-MADDPG.</b> There both policies are deterministic, and derivatives, with the Hessian, are
 * those of both players' critics through them, on batches of a replay memory. Here policies are
 * stochastic, derivatives are scores of the round's own steps, and the Hessian is Fisher's.
 * <b>Cost.</b> A pass of the network a step; steps · |φ| numbers of memory, against O(d) elsewhere;
 * and 2 · steps · |φ| products for each of some 10 √(1 + 1/ridge) steps of conjugate gradients,
 * fewer where few directions matter. Sources: Yang, Zheng, Ratliff, Boots and Smith, "Stackelberg
 * games for learning emergent behaviors during competitive autocurricula", arXiv 2305.03735
 * (ST-MADDPG); Zheng, Fiez, Alumbaugh, Chasnov and Ratliff, arXiv 2109.12286, with an actor as the
 * leader of its critic; z by Kakade, "A natural policy gradient", NIPS 2001.
 */
public final class TotalDerivative extends TrajectoryEstimator<ContinuousEpisode> {
  private static final int MOST_STEPS = 2000;

  private final double ridge;

  private TotalDerivative(
      String name,
      LeaderCritic.Kind<ContinuousEpisode> critic,
      double ridge,
      Credits.Rule<ContinuousEpisode> rule) {
    super(name, critic, rule);
    this.ridge = ridge;
  }

  /**
   * The total derivative.
   *
   * @param critic how the leader's advantage A_L is estimated
   * @param ridge in (0, 1], ρ as a share of the trace
   * @throws IllegalArgumentException if the ridge is out of range
   */
  public TotalDerivative(LeaderCritic.Kind<ContinuousEpisode> critic, double ridge) {
    this(
        "TotalDerivative[ridge %s]".formatted(ridge),
        critic,
        Require.probability("ridge", Require.positive("ridge", ridge)),
        (round, learned) -> {
          Credits<ContinuousEpisode> compatible = compatible(round, learned, ridge);
          return episode -> discounted(compatible.credits(episode), episode.leaderDiscount());
        });
  }

  /**
   * {@return the same with a fitted baseline for ∇Q_F, as {@link BoltzmannCovariance#fitted} has
   * it} E_π[g] = 0, so that it leaves the expectation as it is.
   */
  public TotalDerivative fitted(
      BaselineFeatures<ContinuousEpisode> features, double shrinkage, int folds) {
    Require.probability("shrinkage", Require.positive("shrinkage", shrinkage));
    Require.positive("folds", folds);
    return new TotalDerivative(
        name + ".fitted[%s, ridge %s, folds %s]".formatted(features, shrinkage, folds),
        critic,
        ridge,
        (round, learned) ->
            features.residuals(round, compatible(round, learned, ridge), shrinkage, folds));
  }

  private static double[] discounted(double[] numbers, double discount) {
    double weight = 1;
    for (int t = 0; t < numbers.length; t++) {
      numbers[t] *= weight;
      weight *= discount;
    }
    return numbers;
  }

  /** g_tᵀz / τ, what the network's scores say of A_L/τ. */
  private static Credits<ContinuousEpisode> compatible(
      Episodes<ContinuousEpisode> round, LeaderCritic<ContinuousEpisode> critic, double ridge) {
    IdentityHashMap<ContinuousEpisode, double[][]> scores = new IdentityHashMap<>();
    round.list().forEach(episode -> scores.put(episode, scores(episode)));
    int size = scores.get(round.list().get(0))[0].length;
    Fisher fisher = new Fisher(size);
    double[] slope = new double[size];
    for (ContinuousEpisode episode : round.list()) {
      double[] w = round.weights(episode, critic);
      double discount = 1;
      for (int t = 0; t < w.length; t++) {
        double[] g = scores.get(episode)[t];
        fisher.add(discount, g);
        Sums.add(w[t], g, slope);
        discount *= episode.leaderDiscount();
      }
    }
    double[] z = fisher.solve(ridge, slope, MOST_STEPS);
    return episode -> Arrays.stream(scores.get(episode)).mapToDouble(g -> Sums.dot(g, z)).toArray();
  }

  /** g_t of each step. */
  private static double[][] scores(ContinuousEpisode episode) {
    ContinuousPolicy policy = episode.response().policy();
    if (!(policy instanceof ScoredPolicy network)) {
      throw new IllegalArgumentException(
          "follower must have a network whose scores are known, a ScoredPolicy: " + policy);
    }
    double[][] scores = new double[episode.length()][network.parameters()];
    for (int t = 0; t < scores.length; t++) {
      network.fillScore(episode.path(), episode.row(t), scores[t]);
    }
    return scores;
  }
}
