package hyperlead.estimators;

import hyperlead.Episode;
import hyperlead.Episodes;
import hyperlead.LeaderCritic;

/**
 * SoBiRL as the authors of BC-HG compare it: the whole trajectory is credited with the leader's
 * value of its first step.
 *
 * <pre>
 * guidance ≈ (1/τ) Q_L(x_0,a_0) Σ_t ( ∇r_F(x_t,a_t) − Σ_a π(a|x_t) ∇r_F(x_t,a) )
 * </pre>
 *
 * <p>Needs episodes, the observed policy and a critic. Bias: discounts, later credits and the
 * guidance through transitions are left out, and the subtracted expectation removes whatever a
 * reward does not owe to the action: in FourRooms, where r_F depends on the cell alone, this
 * guidance is zero. Source: Yang, Gao, Yuan, "Bilevel reinforcement learning via the development of
 * hyper-gradient without lower-level convexity", 2024.
 */
public final class SoBiRl<E extends Episode> extends TrajectoryEstimator<E> {
  /** SoBiRL, with a critic that estimates the leader's action value Q_L. */
  public SoBiRl(LeaderCritic.Kind<E> critic) {
    super("SoBiRl", critic, (Guidance<E>) SoBiRl::addGuidance);
  }

  private SoBiRl(LeaderCritic.Kind<E> critic, Guidance<E> guidance) {
    super("SoBiRl.modified", critic, guidance);
  }

  /**
   * {@return the authors of BC-HG's modified form, where every decision has its own value}
   *
   * <pre>guidance ≈ (1/τ) Σ_t γ_L^t Q_L(x_t,a_t) ( ∇r_F(x_t,a_t) − Σ_a π(a|x_t) ∇r_F(x_t,a) )</pre>
   *
   * <p>That is BC-HG with ∇r_F for ∇Q_F: its bias is what ∇Q_F owes to later steps.
   */
  public SoBiRl<E> modified() {
    return new SoBiRl<>(
        critic,
        (round, learned, g) -> {
          for (E episode : round.list()) {
            double weight = 1 / round.problem().temperature();
            for (int t = 0; t < episode.length(); t++) {
              addDifference(episode, t, weight * learned.actionValue(episode, t), g);
              weight *= episode.leaderDiscount();
            }
          }
        });
  }

  private static <E extends Episode> void addGuidance(
      Episodes<E> round, LeaderCritic<E> critic, double[] g) {
    for (E episode : round.list()) {
      double credit = critic.actionValue(episode, 0) / round.problem().temperature();
      for (int t = 0; t < episode.length(); t++) {
        addDifference(episode, t, credit, g);
      }
    }
  }

  private static void addDifference(Episode episode, int t, double credit, double[] g) {
    episode.addFollowerRewardGradient(t, credit, g);
    episode.addExpectedFollowerRewardGradient(t, -credit, g);
  }
}
