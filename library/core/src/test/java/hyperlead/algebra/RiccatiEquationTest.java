package hyperlead.algebra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.junit.jupiter.api.Test;

class RiccatiEquationTest {
  @Test
  void solvesRandomStabilisableSystems() {
    for (int n = 1; n <= 50; n++) {
      for (long seed = 0; seed < 4; seed++) {
        SplittableRandom random = new SplittableRandom(100L * n + seed);
        int m = 1 + random.nextInt(Math.max(1, n / 2));
        // Spectral radius about 1.2: some modes are unstable, all can be moved with probability 1.
        Matrix a = gaussian(random, n, n, 1.2 / Math.sqrt(n));
        Matrix b = gaussian(random, n, m, 1);
        // 1e-12 mostly; 2e-10 where one action has to hold several unstable modes and P is 1e6 Q.
        assertSolves(a, b, Matrix.scalar(n, 1), random.nextDouble(0.8, 0.999), 1e-9);
      }
    }
  }

  @Test
  void solvesSystemsThatAreNearlyOutOfReach() {
    for (long seed = 0; seed < 20; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int n = 2 + random.nextInt(6);
      Matrix a = gaussian(random, n, n, 0.5 / Math.sqrt(n));
      Matrix b = gaussian(random, n, 1, 1);
      // The last mode is unstable by itself, and the action moves it by a thousandth.
      Matrix last = Matrix.of(1, n, (i, j) -> j == n - 1 ? 1.2 : 0);
      a = a.withBlock(n - 1, 0, last);
      b = b.withBlock(n - 1, 0, Matrix.scalar(1, 1e-3));
      // P grows like 1/b²: rounding in it is a million times larger than in the matrices.
      RiccatiEquation.Solution solution = assertSolves(a, b, Matrix.scalar(n, 1), 0.95, 1e-9);
      assertTrue(solution.values().largest() > 1e4, "seed " + seed);
    }
  }

  private static RiccatiEquation.Solution assertSolves(
      Matrix a, Matrix b, Matrix q, double discount, double tolerance) {
    int n = a.rows();
    Matrix r = Matrix.scalar(b.columns(), 0.5);
    RiccatiEquation.Solution solution = RiccatiEquation.solve(a, b, q, r, discount);
    Matrix p = solution.values();
    // P = Q + γ AᵀPA − γ² AᵀPB S⁻¹BᵀPA, by another route than the solver's own residual.
    Matrix apa = a.transposed().times(p).times(a).times(discount);
    Matrix bpa = b.transposed().times(p).times(a).times(discount);
    Matrix s = r.plus(discount, b.transposed().times(p).times(b)).symmetric();
    Matrix taken = bpa.transposed().times(Cholesky.of("S", s).solve(bpa));
    double error = q.plus(1, apa).plus(-1, taken).plus(-1, p).largest();
    String where = "n = %d, residual %s".formatted(n, solution.residual());
    assertEquals(0, error / Math.max(1, p.largest()), tolerance, where);
    assertEquals(0, solution.residual(), tolerance, where);
    Matrix loop = solution.closedLoop().times(Math.sqrt(discount));
    assertTrue(spectralRadius(loop) < 1, where);
    return solution;
  }

  private static double spectralRadius(Matrix matrix) {
    EigenDecomposition modes =
        new EigenDecomposition(new Array2DRowRealMatrix(matrix.toRows(), false));
    double radius = 0;
    for (int i = 0; i < matrix.rows(); i++) {
      radius = Math.max(radius, Math.hypot(modes.getRealEigenvalue(i), modes.getImagEigenvalue(i)));
    }
    return radius;
  }

  private static Matrix gaussian(SplittableRandom random, int rows, int columns, double scale) {
    return Matrix.of(rows, columns, (i, j) -> scale * random.nextGaussian());
  }

