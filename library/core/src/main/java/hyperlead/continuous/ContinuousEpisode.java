package hyperlead.continuous;

import hyperlead.StepEpisode;
import hyperlead.StepLaw;
import java.util.Arrays;

/**
 * A trajectory of a machine. Immutable.
 *
 * <p>What the follower sees before it acts is s_t = (b_t, o_t), so the transition score is that of
 * the leader's next action: ∇log P = (b̃ − m) ∇m / σ², where b̃ is the draw before it was cut to
 * [−1, 1]. Where the leader does not act, scores are zero.
 */
public final class ContinuousEpisode implements StepEpisode {
  private final ContinuousResponse response;
  private final double[] path;
  private final double[] states;
  private final double[] draws;
  private final double[] rewards;
  private final boolean terminated;

  /** Arrays are taken over: T+1 rows (b, o, u), T+1 states, T+1 draws of b, T rewards. */
  ContinuousEpisode(
      ContinuousResponse response,
      double[] path,
      double[] states,
      double[] draws,
      double[] rewards,
      boolean terminated) {
    this.response = response;
    this.path = path;
    this.states = states;
    this.draws = draws;
    this.rewards = rewards;
    this.terminated = terminated;
  }

  @Override
  public ContinuousResponse response() {
    return response;
  }

  @Override
  public StepLaw law() {
    return response.policy();
  }

  @Override
  public double[] path() {
    return path;
  }

  @Override
  public int row(int t) {
    return t * response.problem().width();
  }

  /** {@return entry i of the machine's state at time t, 0 ≤ t ≤ T} */
  public double state(int t, int i) {
    return states[t * response.problem().dynamics().dimension() + i];
  }

  private double[] stateAt(int t) {
    int n = response.problem().dynamics().dimension();
    return Arrays.copyOfRange(states, t * n, (t + 1) * n);
  }

  /** {@return b_t, the leader's action, 0 ≤ t ≤ T; 0 if it does not act} */
  public double leaderAction(int t) {
    return response.problem().influence().acts() ? path[row(t)] : 0;
  }

  /** {@return a_t, the follower's action, 0 ≤ t &lt; T} */
  public double action(int t) {
    return path[row(t + 1) - 1] * response.problem().dynamics().followerLimit();
  }

  @Override
  public int length() {
    return rewards.length;
  }

  @Override
  public boolean terminated() {
    return terminated;
  }

  @Override
  public double leaderReward(int t) {
    return rewards[t];
  }

  /** {@return the follower's reward of step t, with what the leader adds} */
  public double followerReward(int t) {
    Dynamics dynamics = response.problem().dynamics();
    double[] next = stateAt(t + 1);
    return dynamics.followerReward(stateAt(t), leaderAction(t), action(t), next)
        + response.problem().influence().reward(response.configuration(), next);
  }

  @Override
  public double followerValue(int t) {
    return terminated && t == rewards.length ? 0 : response.policy().value(path, row(t));
  }

  @Override
  public void addInitialScore(double weight, double[] g) {
    addScore(0, weight, g);
  }

  /** None: the leader's reward is that of the machine. */
  @Override
  public void addLeaderRewardGradient(int t, double weight, double[] g) {}

  @Override
  public void addFollowerRewardGradient(int t, double weight, double[] g) {
    response
        .problem()
        .influence()
        .addRewardGradient(response.configuration(), stateAt(t + 1), weight, g);
  }

  /** By the nodes of the policy, each with a step of the simulator. */
  @Override
  public void addExpectedFollowerRewardGradient(int t, double weight, double[] g) {
    ContinuousProblem problem = response.problem();
    double[] next = stateAt(t);
    double[] v = new double[problem.width()];
    for (int k = 0; k < law().nodes(); k++) {
      double share = law().fillNode(k, path, row(t), v);
      double a = v[v.length - 1] * problem.dynamics().followerLimit();
      boolean unused = problem.dynamics().step(stateAt(t), leaderAction(t), a, next);
      problem.influence().addRewardGradient(response.configuration(), next, weight * share, g);
    }
  }

  @Override
  public void addTransitionScore(int t, double weight, double[] g) {
    addScore(t + 1, weight, g);
  }

  /** Where the episode ended by itself there is no next action, and values are zero. */
  private void addScore(int t, double weight, double[] g) {
    Influence influence = response.problem().influence();
    if (influence.acts() && weight != 0) {
      double[] y = response.configuration();
      double mean = influence.mean(y, path, row(t) + 1);
      double score = (draws[t] - mean) / (influence.deviation() * influence.deviation());
      influence.addMeanGradient(y, path, row(t) + 1, weight * score, g);
    }
  }

  @Override
  public String toString() {
    return "episode of %s steps of %s%s"
        .formatted(rewards.length, response.problem().name(), terminated ? ", ended" : "");
  }
}
