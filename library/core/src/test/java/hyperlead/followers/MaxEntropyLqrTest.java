package hyperlead.followers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.Setting;
import hyperlead.algebra.Cholesky;
import hyperlead.algebra.GaussianLaw;
import hyperlead.algebra.Matrix;
import hyperlead.environments.BilevelLqr;
import hyperlead.linear.ConfiguredMatrix;
import hyperlead.linear.GaussianBump;
import hyperlead.linear.LinearQuadraticFollower;
import hyperlead.linear.LinearQuadraticModel;
import hyperlead.linear.LinearQuadraticProblem;
import hyperlead.linear.LinearQuadraticResponse;
import hyperlead.linear.LinearSystem;
import hyperlead.linear.QuadraticCost;
import hyperlead.linear.RandomSystem;
import hyperlead.parameters.FreeParameters;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MaxEntropyLqrTest {
  /** Q(s,u) − V(s) = τ log π(u|s) for every s and u: policy, values and constant at once. */
  @Test
  void policyAndValuesSolveTheSoftBellmanEquation() {
    for (long seed = 0; seed < 50; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      LinearQuadraticProblem problem =
          seed < 25 ? RandomSystem.of(seed, 10, 0.95) : RandomSystem.priced(seed, 10, 0.95);
      LinearQuadraticResponse response =
          new MaxEntropyLqr().on(problem).respond(problem.initialParameters(random));
      for (int point = 0; point < 10; point++) {
        int width = response.gain().columns() + response.gain().rows();
        double[] row = random.doubles(width, -2, 2).toArray();
        double soft = actionValue(problem, response, row) - value(response, row);
        double logarithm = problem.temperature() * logPolicy(response, row);
        assertEquals(logarithm, soft, 1e-9 * (1 + Math.abs(logarithm)), problem.name());
      }
      assertTrue(response.residual() < 1e-12, "residual " + response.residual());
    }
  }

  private static double value(LinearQuadraticResponse response, double[] row) {
    return response.value(row, 0);
  }

  /** r_F + γ E[V_F(x', a')] of a row (a, x, u), with E[sᵀHs] = ŝᵀHŝ + tr(H Cov s). */
  private static double actionValue(
      LinearQuadraticProblem problem, LinearQuadraticResponse response, double[] row) {
    LinearQuadraticModel model = response.model();
    int n = model.states();
    int m = model.actions();
    int p = model.leaderActions();
    Matrix a = Matrix.column(Arrays.copyOfRange(row, 0, p));
    Matrix x = Matrix.column(Arrays.copyOfRange(row, p, p + n));
    Matrix u = Matrix.column(Arrays.copyOfRange(row, p + n, p + n + m));
    double reward =
        -model.stateCost().times(x).dot(x)
            - 2 * model.crossCost().times(u).dot(x)
            - model.actionCost().times(u).dot(u)
            - x.above(u).above(Matrix.scalar(1, 1)).dot(model.linearCost());
    assertEquals(reward, model.followerReward(row, p), 1e-12 * (1 + Math.abs(reward)));
    Matrix next =
        model
            .dynamics()
            .times(x)
            .plusProduct(1, model.input(), u)
            .plusProduct(1, model.leaderInput(), a);
    Matrix seen =
        Matrix.zero(n + p, 1).withBlock(0, 0, model.feedback().times(next)).withBlock(p, 0, next);
    Matrix spread =
        Matrix.zero(n + p, model.noise().columns() + p)
            .withBlock(0, 0, model.feedback().times(model.noise()))
            .withBlock(0, model.noise().columns(), model.leaderNoise())
            .withBlock(p, 0, model.noise());
    double quadratic =
        response.values().times(seen).dot(seen)
            + response.values().times(spread).dot(spread)
            + response.slope().dot(seen);
    return reward + problem.followerDiscount() * (response.constant() - quadratic);
  }

  /** log N(u; −F s − f, UUᵀ). */
  private static double logPolicy(LinearQuadraticResponse response, double[] row) {
    int seen = response.gain().columns();
    int m = response.gain().rows();
    Matrix s = Matrix.column(Arrays.copyOf(row, seen));
    Matrix off =
        Matrix.column(Arrays.copyOfRange(row, seen, row.length))
            .plusProduct(1, response.gain(), s)
            .plus(1, response.offset());
    Cholesky covariance = Cholesky.of("UUᵀ", response.deviation().squared());
    double squares = covariance.solve(off).dot(off);
    return -(m * Math.log(2 * Math.PI) + covariance.logDeterminant() + squares) / 2;
  }

  @Test
  void theGradientOfValuesIsTheirSlope() {
    LinearQuadraticResponse response =
        new MaxEntropyLqr().on(BilevelLqr.problem()).respond(new double[] {-1, 2});
    double[] row = {0.4, 0.3, -0.7, 9};
    double[] gradient = new double[4];
    response.addValueGradient(row, 0, 2, gradient);
    assertEquals(0, gradient[3]);
    for (int i : new int[] {0, 1, 2}) {
      double[] up = row.clone();
      double[] down = row.clone();
      up[i] += 1e-3;
      down[i] -= 1e-3;
      // Exact for a quadratic function.
      double slope = (value(response, up) - value(response, down)) / 2e-3;
      assertEquals(2 * slope, gradient[i], 1e-9);
    }
  }

  @Test
  void theAnswerIsAFunctionOfTheta() {
    LinearQuadraticProblem problem = BilevelLqr.problem();
    LinearQuadraticFollower follower = new MaxEntropyLqr().on(problem);
    double[] first = follower.respond(new double[] {-3, 1}).gain().entries();
    follower.respond(new double[] {5, -2});
    LinearQuadraticResponse again = follower.respond(new double[] {-3, 1});
    assertArrayEquals(first, again.gain().entries());
    assertArrayEquals(new double[] {-3, 1}, again.theta());
  }

  @Test
  void aLeaderThatCannotBeHeldSaysSo() {
    // x_1' = x_1 (0.1 K_1) + …: the follower's push does not reach a leader that makes it explode.
    LinearQuadraticFollower follower = new MaxEntropyLqr().on(BilevelLqr.problem());
    Exception failure =
        assertThrows(ArithmeticException.class, () -> follower.respond(new double[] {20, -10}));
    assertEquals(
        "Riccati equation has no stabilising solution: mode 1.949 of √γ A is not stable"
            + " and cannot be moved by the follower's actions",
        failure.getMessage());
  }

  @Test
  void costsMustBeDefinite() {
    Matrix one = Matrix.scalar(2, 1);
    Exception action =
        assertThrows(
            ArithmeticException.class,
            () -> new QuadraticCost(ConfiguredMatrix.fixed(one), Matrix.diagonal(1, -1e-6)));
    assertEquals(
        "costs [Q N; Nᵀ R] plus rounding must be positive definite: pivot 3 is -9.99999E-7",
        action.getMessage());
    LinearQuadraticProblem free = scalar(new QuadraticCost(block(), Matrix.zero(1, 1)));
    Exception curvature =
        assertThrows(
            ArithmeticException.class,
            () -> new MaxEntropyLqr().on(free).respond(new double[] {0}));
    assertEquals("R + γ BᵀPB must be positive definite: pivot 0 is 0.0", curvature.getMessage());
    Exception symmetric =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new QuadraticCost(
                    ConfiguredMatrix.fixed(one),
                    Matrix.of("R", new double[][] {{1, 0.5}, {0, 1}})));
    assertEquals(
        "action cost R must be symmetric: [[1.0, 0.5], [0.0, 1.0]]", symmetric.getMessage());
    LinearQuadraticProblem problem = scalar(new QuadraticCost(block(), Matrix.scalar(1, 1)));
    Exception state =
        assertThrows(ArithmeticException.class, () -> problem.at(new double[] {-0.5}));
    assertTrue(
        state.getMessage().startsWith("costs [Q N; Nᵀ R] plus rounding must be positive definite"),
        state.getMessage());
    assertEquals(0, problem.at(new double[] {0}).stateCost().get(0, 0));
  }

  private static ConfiguredMatrix block() {
    return ConfiguredMatrix.block(0, 1, 1);
  }

  /** One state, θ = Q. */
  private static LinearQuadraticProblem scalar(QuadraticCost cost) {
    return new LinearQuadraticProblem(
        new Setting("scalar", 0.5, 0.9, 0.9, 10),
        new FreeParameters(1),
        LinearSystem.configured(
            ConfiguredMatrix.fixed(Matrix.scalar(1, 0.5)),
            Matrix.scalar(1, 1),
            Matrix.scalar(1, 0.1)),
        cost,
        GaussianBump.of(new double[1], new double[] {1}),
        GaussianLaw.fixed(1),
        random -> new double[] {1});
  }

  @Test
  void shapesAndRangesAreChecked() {
    QuadraticCost two =
        new QuadraticCost(ConfiguredMatrix.fixed(Matrix.scalar(2, 1)), Matrix.scalar(1, 1));
    Exception cost = assertThrows(IllegalArgumentException.class, () -> scalar(two));
    assertEquals("state cost Q must have 1 rows: 2", cost.getMessage());
    Exception shape =
        assertThrows(
            IllegalArgumentException.class,
            () -> LinearSystem.configured(block(), Matrix.zero(2, 1), Matrix.zero(1, 1)));
    assertEquals("B must be 1 × 1: 2 × 1", shape.getMessage());
    Exception theta =
        assertThrows(
            IllegalArgumentException.class,
            () -> BilevelLqr.problem().at(new double[] {1, Double.NaN}));
    assertEquals("theta[1] must be finite: NaN", theta.getMessage());
  }
}
