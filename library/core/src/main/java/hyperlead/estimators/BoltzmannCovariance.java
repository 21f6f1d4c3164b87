package hyperlead.estimators;

import hyperlead.BaselineFeatures;
import hyperlead.Credits;
import hyperlead.Episode;
import hyperlead.Episodes;
import hyperlead.LeaderCritic;
import hyperlead.LeaderProblem;
import hyperlead.algebra.Require;
import java.util.Arrays;
import java.util.IdentityHashMap;

/**
 * BC-HG: the hypergradient by the Boltzmann covariance trick, with the credit {@code w_t = γ_L^t
 * A_L(x_t,a_t) / τ}.
 *
 * <pre>
 * guidance = (1/τ) E[ Σ_t γ_L^t Cov_{a~π(·|x_t)}( Q_L(x_t,a), ∇Q_F(x_t,a) ) ]
 *          = (1/τ) E[ Σ_t γ_L^t A_L(x_t,a_t) ∇Q_F(x_t,a_t) ]
 * </pre>
 *
 * <p>The second line holds because E_π[A_L] = 0, so no state need be visited twice; ∇Q_F is
 * replaced by its sample along the rest of the trajectory. For the same reason a baseline for ∇Q_F
 * changes no expectation; the two variants with one, {@link #centred} and {@link #fitted}, often
 * have much less variance. Needs episodes, the observed response and its values V_F, and a critic.
 * Unbiased for whole episodes if the critic is exact; else its bias is the critic's error in A_L.
 * Source: arXiv 2603.14867.
 */
public final class BoltzmannCovariance<E extends Episode> extends TrajectoryEstimator<E> {
  private BoltzmannCovariance(String name, LeaderCritic.Kind<E> critic, Credits.Rule<E> rule) {
    super(name, critic, rule);
  }

  /** BC-HG, with a critic that estimates the leader's advantage A_L. */
  public BoltzmannCovariance(LeaderCritic.Kind<E> critic) {
    this(
        "BoltzmannCovariance",
        critic,
        (round, learned) -> episode -> round.weights(episode, learned));
  }

  /**
   * {@return BC-HG with centred traces: ∇Q_F less the mean gradient of the other episodes' steps}
   *
   * <pre>
   * h_t = ∇r_F(x_t,a_t) + γ_F V_F(x_{t+1}) ∇log P(x_{t+1}|x_t,a_t)
   * guidance = Σ_i Σ_t e_t^i ( h_t^i − H_i ),   H_i = mean of h over the steps of the other episodes
   *          = Σ_i Σ_t ( e_t^i − b_i ) h_t^i,   b_i = Σ_{j≠i} E_j / (N − T_j)
   * </pre>
   *
   * <p>with the traces e of BC-HG, E_j = Σ_t e_t^j, and N steps in all of which T_j are episode
   * j's. Credits average to zero over the follower's actions, so a vector H that every later step
   * is compared with changes no expectation, as long as it does not look at the episode itself. But
   * the traces of one episode hardly change sign, and what they multiply is mostly H: without it,
   * noise of the traces times H is most of the variance. Exchanging the sums leaves one scalar an
   * episode, and O(d) memory as before.
   *
   * <p>Where an episode ended by itself, E_j counts its trace as decaying by γ_F for ever (for γ_F
   * = 1 as lasting as long as the others' episodes do on average), since how long an episode lasts
   * may depend on the action. Prefer it where θ moves the follower's step rewards or transitions
   * all along an episode, as in games (DiscreteToy, R = 1, τ = 0.05: standard deviation divided by
   * 20 and more); with one episode a round, or where gradients come from few rare steps, it is
   * BC-HG or no better.
   */
  public BoltzmannCovariance<E> centred() {
    return new BoltzmannCovariance<>(name + ".centred", critic, BoltzmannCovariance::centred);
  }

  private static <E extends Episode> Credits<E> centred(Episodes<E> round, LeaderCritic<E> critic) {
    int steps = round.steps();
    IdentityHashMap<E, Centring> own = new IdentityHashMap<>();
    double sum = 0;
    for (E episode : round.list()) {
      Centring centring = centring(round, episode, critic, steps - episode.length());
      own.put(episode, centring);
      sum += centring.share;
    }
    double all = sum;
    return new Credits<>() {
      @Override
      public double[] credits(E episode) {
        return own.get(episode).weights;
      }

      @Override
      public double baseline(E episode) {
        return all - own.get(episode).share;
      }
    };
  }

