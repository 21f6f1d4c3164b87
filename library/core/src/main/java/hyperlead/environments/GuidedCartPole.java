package hyperlead.environments;

import hyperlead.algebra.Require;
import hyperlead.continuous.Dynamics;
import java.util.random.RandomGenerator;

/**
 * A cart that a follower pushes to keep a pole upright, while a leader blows at the pole to have
 * the cart elsewhere. Explicit Euler steps of Δ = 0.02 s, so that positions move by the old speeds:
 *
 * <pre>
 * s = (x, ẋ, φ, φ̇)     m, m/s, rad, rad/s; φ = 0 upright; each starts uniformly in [−0.05, 0.05]
 * q  = (10 a + 0.05 φ̇² sin φ) / 1.1
 * φ̈  = (9.8 sin φ − q cos φ) / (0.5 (4/3 − 0.1 cos²φ / 1.1))
 * ẍ  = q − 0.05 φ̈ cos φ / 1.1
 * s' = s + Δ (ẋ, ẍ, φ̇, φ̈ + 20 b w cos²φ)
 * r_F = 1,   r_L = 1 where low &lt; x' &lt; high, else 0
 * φ_k(s') = exp(−½ ((x' − c_k) / 0.5)²),   c_k = −2, −1.5, …, 2
 * </pre>
 *
 * <p>An episode ends where |x'| &gt; 2.4 or |φ'| &gt; 12°, and is cut after 200 steps. At w = 1 the
 * leader is the stronger player: its wind turns the pole by up to 20 rad/s², the follower by 14.6.
 *
 * <p>Constants: GuidedCartPole of the authors' repository (akimotolab/BC-HG), a guided form of
 * Barto, Sutton and Anderson's pole (IEEE Transactions on Systems, Man, and Cybernetics 13, 1983).
 * The features are of this library.
 *
 * @param low lower end of where the leader wants the cart, m
 * @param high upper end, m, above the lower
 * @param wind w ≥ 0, the leader's strength; 0 for one that only designs the reward
 */
public record GuidedCartPole(double low, double high, double wind) implements Dynamics {
  private static final double STEP = 0.02;
  private static final double TILT = 12 * Math.PI / 180;
  private static final double EDGE = 2.4;
  private static final double MASS = 1.1;
  private static final int BUMPS = 9;

  /** Throws an {@link IllegalArgumentException} naming the number that is wrong. */
  public GuidedCartPole {
    Require.that(
        low < high && low >= -EDGE && high <= EDGE,
        "low and high must be in order and in [-2.4, 2.4]: %s, %s",
        low,
        high);
    Require.that(wind >= 0 && Double.isFinite(wind), "wind must be finite and ≥ 0: %s", wind);
  }

  /** {@return the cart that a leader wants in the middle, in (−0.25, 0.25), with wind 1} */
  public static GuidedCartPole v0() {
    return new GuidedCartPole(-0.25, 0.25, 1);
  }

  /** {@return the cart that a leader wants on the right, in (0.25, 0.75), with wind 1} */
  public static GuidedCartPole v1() {
    return new GuidedCartPole(0.25, 0.75, 1);
  }

  /** {@return the same with another strength of the leader} */
  public GuidedCartPole withWind(double strength) {
    return new GuidedCartPole(low, high, strength);
  }

  @Override
  public int dimension() {
    return 4;
  }

  @Override
  public double scale(int entry) {
    return entry == 2 ? 0.1 : 1;
  }

  @Override
  public int features() {
    return BUMPS;
  }

  @Override
  public void reset(double[] state, RandomGenerator random) {
    for (int i = 0; i < dimension(); i++) {
      state[i] = 0.1 * random.nextDouble() - 0.05;
    }
  }

  @Override
  public boolean step(double[] state, double leader, double follower, double[] next) {
    check(leader, follower);
    double speed = state[1];
    double turn = state[3];
    double sin = StrictMath.sin(state[2]);
    double cos = StrictMath.cos(state[2]);
    double push = (10 * follower + 0.05 * turn * turn * sin) / MASS;
    double fall = (9.8 * sin - push * cos) / (0.5 * (4.0 / 3 - 0.1 * cos * cos / MASS));
    double gain = push - 0.05 * fall * cos / MASS;
    next[0] = state[0] + STEP * speed;
    next[1] = speed + STEP * gain;
    next[2] = state[2] + STEP * turn;
    next[3] = turn + STEP * (fall + 20 * leader * wind * cos * cos);
    return Math.abs(next[0]) > EDGE || Math.abs(next[2]) > TILT;
  }

  @Override
  public double followerReward(double[] state, double leader, double follower, double[] next) {
    return 1;
  }

  @Override
  public double leaderReward(double[] state, double leader, double follower, double[] next) {
    return low < next[0] && next[0] < high ? 1 : 0;
  }

  @Override
  public double feature(double[] next, int k) {
    double z = 2 * next[0] + 4 - k;
    return StrictMath.exp(-0.5 * z * z);
  }
}