  @Test
  void solvesTheScalarEquation() {
    // p = q + γa²p − γ²a²b²p²/(r + γb²p): γb²p² + (r − γb²q − γa²r)p − qr = 0.
    double a = 1.3;
    double b = 0.7;
    double q = 2;
    double r = 0.4;
    double discount = 0.9;
    double linear = r - discount * b * b * q - discount * a * a * r;
    double expected =
        (-linear + Math.sqrt(linear * linear + 4 * discount * b * b * q * r))
            / (2 * discount * b * b);
    RiccatiEquation.Solution solution =
        RiccatiEquation.solve(
            Matrix.diagonal(a),
            Matrix.diagonal(b),
            Matrix.diagonal(q),
            Matrix.diagonal(r),
            discount);
    assertEquals(expected, solution.values().get(0, 0), 1e-13 * expected);
    assertTrue(solution.doublings() <= 7, "doublings " + solution.doublings());
  }

  @Test
  void doublingIsValueIterationInPowersOfTwo() {
    SplittableRandom random = new SplittableRandom(3);
    Matrix a = gaussian(random, 3, 3, 0.7);
    Matrix b = gaussian(random, 3, 2, 1);
    Matrix q = Matrix.scalar(3, 1);
    Matrix r = Matrix.scalar(2, 1);
    Matrix p = q;
    for (int k = 0; k < 2000; k++) {
      Matrix bpa = b.transposed().times(p).times(a).times(0.9);
      Matrix s = r.plus(0.9, b.transposed().times(p).times(b)).symmetric();
      Matrix taken = bpa.transposed().times(Cholesky.of("S", s).solve(bpa));
      p = q.plus(0.9, a.transposed().times(p).times(a)).plus(-1, taken).symmetric();
    }
    Matrix solved = RiccatiEquation.solve(a, b, q, r, 0.9).values();
    assertEquals(0, solved.plus(-1, p).largest(), 1e-11 * p.largest());
  }

  @Test
  void saysWhyThereIsNoStabilisingSolution() {
    Matrix a = Matrix.diagonal(0.5, 1.5);
    Matrix b = Matrix.of("B", new double[][] {{1}, {0}});
    Matrix one = Matrix.scalar(1, 1);
    Exception outOfReach =
        assertThrows(
            ArithmeticException.class,
            () -> RiccatiEquation.solve(a, b, Matrix.scalar(2, 1), one, 0.81));
    assertEquals(
        "Riccati equation has no stabilising solution: mode 1.350 of √γ A is not stable"
            + " and cannot be moved by the follower's actions",
        outOfReach.getMessage());
    Exception cost =
        assertThrows(
            ArithmeticException.class,
            () -> RiccatiEquation.solve(a, b, Matrix.scalar(2, 1), Matrix.scalar(1, -1), 0.81));
    assertEquals(
        "R + γ BᵀPB must be positive definite: pivot 0 is -0.18999999999999995", cost.getMessage());
    Exception nan =
        assertThrows(
            ArithmeticException.class,
            () ->
                RiccatiEquation.solve(
                    Matrix.diagonal(0.5, Double.NaN), b, Matrix.scalar(2, 1), one, 0.81));
    assertEquals("dynamics A is not finite: [[0.5, 0.0], [0.0, NaN]]", nan.getMessage());
  }

  @Test
  void anUnstableModeThatIsDiscountedAwayIsNoError() {
    // √0.25 · 1.5 < 1.
    RiccatiEquation.Solution solution =
        RiccatiEquation.solve(
            Matrix.diagonal(1.5), Matrix.zero(1, 1), Matrix.diagonal(1), Matrix.diagonal(1), 0.25);
    assertEquals(1 / (1 - 0.25 * 2.25), solution.values().get(0, 0), 1e-12);
  }

  /** The values of a equation in units where γ = 1, with γ = 0.99. */
  private static Matrix values(double[][] a, double[][] b, Matrix q, Matrix n, double r) {
    double discount = 0.99;
    return RiccatiEquation.solve(
            Matrix.of("A", a).times(1 / Math.sqrt(discount)),
            Matrix.of("B", b).times(1 / Math.sqrt(discount)),
            q,
            n,
            Matrix.scalar(1, r),
            discount)
        .values();
  }

  private static void assertNear(double[][] expected, Matrix actual, double tolerance) {
    double error = Matrix.of("expected", expected).plus(-1, actual).largest();
    assertEquals(0, error / actual.largest(), tolerance, actual.toString());
  }