  /** The credits w of an episode i, and its share E_i / (N − T_i) in the others' baselines. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Centring(double[] weights, double share) {}

  /**
   * The weights of an episode with the sum of its traces, in one pass; where it ended by itself
   * with the trace decaying on for ever.
   */
  private static <E extends Episode> Centring centring(
      Episodes<E> round, E episode, LeaderCritic<E> critic, int others) {
    LeaderProblem<E> problem = round.problem();
    double temperature = problem.temperature();
    double leaderDiscount = episode.leaderDiscount();
    double followerDiscount = episode.followerDiscount();
    double[] weights = new double[episode.length()];
    // Any number of steps leaves the expectation as it is, if it does not look at this episode.
    int most =
        followerDiscount == 1 && episode.terminated() && others > 0
            ? others / (round.list().size() - 1)
            : weights.length;
    double discount = 1;
    double trace = 0;
    double sum = 0;
    for (int t = 0; t < weights.length; t++) {
      weights[t] = discount * (critic.advantage(episode, t) / temperature);
      discount *= leaderDiscount;
      trace = followerDiscount * trace + weights[t];
      sum += t < most ? trace : 0;
    }
    double tail =
        followerDiscount == 1
            ? Math.max(0, most - weights.length)
            : followerDiscount / (1 - followerDiscount);
    return new Centring(
        weights, others == 0 ? 0 : (episode.terminated() ? sum + trace * tail : sum) / others);
  }

  /**
   * {@return BC-HG with a fitted baseline in ten folds, see {@link #fitted(BaselineFeatures,
   * double, int)}}
   *
   * @param features φ of what the follower sees
   * @param ridge in (0, 1], share of each feature's sum of squares that is added to the diagonal
   * @throws IllegalArgumentException if the ridge is out of range
   */
  public BoltzmannCovariance<E> fitted(BaselineFeatures<E> features, double ridge) {
    return fitted(features, ridge, 10);
  }

  /**
   * {@return BC-HG with a fitted baseline for ∇Q_F, which leaves the covariance but not the noise
   * of its means}
   *
   * <pre>
   * guidance = Σ_t w_t ( I_t − b(s_t) ),   E_π[w_t | s_t] = 0
   * b(s) = ψ(s)ᵀΘ_j in fold j,   ψ(s) = E_π[φ | s],   Θ_j minimises Σ_{t ∉ fold j} γ_L^t | I_t − ψ_tᵀΘ |²
   * c_t = γ_L^t ( A_L(x_t,u_t)/τ − ψ_tᵀβ_j ),   β_j = Σ_{k≠j} ( S − S_k )⁻¹ r_k
   * S_k = Σ_{t ∈ fold k} γ_L^t ψ_t ψ_tᵀ,   r_k = Σ_{t ∈ fold k} w_t ψ_t,   S = Σ_k S_k
   * </pre>
   *
   * <p>Any baseline that depends on s_t alone leaves the expectation as it is, if it does not look
   * at the episode itself. The last lines are the first with the sums exchanged: the fits are taken
   * from the credits instead of the gradients, so that neither Θ nor any gradient is stored. With
   * quadratic features b can be ∇V_F itself. An episode is of one fold; with one episode, or each
   * in a fold without others, there is no baseline.
   *
   * <p>With one fold β minimises Σ_t γ_L^t ( A_L/τ − ψ_tᵀβ )² over the very steps that it is
   * subtracted from. That has less variance and a bias towards zero, of order features over
   * episodes where first states outweigh later ones. It can turn the sign of a gradient: on
   * BuildingThermalControl at θ = (2, 0, 1.5, 1.5, 1, 1, 2, 2), for door 1–2 with its direct term
   * 6.28, the exact guidance is −7.06. One fold says −5.7 ± 0.3 from 10,000 steps and −3.4 ± 0.2
   * from 2,000, ten folds −6.9 ± 0.5 and −7.4 ± 1.1 (means of 400 and 1,000 rounds with standard
   * errors). Cost O(steps · k² + folds · k³).
   *
   * @param features φ of what the follower sees
   * @param ridge in (0, 1], share of each feature's sum of squares that is added to the diagonal
   * @param folds &gt; 0; more than there are episodes leave out one episode at a time
   * @throws IllegalArgumentException if the ridge or the folds are out of range
   */
  public BoltzmannCovariance<E> fitted(BaselineFeatures<E> features, double ridge, int folds) {
    Require.probability("ridge", Require.positive("ridge", ridge));
    Require.positive("folds", folds);
    return new BoltzmannCovariance<>(
        name + ".fitted[%s, ridge %s, folds %s]".formatted(features, ridge, folds),
        critic,
        (round, learned) ->
            features.residuals(
                round, episode -> advantages(round, episode, learned), ridge, folds));
  }

  /** A_L(x_t,a_t) / τ. */
  private static <E extends Episode> double[] advantages(
      Episodes<E> round, E episode, LeaderCritic<E> critic) {
    double[] advantages = new double[episode.length()];
    double temperature = round.problem().temperature();
    Arrays.setAll(advantages, t -> critic.advantage(episode, t) / temperature);
    return advantages;
  }
}
