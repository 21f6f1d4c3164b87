package hyperlead.notebook.pictures;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * One drawn element of a chart.
 *
 * @param name layers of one name share a colour and an entry of the legend
 * @param shown the name as the legend shows it
 * @param note what the legend says about layers of this sort; empty for nothing
 * @param kind how it is drawn
 * @param x places on the horizontal axis, copied
 * @param y places on the vertical axis, as many, copied
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Layer(String name, String shown, String note, Kind kind, double[] x, double[] y) {
  /** Above this, a line gains no detail on the screen, only bytes. */
  static final int MOST_POINTS = 500;

  /** How a layer is drawn; later kinds are drawn over earlier ones. */
  enum Kind {
    /** A filled polygon. */
    BAND,
    THIN_LINE,
    LINE,
    POINTS
  }

  Layer {
    if (x.length != y.length) {
      throw new IllegalArgumentException(
          "series '" + name + "' must have as many y as x: " + y.length + ", " + x.length);
    }
    if (x.length == 0) {
      throw new IllegalArgumentException("series '" + name + "' must have at least one point: 0");
    }
    x = x.clone();
    y = y.clone();
  }

  /** A layer whose name is all that the legend says. */
  static Layer of(String name, Kind kind, double[] x, double[] y) {
    return new Layer(name, name, "", kind, x, y);
  }

  private Layer with(double[] otherX, double[] otherY) {
    return new Layer(name, shown, note, kind, otherX, otherY);
  }

  /** The outline of equally wide bins, each as high as the number of values in it. */
  static Layer histogram(String name, double[] values, int bins) {
    if (bins < 1 || bins > MOST_POINTS) {
      throw new IllegalArgumentException("bins must be in [1, " + MOST_POINTS + "]: " + bins);
    }
    of(name, Kind.POINTS, values, values).checkFinite();
    double least = Arrays.stream(values).min().orElseThrow();
    double most = Arrays.stream(values).max().orElseThrow();
    double width = most > least ? (most - least) / bins : 1.0 / bins;
    double left = most > least ? least : least - 0.5;
    double[] x = new double[2 * bins + 2];
    double[] y = new double[2 * bins + 2];
    for (double value : values) {
      int bin = Math.min((int) ((value - left) / width), bins - 1);
      y[2 * bin + 1]++;
      y[2 * bin + 2]++;
    }
    // Corners of the stairs; the first and the last lie on the horizontal axis.
    Arrays.setAll(x, i -> left + Math.floorDiv(i, 2) * width);
    return of(name, Kind.BAND, x, y);
  }

  /** Checks that every point can be shown on the axes. */
  void check(Axes axes) {
    checkFinite();
    if (axes.logarithmicX()) {
      checkPositive("x", x);
    }
    if (axes.logarithmicY()) {
      checkPositive("y", y);
    }
  }

  /**
   * The layer with at most {@value #MOST_POINTS} points. Lines: the points between the first and
   * the last are put into buckets of equal count, and each bucket keeps its lowest and its highest
   * in their order. Points: every k-th, and those with the extremes, so that the cloud keeps its
   * shape. The outlines of bands are left as they are: their edges are thinned before they are
   * joined.
   */
  Layer thinned() {
    if (x.length <= MOST_POINTS) {
      return this;
    }
    int[] kept = kind == Kind.POINTS ? everyKth() : extremesOfBuckets();
    return with(at(x, kept), at(y, kept));
  }

  /** The polygon between this edge and the other. */
  Layer closedBy(Layer other) {
    int n = x.length;
    int m = other.x.length;
    double[] aroundX = Arrays.copyOf(x, n + m);
    double[] aroundY = Arrays.copyOf(y, n + m);
    for (int i = 0; i < m; i++) {
      aroundX[n + i] = other.x[m - 1 - i];
      aroundY[n + i] = other.y[m - 1 - i];
    }
    return with(aroundX, aroundY);
  }

  private int[] extremesOfBuckets() {
    int last = x.length - 1;
    int buckets = (MOST_POINTS - 2) / 2;
    IntStream.Builder kept = IntStream.builder().add(0).add(last);
    for (int b = 0; b < buckets; b++) {
      int from = 1 + (int) ((long) b * (last - 1) / buckets);
      int to = 1 + (int) ((long) (b + 1) * (last - 1) / buckets);
      kept.add(lowest(from, to)).add(highest(from, to));
    }
    return kept.build().sorted().distinct().toArray();
  }

  private int[] everyKth() {
    int n = x.length;
    int step = (n + MOST_POINTS - 5) / (MOST_POINTS - 4);
    Layer turned = with(y, x);
    IntStream extremes =
        IntStream.of(lowest(0, n), highest(0, n), turned.lowest(0, n), turned.highest(0, n));
    IntStream regular = IntStream.iterate(0, i -> i < n, i -> i + step);
    return IntStream.concat(extremes, regular).sorted().distinct().toArray();
  }

  private int lowest(int from, int to) {
    return IntStream.range(from, to).reduce((i, j) -> y[j] < y[i] ? j : i).orElseThrow();
  }

  private int highest(int from, int to) {
    return IntStream.range(from, to).reduce((i, j) -> y[j] > y[i] ? j : i).orElseThrow();
  }

  private static double[] at(double[] values, int[] indices) {
    return Arrays.stream(indices).mapToDouble(i -> values[i]).toArray();
  }

  private void checkFinite() {
    for (int i = 0; i < x.length; i++) {
      if (!Double.isFinite(x[i]) || !Double.isFinite(y[i])) {
        throw new IllegalArgumentException(
            "series '%s' must be finite at index %s: (%s, %s)".formatted(name, i, x[i], y[i]));
      }
    }
  }

  private void checkPositive(String axis, double[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!(values[i] > 0)) {
        throw new IllegalArgumentException(
            "series '%s' must be positive on the logarithmic %s axis at index %s: %s"
                .formatted(name, axis, i, values[i]));
      }
    }
  }
}
