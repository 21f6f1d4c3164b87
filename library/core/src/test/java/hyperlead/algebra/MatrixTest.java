package hyperlead.algebra;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.linear.ConfiguredMatrix;
import java.util.SplittableRandom;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;

/** Products and factors against Commons Math on random shapes. */
class MatrixTest {
  private final SplittableRandom random = new SplittableRandom(5);

  private Matrix random(int rows, int columns) {
    return Matrix.of(rows, columns, (i, j) -> random.nextGaussian());
  }

  private static RealMatrix commons(Matrix matrix) {
    return new Array2DRowRealMatrix(matrix.toRows());
  }

  private static void assertSame(RealMatrix expected, Matrix actual) {
    assertEquals(expected.getRowDimension(), actual.rows());
    for (int i = 0; i < actual.rows(); i++) {
      assertArrayEquals(expected.getRow(i), actual.toRows()[i], 1e-10);
    }
  }

  @Test
  void productsAgreeWithCommonsMath() {
    Matrix a = random(3, 5);
    Matrix b = random(5, 2);
    Matrix c = random(3, 2);
    assertSame(commons(a).multiply(commons(b)), a.times(b));
    assertSame(commons(a).transpose().multiply(commons(c)), a.transposed().times(c));
    assertSame(commons(a).multiply(commons(a).transpose()), a.squared());
    assertSame(
        commons(c).add(commons(a).multiply(commons(b)).scalarMultiply(-2)),
        c.plusProduct(-2, a, b));
    double[] out = {1, 2, 3, 4};
    a.addApplied(2, new double[] {9, 1, 2, 3, 4, 5}, 1, out, 1);
    double[] product = commons(a).operate(new double[] {1, 2, 3, 4, 5});
    assertArrayEquals(
        new double[] {1, 2 + 2 * product[0], 3 + 2 * product[1], 4 + 2 * product[2]}, out, 1e-12);
    double[] back = {1, 2, 3, 4, 5, 6};
    a.addTransposeApplied(2, new double[] {9, 1, 2, 3}, 1, back, 1);
    product = commons(a).preMultiply(new double[] {1, 2, 3});
    for (int i = 0; i < 5; i++) {
      assertEquals(i + 2 + 2 * product[i], back[i + 1], 1e-12);
    }
    Matrix square = random(3, 3);
    double form = Matrix.column(new double[] {1, 2, 3}).transposed().congruence(square).get(0, 0);
    assertEquals(form, square.quadratic(new double[] {9, 1, 2, 3}, 1), 1e-12);
    assertEquals(1, back[0]);
    assertEquals(commons(a).multiply(commons(a).transpose()).getTrace(), a.dot(a), 1e-12);
  }

  @Test
  void blocksAreCopiedToTheirPlace() {
    Matrix a = random(3, 2);
    Matrix b = random(3, 4);
    Matrix both = Matrix.beside(a, b);
    assertArrayEquals(a.entries(), both.block(0, 0, 3, 2).entries());
    assertArrayEquals(b.entries(), both.block(0, 2, 3, 4).entries());
    assertEquals(b.get(2, 1), both.get(2, 3));
  }

  @Test
  void factorsSolve() {
    for (int n = 1; n <= 12; n++) {
      Matrix a = random(n, n);
      Matrix right = random(n, 3);
      assertSame(
          new LUDecomposition(commons(a)).getSolver().solve(commons(right)), a.solve("A", right));
      Matrix s = a.congruence(Matrix.scalar(n, 1)).plus(1, Matrix.scalar(n, 0.1)).symmetric();
      Cholesky cholesky = Cholesky.of("S", s);
      assertSame(
          new LUDecomposition(commons(s)).getSolver().solve(commons(right)), cholesky.solve(right));
      assertSame(commons(s), cholesky.root().congruence(Matrix.scalar(n, 1)));
      double determinant = new LUDecomposition(commons(s)).getDeterminant();
      assertEquals(Math.log(determinant), cholesky.logDeterminant(), 1e-9);
    }
  }

