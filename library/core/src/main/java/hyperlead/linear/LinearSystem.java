package hyperlead.linear;

import hyperlead.algebra.Matrix;

/**
 * Linear dynamics with an action of the leader that the follower sees before it acts:
 *
 * <pre>
 * x' = A x + B u + C a + D ε,   a = K x + W w,   ε, w ~ N(0, I)
 * </pre>
 *
 * <p>x is the state (n), u the follower's action (m), a the leader's (p). A or K or both may depend
 * on θ. A leader that only configures the dynamics has p = 0.
 *
 * @param dynamics A, n × n
 * @param input B, n × m, m &gt; 0
 * @param leaderInput C, n × p
 * @param feedback K, p × n
 * @param leaderNoise W, p × p
 * @param noise D, n × any number of columns
 */
public record LinearSystem(
    ConfiguredMatrix dynamics,
    Matrix input,
    Matrix leaderInput,
    ConfiguredMatrix feedback,
    Matrix leaderNoise,
    Matrix noise) {

  /** Throws an {@link IllegalArgumentException} if shapes do not fit. */
  public LinearSystem {
    int n = dynamics.rows();
    int p = leaderInput.columns();
    shape("A", n, n, dynamics.rows(), dynamics.columns());
    shape("B", n, input.columns(), input.rows(), Math.max(1, input.columns()));
    shape("C", n, p, leaderInput.rows(), leaderInput.columns());
    shape("K", p, n, feedback.rows(), feedback.columns());
    shape("W", p, p, leaderNoise.rows(), leaderNoise.columns());
    shape("D", n, noise.columns(), noise.rows(), noise.columns());
  }

  /** {@return a system in which the leader does not act, of A, B and D} */
  public static LinearSystem configured(ConfiguredMatrix dynamics, Matrix input, Matrix noise) {
    int n = dynamics.rows();
    return new LinearSystem(
        dynamics,
        input,
        Matrix.zero(n, 0),
        ConfiguredMatrix.fixed(Matrix.zero(0, n)),
        Matrix.zero(0, 0),
        noise);
  }

  static void shape(String name, int rows, int columns, int actualRows, int actualColumns) {
    if (rows != actualRows || columns != actualColumns) {
      throw new IllegalArgumentException(
          "%s must be %s × %s: %s × %s".formatted(name, rows, columns, actualRows, actualColumns));
    }
  }

  /** {@return the number n of states} */
  public int states() {
    return dynamics.rows();
  }

  /** {@return the number m of the follower's actions} */
  public int actions() {
    return input.columns();
  }

  /** {@return the number p of the leader's actions} */
  public int leaderActions() {
    return leaderInput.columns();
  }

  /** {@return p + n + m, the length of a step (a, x, u)} */
  public int width() {
    return leaderActions() + states() + actions();
  }
}
