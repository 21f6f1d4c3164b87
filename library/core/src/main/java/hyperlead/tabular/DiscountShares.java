package hyperlead.tabular;

import hyperlead.algebra.Require;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * Discounts that depend on the state that a step leaves, as shares of a problem's own.
 *
 * <pre>γ_F(x) = s_F(x) γ_F,   γ_L(x) = s_L(x) γ_L</pre>
 *
 * <p>So players of one problem may be of different patience, as in {@link Contexts}. An episode's
 * discounts must stay the same along it: states that lead to each other have the same shares.
 * Immutable. Source: White, "Unifying task specification in reinforcement learning", ICML 2017.
 */
public final class DiscountShares {
  /** All of γ_F and γ_L in every state. */
  public static final DiscountShares WHOLE = new DiscountShares(null, null);

  private final double[] follower;
  private final double[] leader;

  private DiscountShares(double[] follower, double[] leader) {
    this.follower = follower;
    this.leader = leader;
  }

  /**
   * {@return shares for the follower and the leader, one number a state; copied}
   *
   * @throws IllegalArgumentException if one is not in [0, 1]
   */
  public static DiscountShares of(double[] follower, double[] leader) {
    boolean whole = true;
    for (double[] shares : new double[][] {follower, leader}) {
      for (double share : shares) {
        whole &= Require.probability("share of a discount", share) == 1;
      }
    }
    return whole ? WHOLE : new DiscountShares(follower.clone(), leader.clone());
  }

  /** The same shares of γ_F, and other ones of γ_L. */
  DiscountShares withLeader(DoubleUnaryOperator share) {
    return follower == null ? WHOLE : of(follower, Arrays.stream(leader).map(share).toArray());
  }

  void checkStates(int states) {
    boolean fits = follower == null || (follower.length == states && leader.length == states);
    Require.that(fits, "there must be a share of the discounts for each of %s states", states);
  }

  /** {@return s_F(x)} */
  public double follower(int state) {
    return follower == null ? 1 : follower[state];
  }

  /** {@return s_L(x)} */
  public double leader(int state) {
    return leader == null ? 1 : leader[state];
  }

  @Override
  public String toString() {
    return follower == null
        ? "discounts as they are"
        : "shares of γ_F " + Arrays.toString(follower) + " and γ_L " + Arrays.toString(leader);
  }
}
