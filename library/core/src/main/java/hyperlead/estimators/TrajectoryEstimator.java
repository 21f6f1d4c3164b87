package hyperlead.estimators;

import hyperlead.Credits;
import hyperlead.Episode;
import hyperlead.Episodes;
import hyperlead.Estimator;
import hyperlead.Hypergradient;
import hyperlead.LeaderCritic;
import hyperlead.LeaderProblem;
import hyperlead.algebra.Require;
import hyperlead.tabular.Objective;
import java.io.Serializable;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * An estimator from episodes, given by a rule for the credit of a step. The guidance of a
 * trajectory is a double sum of credits and later gradients; exchanged, it is one pass with one
 * scalar trace:
 *
 * <pre>
 * e_t = γ_F e_{t−1} + c_t
 * guidance = Σ_t e_t ( ∇r_F(x_t,a_t) + γ_F V_F(x_{t+1}) ∇log P(x_{t+1}|x_t,a_t) )
 * direct = V_L(x_0) ∇log μ(x_0)
 *        + Σ_t γ_L^t ( ∇r_L(x_t,a_t) + γ_L V_L(x_{t+1}) ∇log P(x_{t+1}|x_t,a_t) )
 * </pre>
 *
 * <p>The terms V ∇log are taken as the critic takes them. Memory O(d + T); no (steps × d) Jacobian
 * anywhere. Needs episodes, the observed response and its values V_F, and a critic, which learns
 * from every round before the round is credited. Bias: that of the rule.
 */
public class TrajectoryEstimator<E extends Episode> implements Estimator.Kind<E> {
  final String name;
  final LeaderCritic.Kind<E> critic;
  private final Guidance<E> guidance;

  /**
   * An estimator by its rule.
   *
   * @param name short name of the rule
   * @param critic how the leader's values are estimated
   * @param rule from which the credits come
   */
  public TrajectoryEstimator(String name, LeaderCritic.Kind<E> critic, Credits.Rule<E> rule) {
    this(name, critic, Guidance.by(rule));
  }

  /** An estimator whose guidance does not come from credits. */
  TrajectoryEstimator(String name, LeaderCritic.Kind<E> critic, Guidance<E> guidance) {
    this.name = name;
    this.critic = critic;
    this.guidance = guidance;
  }

  /** What an estimate from episodes adds to their direct term. */
  @FunctionalInterface
  interface Guidance<E extends Episode> extends Serializable {
    /** Adds the guidance of all episodes of a round, which the critic has learned from. */
    void add(Episodes<E> round, LeaderCritic<E> critic, double[] g);

    /** The guidance of all episodes by their credits. */
    static <E extends Episode> Guidance<E> by(Credits.Rule<E> rule) {
      return (round, learned, g) -> addGuidance(round, learned, rule.of(round, learned), g);
    }
  }

  @Override
  public Estimator<E> on(LeaderProblem<E> problem, RandomGenerator random) {
    return of(this, critic, problem, random, guidance);
  }

  /**
   * An estimator of a kind whose guidance stands next to the direct term of the episodes, and
   * remembers parts beside the critic.
   */
  static <E extends Episode> Estimator<E> of(
      Estimator.Kind<E> kind,
      LeaderCritic.Kind<E> critic,
      LeaderProblem<E> problem,
      RandomGenerator random,
      Guidance<E> guidance,
      Object... parts) {
    Objective.requireExpectedReturn(kind, problem);
    LeaderCritic<E> learning = critic.on(problem, random);
    Estimator<E> work =
        (theta, round) -> {
          round.checkOf(problem);
          round.checkUnder(theta);
          learning.observe(round);
          double[] answering = round.zeroGradient();
          guidance.add(round, learning, answering);
          double[] direct = round.zeroGradient();
          addDirect(round, learning, direct);
          return new Hypergradient(
              round.meanReturn(), round.meanGradient(direct), round.meanGradient(answering));
        };
    return Estimator.of(kind, problem, work, learning, List.of(parts));
  }

  static <E extends Episode> void addDirect(Episodes<E> round, LeaderCritic<E> critic, double[] g) {
    for (E episode : round.list()) {
      double leaderDiscount = episode.leaderDiscount();
      double discount = 1;
      critic.addInitialScore(episode, g);
      for (int t = 0; t < episode.length(); t++) {
        episode.addLeaderRewardGradient(t, discount, g);
        discount *= leaderDiscount;
        critic.addLeaderScore(episode, t, discount, g);
      }
    }
  }

  /** Adds the guidance of all episodes by their credits. */
  static <E extends Episode> void addGuidance(
      Episodes<E> round, LeaderCritic<E> critic, Credits<E> rule, double[] g) {
    for (E episode : round.list()) {
      double discount = episode.followerDiscount();
      double baseline = rule.baseline(episode);
      double[] credits = Require.vector("credits", rule.credits(episode), episode.length());
      double trace = 0;
      for (int t = 0; t < credits.length; t++) {
        trace = discount * trace + credits[t];
        double weight = trace - baseline;
        episode.addFollowerRewardGradient(t, weight, g);
        critic.addFollowerScore(episode, t, discount * weight, g);
      }
    }
  }

  @Override
  public String toString() {
    return name + "(" + critic + ")";
  }
}
