package hyperlead.neural;

/** Sums of products that run over arrays side by side, four rows a pass. */
public final class Sums {
  /** Rows that are shorter are summed by {@link #dot}. */
  static final int FEW = 4;

  private Sums() {}

  /** out ← out + a · row. */
  public static void add(double a, double[] row, double[] out) {
    for (int j = 0; j < out.length; j++) {
      out[j] += a * row[j];
    }
  }

  /** out ← out + Σ_i x_i rows_i. */
  static void add(double[] x, double[][] rows, double[] out) {
    int i = 0;
    for (; i + 3 < x.length; i += 4) {
      add(x[i], x[i + 1], x[i + 2], x[i + 3], rows[i], rows[i + 1], rows[i + 2], rows[i + 3], out);
    }
    for (; i < x.length; i++) {
      add(x[i], rows[i], out);
    }
  }

  /** out ← out + Σ_{s &lt; count} x_s[i] rows_s. */
  static void addColumn(double[][] x, int i, double[][] rows, int count, double[] out) {
    int s = 0;
    for (; s + 3 < count; s += 4) {
      add(
          x[s][i],
          x[s + 1][i],
          x[s + 2][i],
          x[s + 3][i],
          rows[s],
          rows[s + 1],
          rows[s + 2],
          rows[s + 3],
          out);
    }
    for (; s < count; s++) {
      add(x[s][i], rows[s], out);
    }
  }

  private static void add(
      double a,
      double b,
      double c,
      double d,
      double[] e,
      double[] f,
      double[] g,
      double[] h,
      double[] out) {
    for (int j = 0; j < out.length; j++) {
      out[j] += (a * e[j] + b * f[j]) + (c * g[j] + d * h[j]);
    }
  }

  /** {@return Σ_i x_i y_i, in four sums} */
  public static double dot(double[] x, double[] y) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i + 3 < x.length; i += 4) {
      a += x[i] * y[i];
      b += x[i + 1] * y[i + 1];
      c += x[i + 2] * y[i + 2];
      d += x[i + 3] * y[i + 3];
    }
    for (; i < x.length; i++) {
      a += x[i] * y[i];
    }
    return (a + b) + (c + d);
  }
}
