package hyperlead;

/** A trajectory of numbers: its steps are rows v_t = (b_t, x_t, u_t) of one array. */
public interface StepEpisode extends Episode {
  /** {@return the follower's answer as the leader observes it} */
  Response<?> response();

  @Override
  default double followerDiscount() {
    return response().problem().followerDiscount();
  }

  @Override
  default double leaderDiscount() {
    return response().problem().leaderDiscount();
  }

  /**
   * {@return rows v_t for t = 0 … T, the last without u; the episode's own array, which callers
   * leave as it is}
   */
  double[] path();

  /** {@return the index of the first entry of v_t in the path, 0 ≤ t ≤ T} */
  int row(int t);

  /** {@return the follower's policy, as the leader observes it} */
  StepLaw law();
}
