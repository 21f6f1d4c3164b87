package hyperlead.continuous;

import hyperlead.LeaderProblem;
import hyperlead.Setting;
import hyperlead.StepProblem;
import hyperlead.algebra.Gaussian;
import hyperlead.algebra.Require;
import hyperlead.parameters.FreeParameters;
import hyperlead.parameters.Parameterization;
import java.util.random.RandomGenerator;

/**
 * A leader's problem on a machine that a follower steers, known by its simulator alone: there is no
 * exact objective, and the logs of trainings have the sampled one.
 *
 * <p>A step is a row (b, o, u), or (o, u) where the leader does not act: the leader's action, what
 * both see, and the follower's action in units of its limit.
 *
 * @param setting name, τ, γ_F, γ_L and horizon
 * @param dynamics the machine, with both rewards
 * @param influence how the leader's configuration enters
 * @param parameterization θ ↦ y
 * @param spread θ_0 ~ N(0, spread²), ≥ 0
 */
public record ContinuousProblem(
    Setting setting,
    Dynamics dynamics,
    Influence influence,
    Parameterization parameterization,
    double spread)
    implements StepProblem<ContinuousEpisode> {
  private static final double DISCOUNT = 0.99;

  /** Throws an {@link IllegalArgumentException} if a number is out of its range. */
  public ContinuousProblem {
    Require.that(spread >= 0 && spread < 1e9, "spread must be finite and not negative: %s", spread);
    Require.positive("followerLimit", dynamics.followerLimit());
    for (int i = 0; i < dynamics.observations(); i++) {
      Require.positive("scale of entry " + i, dynamics.scale(i));
    }
    if (influence.acts()) {
      Require.positive("deviation", influence.deviation());
    }
    Require.that(
        parameterization.configurations() == influence.parameters(),
        "parameterization must have %s configurations: %s",
        influence.parameters(),
        parameterization.configurations());
  }

  /**
   * {@return a leader that acts on a machine by a linear policy with σ = 0.1, γ_F = γ_L = 0.99}
   *
   * @param temperature the follower's τ &gt; 0
   */
  public static ContinuousProblem wind(String name, Dynamics dynamics, double temperature) {
    return of(name, dynamics, LinearWind.of(dynamics, 0.1), temperature);
  }

  /**
   * {@return a leader that designs the follower's reward of a machine, γ_F = γ_L = 0.99}
   *
   * @param temperature the follower's τ &gt; 0
   */
  public static ContinuousProblem design(String name, Dynamics dynamics, double temperature) {
    return of(name, dynamics, new RewardDesign(dynamics), temperature);
  }

  /**
   * {@return a problem with free parameters, θ = y, and γ_F = γ_L = 0.99}
   *
   * @param temperature the follower's τ &gt; 0
   */
  public static ContinuousProblem of(
      String name, Dynamics dynamics, Influence influence, double temperature) {
    return new ContinuousProblem(
        new Setting(name, temperature, DISCOUNT, DISCOUNT, dynamics.horizon()),
        dynamics,
        influence,
        new FreeParameters(influence.parameters()),
        0.01);
  }

  /**
   * {@return a problem of this family}
   *
   * @throws IllegalArgumentException if it is of another
   */
  public static ContinuousProblem of(LeaderProblem<ContinuousEpisode> problem) {
    if (problem instanceof ContinuousProblem known) {
      return known;
    }
    throw new IllegalArgumentException("problem must bring its simulator: " + problem.name());
  }

  /** {@return the same problem with another name, τ, γ_F, γ_L and horizon} */
  public ContinuousProblem with(Setting other) {
    return new ContinuousProblem(other, dynamics, influence, parameterization, spread);
  }

  /** {@return the same problem with another θ ↦ y, such as one that bounds y} */
  public ContinuousProblem withParameterization(Parameterization map) {
    return new ContinuousProblem(setting, dynamics, influence, map, spread);
  }

  /**
   * {@return y at θ}
   *
   * @throws IllegalArgumentException if θ is not of length d, or not finite
   */
  public double[] configuration(double[] theta) {
    int d = parameterization.parameters();
    return parameterization.configuration(Require.vector("theta", theta, d));
  }

  /** {@return the length of what the follower sees: b, if the leader acts, and o} */
  public int seen() {
    return (influence.acts() ? 1 : 0) + dynamics.observations();
  }

  @Override
  public int width() {
    return seen() + 1;
  }

  @Override
  public int actions() {
    return 1;
  }

  /**
   * Draws b from the leader's policy into an array of rows, if it acts; o stands after its place.
   *
   * @return the draw before it was cut to [−1, 1]
   */
  public double lead(double[] y, double[] rows, int from, RandomGenerator random) {
    if (!influence.acts()) {
      return 0;
    }
    double mean = influence.mean(y, rows, from + 1);
    double draw = mean + influence.deviation() * Gaussian.next(random);
    rows[from] = Math.max(-1, Math.min(1, draw));
    return draw;
  }

  @Override
  public double[] initialParameters(RandomGenerator random) {
    return Gaussian.vector(random, parameterization.parameters(), spread);
  }

  @Override
  public String toString() {
    return "%s, %s seen, d = %s".formatted(name(), seen(), parameterization.parameters());
  }
}
