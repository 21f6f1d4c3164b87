package hyperlead.linear;

import hyperlead.StepEpisode;
import hyperlead.StepLaw;
import java.util.Arrays;

/**
 * A trajectory of a linear-quadratic problem, which never ends by itself. Immutable.
 *
 * <p>The state that the follower sees before it acts is s_t = (a_t, x_t), so the transition score
 * is that of A at step t and that of K at step t + 1, and the initial score is that of K at step 0.
 */
public final class LinearQuadraticEpisode implements StepEpisode {
  private final LinearQuadraticResponse response;
  private final double[] path;
  private final double[] rewards;
  private final double[] y;
  private final double[] dynamicsScores;
  private final double[] feedbackScores;
  private final int p;
  private final int acted;
  private final int width;

  /**
   * Arrays are taken over: T+1 rows [a, x, u], the last without u, T rewards, and the scores of the
   * laws that θ moves, T rows (DDᵀ)⁻¹(x' − E x') and T+1 rows (WWᵀ)⁻¹(a − Kx); empty if there is
   * none.
   */
  LinearQuadraticEpisode(
      LinearQuadraticResponse response,
      double[] path,
      double[] rewards,
      double[] dynamicsScores,
      double[] feedbackScores) {
    this.response = response;
    this.path = path;
    this.rewards = rewards;
    this.dynamicsScores = dynamicsScores;
    this.feedbackScores = feedbackScores;
    y = response.model().configuration();
    p = response.model().leaderActions();
    acted = p + response.model().states();
    width = response.problem().system().width();
  }

  /**
   * {@return a_t, 0 ≤ t ≤ T, as the index of its first entry in {@link #path}; x_t and u_t follow
   * it}
   */
  @Override
  public int row(int t) {
    return t * width;
  }

  /**
   * {@return rows [a_t, x_t, u_t] for t = 0 … T, the last with zeros for u; the episode's own
   * array, which callers leave as it is}
   */
  @Override
  public double[] path() {
    return path;
  }

  @Override
  public StepLaw law() {
    return new FollowedStep(response);
  }

  /** {@return entry i of x_t, 0 ≤ t ≤ T} */
  public double state(int t, int i) {
    return path[t * width + p + i];
  }

  /** {@return entry i of u_t, the follower's action, 0 ≤ t &lt; T} */
  public double action(int t, int i) {
    return path[t * width + acted + i];
  }

  @Override
  public LinearQuadraticResponse response() {
    return response;
  }

  /**
   * {@return the same trajectory, as a leader observes it that takes the follower's answer, its
   * policy and V_F, for another one to the same θ}
   *
   * @throws IllegalArgumentException if it answers another model
   */
  public LinearQuadraticEpisode observedWith(LinearQuadraticResponse estimated) {
    if (!estimated.model().equals(response.model())) {
      throw new IllegalArgumentException(
          "estimated response must answer the model of the episode, %s: %s"
              .formatted(response.model(), estimated.model()));
    }
    return new LinearQuadraticEpisode(estimated, path, rewards, dynamicsScores, feedbackScores);
  }

  @Override
  public int length() {
    return rewards.length;
  }

  @Override
  public boolean terminated() {
    return false;
  }

  @Override
  public double leaderReward(int t) {
    return rewards[t];
  }

  @Override
  public double followerValue(int t) {
    return response.value(path, row(t));
  }

  /** The score of the leader's first action; the law of x_0 does not depend on θ. */
  @Override
  public void addInitialScore(double weight, double[] g) {
    addScore(response.problem().system().feedback(), feedbackScores, 0, weight, g);
  }

  @Override
  public void addLeaderRewardGradient(int t, double weight, double[] g) {
    response.problem().leaderReward().addGradient(y, path, row(t) + p, weight, g);
  }

  @Override
  public void addFollowerRewardGradient(int t, double weight, double[] g) {
    response.problem().followerCost().addGradient(y, weight, path, row(t) + p, g);
  }

  /** That at the mean of u, and the share of its covariance. */
  @Override
  public void addExpectedFollowerRewardGradient(int t, double weight, double[] g) {
    double[] v = Arrays.copyOfRange(path, row(t) + p, row(t) + width);
    Arrays.fill(v, acted - p, v.length, 0);
    response.addMeanAction(path, row(t), v, acted - p);
    QuadraticCost cost = response.problem().followerCost();
    cost.addGradient(y, weight, v, 0, g);
    cost.action().addGradient(y, response.deviation().squared().times(-weight), g);
  }

  /**
   * The scores of the laws that the leader sets:
   *
   * <pre>
   * ∂log P(x'|x,u,a)/∂A = (DDᵀ)⁻¹ (x' − Ax − Bu − Ca) xᵀ
   * ∂log f(a'|x')/∂K    = (WWᵀ)⁻¹ (a' − Kx') x'ᵀ
   * </pre>
   *
   * @throws UnsupportedOperationException if θ moves a law without noise, which has no score
   */
  @Override
  public void addTransitionScore(int t, double weight, double[] g) {
    addScore(response.problem().system().dynamics(), dynamicsScores, t, weight, g);
    addScore(response.problem().system().feedback(), feedbackScores, t + 1, weight, g);
  }

  private void addScore(ConfiguredMatrix matrix, double[] of, int step, double weight, double[] g) {
    if (!matrix.isConfigured()) {
      return;
    }
    if (of.length == 0) {
      throw new UnsupportedOperationException(
          "a law that depends on theta has singular noise and no score:"
              + " use the expected transition term");
    }
    matrix.addGradient(y, weight, of, step * matrix.rows(), path, row(step) + p, g);
  }

  @Override
  public String toString() {
    return "episode of " + rewards.length + " steps of " + response.problem().name();
  }
}
