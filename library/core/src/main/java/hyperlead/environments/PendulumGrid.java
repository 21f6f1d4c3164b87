package hyperlead.environments;

import hyperlead.Setting;
import hyperlead.algebra.Require;
import hyperlead.parameters.Coefficients;
import hyperlead.parameters.FreeParameters;
import hyperlead.parameters.Parameterization;
import hyperlead.prototyping.Axis;
import hyperlead.prototyping.Expression;
import hyperlead.prototyping.Grid;
import hyperlead.prototyping.Transitions;
import hyperlead.prototyping.World;
import hyperlead.tabular.InitialLaw;
import hyperlead.tabular.TabularProblem;
import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/**
 * The pendulum on a grid of angles and speeds, its torques on equal steps: a finite problem with an
 * exact hypergradient, the referee of leaders who learn beside the pendulum itself.
 *
 * <p>A step leads to the corners around where the pendulum comes, with multilinear chances. What
 * the grid changes of values falls with the square of its spacing. Torques that are equally likely
 * instead of uniformly drawn change the follower's values by a constant, and no hypergradient.
 *
 * <p>Episodes start at any angle of the grid and any of its speeds in [−1, 1]; γ_F = γ_L = 0.95,
 * and simulated ones are cut after 200 steps.
 *
 * @param pendulum what is put on the grid
 * @param angles number of angles, at least 8
 * @param speeds number of speeds, odd, at least 9
 * @param torques number of torques, at least 2
 */
public record PendulumGrid(GuidedPendulum pendulum, int angles, int speeds, int torques) {

  /** Throws an {@link IllegalArgumentException} naming the number that is wrong. */
  public PendulumGrid {
    Require.that(angles >= 8, "angles must be at least 8: %s", angles);
    Require.that(speeds >= 9 && speeds % 2 == 1, "speeds must be odd and at least 9: %s", speeds);
    Require.that(torques >= 2, "torques must be at least 2: %s", torques);
  }

  /** {@return states (φ, ω) and torques a, in the order of the problems} */
  public World<Grid.Point, Double> world() {
    double most = pendulum.followerLimit();
    return World.of(
        grid().points(),
        IntStream.range(0, torques).mapToObj(k -> most * (2.0 * k / (torques - 1) - 1)).toList());
  }

  private Grid grid() {
    double fastest = GuidedPendulum.FASTEST;
    return Grid.of(Axis.ring(-Math.PI, Math.PI, angles), Axis.of(-fastest, fastest, speeds));
  }

  /**
   * {@return the problem of a leader who designs the reward: r_F = r + θᵀφ(s'), b = 0, d = 4}
   *
   * @param temperature τ &gt; 0, in units of reward
   */
  public TabularProblem designed(double temperature) {
    Grid grid = grid();
    Transitions<Grid.Point, Double> law = (y, s, a) -> grid.outcomes(next(s, a, 0));
    TabularProblem problem = problem("designed", pendulum.features(), law, temperature);
    double[][] features = pairs(this::features);
    Coefficients design =
        Coefficients.of(
            features.length,
            (y, i) -> IntStream.range(0, y.length).mapToDouble(k -> y[k] * features[i][k]).sum(),
            (y, i, weight, g) -> {
              for (int k = 0; k < g.length; k++) {
                g[k] += weight * features[i][k];
              }
            });
    return problem.withRewards(problem.followerReward().plus(design), problem.leaderReward());
  }

  /**
   * {@return the problem of a leader who blows by what it sees: b = tanh(θ₀ cos φ + θ₁ sin φ + θ₂
   * ω), d = 3}
   *
   * @param temperature τ &gt; 0, in units of reward
   */
  public TabularProblem guided(double temperature) {
    Grid grid = grid();
    Transitions<Grid.Point, Double> law =
        (y, s, a) -> {
          Expression lean = y.get(1).times(GuidedPendulum.sin(s.get(0)));
          Expression sees = y.get(0).times(GuidedPendulum.cos(s.get(0))).plus(lean);
          Expression wind = sees.plus(y.get(2).times(s.get(1))).tanh();
          return grid.between(next(s, a, -1), next(s, a, 1)).outcomes(next(s, a, wind));
        };
    return problem("guided", pendulum.observations(), law, temperature);
  }

  private TabularProblem problem(
      String name, int parameters, Transitions<Grid.Point, Double> law, double temperature) {
    World<Grid.Point, Double> world = world();
    Parameterization free = new FreeParameters(parameters);
    int[] first =
        IntStream.range(0, angles * speeds)
            .filter(s -> Math.abs(world.states().get(s).get(1)) <= 1)
            .toArray();
    double[][] rewards = pairs(this::rewards);
    return new TabularProblem(
        new Setting("Pendulum(" + name + ")", temperature, 0.95, 0.95, pendulum.horizon()),
        free,
        world.transitions(free, law),
        InitialLaw.uniformOver(first),
        Coefficients.fixed(Arrays.stream(rewards).mapToDouble(r -> r[0]).toArray()),
        Coefficients.fixed(Arrays.stream(rewards).mapToDouble(r -> r[1]).toArray()),
        random -> new double[parameters]);
  }

  /** What each pair of a state and a torque has, in the order of the problem. */
  private double[][] pairs(BiFunction<Grid.Point, Double, double[]> numbers) {
    World<Grid.Point, Double> world = world();
    return world.states().stream()
        .flatMap(s -> world.actions().stream().map(a -> numbers.apply(s, a)))
        .toArray(double[][]::new);
  }

  /** r_F and r_L, which the wind has no part in. */
  private double[] rewards(Grid.Point s, double torque) {
    double[] state = {s.get(0), s.get(1)};
    return new double[] {
      pendulum.followerReward(state, 0, torque, state),
      pendulum.leaderReward(state, 0, torque, state)
    };
  }

  private double[] features(Grid.Point s, double torque) {
    double[] next = {s.get(0), s.get(1)};
    double[] features = new double[pendulum.features()];
    pendulum.step(next, 0, torque, next);
    Arrays.setAll(features, k -> pendulum.feature(next, k));
    return features;
  }

  /** Where a step without wind leads, plus what the wind adds; the angle is not wrapped. */
  private Expression[] next(Grid.Point s, double torque, Expression wind) {
    double fastest = GuidedPendulum.FASTEST;
    Expression speed =
        wind.times(GuidedPendulum.STEP * pendulum.blow(s.get(0)))
            .plus(s.get(1) + GuidedPendulum.STEP * GuidedPendulum.pull(s.get(0), torque))
            .max(Expression.of(-fastest))
            .min(Expression.of(fastest));
    return new Expression[] {speed.times(GuidedPendulum.STEP).plus(s.get(0)), speed};
  }

  private double[] next(Grid.Point s, double torque, double wind) {
    double fastest = GuidedPendulum.FASTEST;
    double pull = GuidedPendulum.pull(s.get(0), torque) + wind * pendulum.blow(s.get(0));
    double speed = Math.max(-fastest, Math.min(fastest, s.get(1) + GuidedPendulum.STEP * pull));
    return new double[] {s.get(0) + GuidedPendulum.STEP * speed, speed};
  }
}
