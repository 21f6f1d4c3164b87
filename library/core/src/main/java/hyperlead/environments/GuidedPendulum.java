package hyperlead.environments;

import hyperlead.algebra.Require;
import hyperlead.continuous.Dynamics;
import java.util.random.RandomGenerator;

/**
 * A pendulum that a follower turns upright by a weak motor, while a leader blows to have it lean to
 * one side. Steps of 0.05 s, in which the angle moves by the new speed:
 *
 * <pre>
 * s = (φ, ω)        rad, rad/s; φ = 0 upright, in [−π, π]; starts uniformly in [−π, π] × [−1, 1]
 * ω' = ω + 0.05 (15 sin φ + 3 a + 2 b w cos²φ), clipped to [−8, 8]          a ∈ [−2, 2]
 * φ' = φ + 0.05 ω', less a turn beyond π
 * r_F = −(φ² + 0.1 ω² + 0.001 a²),   r_L = min(0, −sin φ)
 * φ_k(s') = cos φ', sin φ', cos 2φ', sin 2φ'
 * </pre>
 *
 * <p>The players see (cos φ, sin φ, ω). An episode never ends, and is cut after 200 steps.
 *
 * <p>Constants: GuidedPendulum-v0 of the authors' repository (akimotolab/BC-HG), a guided form of
 * Gymnasium's Pendulum. The features are of this library.
 *
 * @param wind w ≥ 0, the leader's strength; 0 for one that only designs the reward
 */
public record GuidedPendulum(double wind) implements Dynamics {
  /** Δ, s. */
  static final double STEP = 0.05;

  /** The largest |ω|, rad/s. */
  static final double FASTEST = 8;

  /** Throws an {@link IllegalArgumentException} if the wind is none. */
  public GuidedPendulum {
    Require.that(wind >= 0 && Double.isFinite(wind), "wind must be finite and ≥ 0: %s", wind);
  }

  /** {@return the pendulum with wind 1} */
  public static GuidedPendulum v0() {
    return new GuidedPendulum(1);
  }

  @Override
  public int dimension() {
    return 2;
  }

  @Override
  public int observations() {
    return 3;
  }

  @Override
  public double scale(int entry) {
    return entry == 2 ? FASTEST : 1;
  }

  @Override
  public int features() {
    return 4;
  }

  @Override
  public double followerLimit() {
    return 2;
  }

  @Override
  public void reset(double[] state, RandomGenerator random) {
    state[0] = Math.PI * (2 * random.nextDouble() - 1);
    state[1] = 2 * random.nextDouble() - 1;
  }

  @Override
  public void observe(double[] state, double[] observation) {
    observation[0] = cos(state[0]);
    observation[1] = sin(state[0]);
    observation[2] = state[1];
  }

  @Override
  public boolean step(double[] state, double leader, double follower, double[] next) {
    check(leader, follower);
    double pull = pull(state[0], follower) + leader * blow(state[0]);
    double speed = Math.max(-FASTEST, Math.min(FASTEST, state[1] + STEP * pull));
    double angle = state[0] + STEP * speed;
    next[0] = Math.abs(angle) > Math.PI ? angle - Math.copySign(2 * Math.PI, angle) : angle;
    next[1] = speed;
    return false;
  }

  /** What gravity and the motor do to the speed, rad/s². */
  static double pull(double angle, double follower) {
    return 15 * sin(angle) + 3 * follower;
  }

  /** What the whole wind does, rad/s². */
  double blow(double angle) {
    return 2 * wind * cos(angle) * cos(angle);
  }

  @Override
  public double followerReward(double[] state, double leader, double follower, double[] next) {
    return -(state[0] * state[0] + 0.1 * state[1] * state[1] + 0.001 * follower * follower);
  }

  @Override
  public double leaderReward(double[] state, double leader, double follower, double[] next) {
    return Math.min(0, -sin(state[0]));
  }

  @Override
  public double feature(double[] next, int k) {
    double sin = sin(next[0]);
    return switch (k) {
      case 0 -> cos(next[0]);
      case 1 -> sin;
      case 2 -> 1 - 2 * sin * sin;
      default -> 2 * sin * cos(next[0]);
    };
  }

  static double cos(double x) {
    return sin(Math.PI / 2 - Math.abs(x));
  }

  /** Of |x| ≤ π, by |x| ≤ π/4: StrictMath allocates for more where it is written in Java. */
  static double sin(double x) {
    double size = Math.abs(x);
    double sin =
        size <= Math.PI / 4
            ? StrictMath.sin(size)
            : size <= 3 * Math.PI / 4
                ? StrictMath.cos(size - Math.PI / 2)
                : StrictMath.sin(Math.PI - size);
    return Math.copySign(sin, x);
  }
}
