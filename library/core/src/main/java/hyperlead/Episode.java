package hyperlead;

/**
 * One trajectory x_0, a_0, …, x_T, with what the leader can compute along it.
 *
 * <p>The methods that start with {@code add} add weight · gradient into g, the weight of any sign,
 * g a gradient with respect to y with an entry for each configuration: an estimator only chooses
 * weights, and needs O(d) memory whatever T is. Steps are numbered t = 0 … T−1; values also exist
 * at t = T.
 */
public interface Episode {
  /** {@return the number of steps T, at least 1} */
  int length();

  /** {@return whether the episode ended by itself; false if it was cut} */
  boolean terminated();

  /** {@return γ_F of its steps, in [0, 1]} */
  double followerDiscount();

  /** {@return γ_L of its steps, in [0, 1]} */
  double leaderDiscount();

  /** {@return r_L(x_t, a_t; θ), the leader's reward for step t} */
  double leaderReward(int t);

  /** {@return V_F(x_t) as the leader knows it, 0 ≤ t ≤ T; 0 at t = T if the episode ended} */
  double followerValue(int t);

  /** Adds weight · ∇log μ(x_0). */
  void addInitialScore(double weight, double[] g);

  /** Adds weight · ∇r_L(x_t, a_t). */
  void addLeaderRewardGradient(int t, double weight, double[] g);

  /** Adds weight · ∇r_F(x_t, a_t). */
  void addFollowerRewardGradient(int t, double weight, double[] g);

  /** Adds weight · Σ_a π(a|x_t) ∇r_F(x_t, a), the gradient expected under the observed policy. */
  void addExpectedFollowerRewardGradient(int t, double weight, double[] g);

  /** Adds weight · ∇log P(x_{t+1} | x_t, a_t). */
  void addTransitionScore(int t, double weight, double[] g);
}
