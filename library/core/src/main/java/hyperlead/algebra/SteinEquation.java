package hyperlead.algebra;

/**
 * The Stein equation {@code X = M + γ L X Lᵀ}, by doubling:
 *
 * <pre>
 * X ← X + D X Dᵀ,   D ← D²,   from X = M, D = √γ L
 * </pre>
 *
 * <p>After k steps X holds the first 2ᵏ terms of {@code Σ_j γʲ Lʲ M Lʲᵀ}, so it converges
 * quadratically where √γ L is stable. Three products of n³ a step. Source: Smith, "Matrix equation
 * XA + BX = C", SIAM J. Appl. Math. 16, 1968.
 */
public final class SteinEquation {
  private static final int MOST_STEPS = 64;

  private SteinEquation() {}

  /**
   * Solves the equation.
   *
   * @param l L, n × n
   * @param m M, n × n, symmetric
   * @param discount γ in [0, 1]
   * @return X, n × n, symmetric
   * @throws ArithmeticException if √γ L is not stable
   */
  public static Matrix solve(Matrix l, Matrix m, double discount) {
    Matrix x = m;
    Matrix power = l.times(Math.sqrt(discount));
    for (int step = 0; step < MOST_STEPS; step++) {
      Matrix term = power.congruence(x);
      x = x.plus(1, term);
      if (!(x.largest() <= Double.MAX_VALUE)) {
        break;
      }
      if (term.largest() <= 1e-17 * x.largest()) {
        return x.symmetric();
      }
      power = power.times(power);
    }
    throw new ArithmeticException(
        "Stein equation has no solution by doubling: √γ L is not stable, γ = " + discount);
  }
}
