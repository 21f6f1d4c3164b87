package hyperlead.algebra;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** Solutions against the equations, written with whole matrices; counts not divisible by four. */
class LeastSquaresTest {
  private static final double RIDGE = 0.03;

  private final SplittableRandom random = new SplittableRandom(4);
  private final Matrix phi = random(9, 3);
  private final Matrix next = random(9, 3);
  private final Matrix targets = random(9, 2);
  private final Matrix weights = Matrix.of(9, 1, (i, j) -> random.nextDouble());

  private Matrix random(int rows, int columns) {
    return Matrix.of(rows, columns, (i, j) -> random.nextGaussian());
  }

  private LeastSquares equations(double discount, int samples) {
    LeastSquares equations = new LeastSquares(3, 2);
    for (int t = 0; t < samples; t++) {
      System.arraycopy(phi.toRows()[t], 0, equations.features(), 0, 3);
      System.arraycopy(next.toRows()[t], 0, equations.next(), 0, 3);
      equations.add(weights.get(t, 0), discount, targets.toRows()[t]);
    }
    return equations;
  }

  /** Σ ω φ (φ − γ φ')ᵀ + ridge · diag(Σ ω φ φᵀ). */
  private Matrix system(double discount) {
    Matrix weighted = Matrix.diagonal(weights.entries()).times(phi).transposed();
    Matrix squares = weighted.times(phi);
    return weighted
        .times(phi.plus(-discount, next))
        .plus(RIDGE, Matrix.of(3, 3, (i, j) -> i == j ? squares.get(i, j) : 0));
  }

  @Test
  void solvesTheEquations() {
    Matrix right = Matrix.diagonal(weights.entries()).times(phi).transposed().times(targets);
    for (double discount : new double[] {0, 0.9}) {
      Matrix solution = equations(discount, 9).solve("fit", RIDGE);
      assertEquals(0, system(discount).times(solution).plus(-1, right).largest(), 1e-12);
      double[] b = {1, -2, 3};
      double[] z = equations(discount, 9).solveTransposed("fit", RIDGE, b);
      assertArrayEquals(b, system(discount).transposed().times(Matrix.column(z)).entries(), 1e-12);
    }
  }

  @Test
  void residualsAreWhatTheSolutionLeaves() {
    Matrix solution = random(3, 2);
    Matrix left = targets.plus(-1, phi.times(solution));
    Matrix weighted = Matrix.diagonal(weights.entries()).times(left);
    double count = Matrix.of(1, 9, (i, j) -> 1).times(weights).get(0, 0);
    Matrix expected = left.transposed().times(weighted).times(1 / count);
    Matrix residuals = equations(0, 9).residuals(solution);
    assertEquals(0, expected.plus(-1, residuals).largest(), 1e-12);
  }

  @Test
  void anInterruptEndsAFit() {
    Thread.currentThread().interrupt();
    try {
      Exception ended =
          assertThrows(CancellationException.class, () -> new LeastSquares(2, 1).add(1, 0, 3));
      assertEquals("a fit was interrupted", ended.getMessage());
    } finally {
      assertTrue(Thread.interrupted(), "the flag stays");
    }
  }

  @Test
  void whatWasNeverSeenHasWeightZeroWithARidgeOnly() {
    LeastSquares equations = new LeastSquares(2, 1);
    equations.features()[0] = 2;
    equations.add(1, 0, 3);
    assertArrayEquals(new double[] {1.2, 0}, equations.solve("fit", 0.25).entries(), 1e-15);
    Exception singular = assertThrows(ArithmeticException.class, () -> equations.solve("fit", 0));
    assertEquals("fit is singular: [[1.0, 0.0], [0.0, 0.0]]", singular.getMessage());
  }
}
