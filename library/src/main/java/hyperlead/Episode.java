package hyperlead;

/**
 * One trajectory x_0, a_0, …, x_T, with what the leader can compute along it.
 *
 * <p>The methods that start with {@code add} add weight · gradient into g, a vector with an entry
 * for each configuration y: an estimator only chooses weights, and needs O(d) memory whatever T is.
 * Steps are numbered t = 0 … T−1; values also exist at t = T.
 */
public interface Episode {
  /** Number of steps T. */
  int length();

  /** Whether the episode ended by itself; false if it was cut. */
  boolean terminated();

  /** r_L(x_t, a_t; θ). */
  double leaderReward(int t);

  /** V_F(x_t) as the leader knows it; 0 at t = T if the episode ended. */
  double followerValue(int t);

  /** Adds weight · ∇log μ(x_0). */
  void addInitialScore(double weight, double[] g);

  /** Adds weight · ∇r_L(x_t, a_t). */
  void addLeaderRewardGradient(int t, double weight, double[] g);

  /** Adds weight · ∇r_F(x_t, a_t). */
  void addFollowerRewardGradient(int t, double weight, double[] g);

  /** Adds weight · ∇log P(x_{t+1} | x_t, a_t). */
  void addTransitionScore(int t, double weight, double[] g);
}