  @Test
  void factorsOfWhatHasNoneFailWithItsName() {
    Exception indefinite =
        assertThrows(
            ArithmeticException.class, () -> Cholesky.of("cost", Matrix.diagonal(1, -0.3)));
    assertEquals("cost must be positive definite: pivot 1 is -0.3", indefinite.getMessage());
    assertThrows(ArithmeticException.class, () -> Cholesky.of("cost", Matrix.diagonal(Double.NaN)));
    Exception singular =
        assertThrows(
            ArithmeticException.class,
            () -> Matrix.diagonal(1, 0).solve("system", Matrix.scalar(2, 1)));
    assertEquals("system is singular: [[1.0, 0.0], [0.0, 0.0]]", singular.getMessage());
    Exception large =
        assertThrows(
            ArithmeticException.class, () -> Matrix.zero(7, 7).solve("system", Matrix.zero(7, 7)));
    assertEquals("system is singular: 7 × 7 numbers", large.getMessage());
  }

  @Test
  void shapesAreChecked() {
    Exception shape =
        assertThrows(IllegalArgumentException.class, () -> random(2, 3).times(random(2, 3)));
    assertEquals("matrix must be 2 × 2: 2 × 3", shape.getMessage());
    assertThrows(IllegalArgumentException.class, () -> random(2, 3).symmetric());
    assertThrows(
        IllegalArgumentException.class, () -> Matrix.of("A", new double[][] {{1, 2}, {3}}));
    assertThrows(
        IllegalArgumentException.class, () -> Matrix.of("A", new double[][] {{Double.NaN}}));
  }

  @Test
  void steinEquationIsSolvedOrFails() {
    for (int n = 1; n <= 20; n++) {
      Matrix l = random(n, n);
      // Frobenius norm 1.1, and √0.7 · 1.1 < 1.
      l = l.times(1.1 / Math.sqrt(l.dot(l)));
      Matrix m = random(n, n).symmetric();
      Matrix x = SteinEquation.solve(l, m, 0.7);
      Matrix error = m.plus(0.7, l.congruence(x)).plus(-1, x);
      assertEquals(0, error.largest(), 1e-12 * x.largest());
    }
    Exception unstable =
        assertThrows(
            ArithmeticException.class,
            () -> SteinEquation.solve(Matrix.diagonal(1.2), Matrix.diagonal(1), 0.9));
    assertTrue(unstable.getMessage().contains("not stable"), unstable.getMessage());
  }

  @Test
  void configuredMatricesReadAndWriteTheirBlock() {
    double[] y = {7, 1, 2, 3, 4, 5, 6};
    ConfiguredMatrix block = ConfiguredMatrix.block(1, 2, 3);
    assertArrayEquals(new double[] {1, 2, 3, 4, 5, 6}, block.at(y).entries());
    double[] g = new double[7];
    block.addGradient(y, 2, new double[] {0, 1, 10}, 1, new double[] {1, 2, 3}, 0, g);
    assertArrayEquals(new double[] {0, 2, 4, 6, 20, 40, 60}, g);
    block.addGradient(y, block.at(y).times(-1), g);
    assertArrayEquals(new double[] {0, 1, 2, 3, 16, 35, 54}, g);
    ConfiguredMatrix fixed = ConfiguredMatrix.fixed(Matrix.diagonal(3));
    assertFalse(fixed.isConfigured());
    fixed.addGradient(y, Matrix.diagonal(5), g);
    fixed.addGradient(y, 1, new double[] {1}, 0, new double[] {1}, 0, g);
    assertArrayEquals(new double[] {0, 1, 2, 3, 16, 35, 54}, g);
    assertThrows(IllegalArgumentException.class, () -> ConfiguredMatrix.block(-1, 1, 1));
    Exception beyond =
        assertThrows(IllegalArgumentException.class, () -> ConfiguredMatrix.block(6, 1, 2).at(y));
    assertEquals(
        "block of 2 numbers from entry 6 on must lie within the configuration, of length 7",
        beyond.getMessage());
  }
}