  @Test
  void cheapActionsAreAsGoodAsFreeOnes() {
    double[][] a = {{1.2, 0.3}, {0, 0.8}};
    double[][] b = {{1}, {0.5}};
    Matrix none = Matrix.zero(2, 1);
    // SciPy's solve_discrete_are and 60 digits.
    double[][] free = {{1.605377, -0.655825}, {-0.655825, 1.710477}};
    Matrix limit = values(a, b, Matrix.scalar(2, 1), none, 0);
    assertNear(free, limit, 1e-6);
    for (double r = 1e-2; r > 1e-20; r /= 10) {
      Matrix cheap = values(a, b, Matrix.scalar(2, 1), none, r);
      // Values are concave in R, and here their slope at R = 0 is below 2.
      assertEquals(0, cheap.plus(-1, limit).largest(), 2 * r + 1e-14, "R = " + r);
    }
  }

  @Test
  void aGrowingModeThatCostsNothingIsHeldAllTheSame() {
    Matrix q = Matrix.diagonal(0, 1);
    double[][] a = {{2, 0}, {0, 0.5}};
    // SciPy's solve_discrete_are.
    double[][] held = {{8.864462, -1.333333}, {-1.333333, 1.333333}};
    Matrix solved = values(a, new double[][] {{1}, {1}}, q, Matrix.zero(2, 1), 1);
    assertNear(held, solved, 1e-7);
    // Where it costs a little there is no other solution.
    Matrix costs = Matrix.diagonal(1e-13, 1);
    Matrix near = values(a, new double[][] {{1}, {1}}, costs, Matrix.zero(2, 1), 1);
    assertEquals(0, solved.plus(-1, near).largest(), 1e-11);
  }

  @Test
  void aGrowingModeThatNothingHoldsIsLeftAloneIfItCostsNothing() {
    // p = 1 + p/4 − (p/2)²/(1 + p), so p² − p/4 − 1 = 0.
    double alone = (0.25 + Math.sqrt(4.0625)) / 2;
    for (double mode : new double[] {2, 1, 1 / Math.sqrt(0.99)}) {
      double[][] a = {{mode, 0}, {0, 0.5}};
      Matrix q = Matrix.diagonal(0, 1);
      Matrix solved = values(a, new double[][] {{0}, {1}}, q, Matrix.zero(2, 1), 1);
      assertNear(new double[][] {{0, 0}, {0, alone}}, solved, 1e-14);
    }
  }

  @Test
  void crossCostsAreThoseOfAnotherActionOfTheSameProblem() {
    // QuantEcon.py, issue 356; SciPy's solve_discrete_are with s.
    double root = Math.sqrt(0.9);
    Matrix q = Matrix.of("Q", new double[][] {{2.89634, -4.0404}, {-4.0404, 8.16243}});
    Matrix n = Matrix.of("N", new double[][] {{4.0404}, {-8.16243}});
    double[][] a = {{root, 0}, {root * 0.225, 0}};
    double[][] b = {{0}, {root * 1.11111}};
    assertNear(
        new double[][] {{15.94687678, -2.38748478}, {-2.38748478, 0.81622831}},
        values(a, b, q, n, 8.16243),
        1e-9);
  }

  @Test
  void theUnitsOfStatesAndCostsDoNotMatter() {
    Matrix a = Matrix.of("A", new double[][] {{1.1, 0.4}, {0.2, 0.7}});
    Matrix b = Matrix.of("B", new double[][] {{0.3}, {1}});
    Matrix q = Matrix.scalar(2, 1);
    Matrix expected = RiccatiEquation.solve(a, b, q, Matrix.scalar(1, 1e-9), 0.9).values();
    for (double unit : new double[] {1e-6, 1e6}) {
      Matrix scale = Matrix.diagonal(unit, 1);
      Matrix inverse = Matrix.diagonal(1 / unit, 1);
      Matrix solved =
          RiccatiEquation.solve(
                  scale.times(a).times(inverse),
                  scale.times(b),
                  inverse.congruence(q).times(1e-30),
                  Matrix.scalar(1, 1e-39),
                  0.9)
              .values();
      Matrix back = scale.congruence(solved).times(1e30);
      assertEquals(0, back.plus(-1, expected).largest(), 1e-12, "unit " + unit);
    }
  }
}
