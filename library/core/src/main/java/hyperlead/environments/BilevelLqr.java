package hyperlead.environments;

import hyperlead.algebra.Gaussian;
import hyperlead.algebra.GaussianLaw;
import hyperlead.algebra.Matrix;
import hyperlead.data.Constants;
import hyperlead.data.DataFile;
import hyperlead.linear.ConfiguredMatrix;
import hyperlead.linear.GaussianBump;
import hyperlead.linear.LinearQuadraticProblem;
import hyperlead.linear.LinearSystem;
import hyperlead.linear.QuadraticCost;
import hyperlead.parameters.FreeParameters;

/**
 * BilevelLqr: a leader and a follower push the same cart; the leader wants it at a place that the
 * follower does not care about.
 *
 * <pre>
 * x' = A x + B u + C a,   A = [[0, 1], [0, 0]],   B = [0, 0.1]ᵀ,   C = [0.1, 0]ᵀ
 * a = K x + W w,   θ = K ∈ ℝ²,   W = 0.001,   w ~ N(0, 1),   K_0 ~ N(0, I)
 * r_F = −(xᵀx + u²),   γ_F = 0.95,   τ = 0.1,   x_0 = (1, 0)
 * r_L = exp(−½ Σ_i ((x_i − x*_i)/σ_i)²),   x* = (−0.8, 0),   σ = (0.2, 0.01)
 * γ_L = 0.99,   100 steps
 * </pre>
 *
 * <p>A Markov game: the follower sees the leader's action before it acts. Data:
 * datasets/bilevel-lqr. Source: arXiv 2603.14867.
 */
public final class BilevelLqr {
  private BilevelLqr() {}

  /** {@return the benchmark problem} */
  public static LinearQuadraticProblem problem() {
    Constants constants = Constants.of(DataFile.bundled("bilevel-lqr/constants.csv"));
    double push = constants.get("leader_push");
    double deviation = constants.get("initial_deviation");
    return new LinearQuadraticProblem(
        constants.setting("BilevelLqr", constants.get("temperature")),
        new FreeParameters(2),
        new LinearSystem(
            ConfiguredMatrix.fixed(Matrix.of("A", new double[][] {{0, 1}, {0, 0}})),
            Matrix.of("B", new double[][] {{0}, {constants.get("follower_push")}}),
            Matrix.of("C", new double[][] {{push}, {0}}),
            ConfiguredMatrix.block(0, 1, 2),
            Matrix.diagonal(constants.get("leader_noise")),
            Matrix.zero(2, 0)),
        new QuadraticCost(
            ConfiguredMatrix.fixed(Matrix.scalar(2, constants.get("state_cost"))),
            Matrix.diagonal(constants.get("action_cost"))),
        GaussianBump.of(
            pair(constants, "target_position", "target_velocity"),
            pair(constants, "width_position", "width_velocity")),
        GaussianLaw.fixed(pair(constants, "start_position", "start_velocity")),
        random -> Gaussian.vector(random, 2, deviation));
  }

  private static double[] pair(Constants constants, String first, String second) {
    return new double[] {constants.get(first), constants.get(second)};
  }
}
