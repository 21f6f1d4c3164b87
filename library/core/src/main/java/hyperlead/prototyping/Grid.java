package hyperlead.prototyping;

import hyperlead.algebra.Require;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A continuous state on a grid: a box of one to three coordinates, in which a step that leads
 * between grid points leads to one of the corners around it, at random.
 *
 * <pre>
 * x' = Σ_k p_k x_k,   p_k = Π_i max(0, 1 − |z_i − k_i|),   z_i = (x'_i − from_i) / h_i
 * </pre>
 *
 * <p>The probabilities are multilinear weights, so that E[V(x_k)] is the multilinear interpolation
 * of V at x', and the problem on the grid is an ordinary finite one. If V is twice differentiable,
 * the error of J is of order h² / (1 − γ). Where x' moves with θ, so do the probabilities, and the
 * error of their part of ∇J is of order h. They have kinks where x' meets a grid line: there the
 * derivative is that of the cell above (at the upper end, of the one below). Beyond the box, x' is
 * moved to its boundary, with derivative zero. Scores ∇log p_k are large where a corner is
 * unlikely: prefer {@link hyperlead.critics.ExpectedTransition} to sampled ones. Immutable.
 *
 * <p>Source: Kushner and Dupuis, Numerical Methods for Stochastic Control Problems in Continuous
 * Time, 2nd ed. 2001, ch. 5.
 */
public final class Grid {
  /** Rounding that a place may be outside of a window. */
  private static final double ROUNDING = 1e-9;

  private final List<Axis> axes;
  private final int[] low;
  private final int[] high;
  private final List<Point> points;

  private Grid(List<Axis> axes, int[] low, int[] high, List<Point> points) {
    this.axes = axes;
    this.low = low;
    this.high = high;
    this.points = points;
  }

  /** A grid point by its coordinates, the state of a {@link World}. */
  public record Point(List<Double> coordinates) {
    /** {@return the coordinate on an axis, from 0 on} */
    public double get(int axis) {
      return coordinates.get(axis);
    }

    @Override
    public String toString() {
      return coordinates.toString();
    }
  }

  /** {@return the grid of these axes} */
  public static Grid of(Axis... axes) {
    Require.positive("number of axes", axes.length);
    int[] high =
        Arrays.stream(axes).mapToInt(a -> a.isRing() ? a.points() : a.points() - 1).toArray();
    List<Point> points = List.of(new Point(List.of()));
    for (Axis axis : axes) {
      List<Point> more = new ArrayList<>();
      for (Point point : points) {
        for (int k = 0; k < axis.points(); k++) {
          List<Double> coordinates = new ArrayList<>(point.coordinates());
          coordinates.add(axis.at(k));
          more.add(new Point(List.copyOf(coordinates)));
        }
      }
      points = more;
    }
    return new Grid(List.of(axes), new int[axes.length], high, List.copyOf(points));
  }

  /** {@return all points, the last coordinate counting fastest; unmodifiable} */
  public List<Point> points() {
    return points;
  }

  /**
   * {@return the part of the grid around all that is between two places, for steps that move with θ
   * from one to the other: {@link #outcomes} names its points alone}
   *
   * @param a coordinates of one end, such as where the least friction leads
   * @param b those of the other end
   */
  public Grid between(double[] a, double[] b) {
    checkSize(a.length);
    checkSize(b.length);
    int[] from = new int[axes.size()];
    int[] to = new int[axes.size()];
    for (int i = 0; i < from.length; i++) {
      double one = axes.get(i).place(Expression.of(a[i])).value();
      double other = axes.get(i).place(Expression.of(b[i])).value();
      from[i] = (int) Math.floor(Math.min(one, other) + ROUNDING);
      to[i] = (int) Math.ceil(Math.max(one, other) - ROUNDING);
    }
    return new Grid(axes, from, to, points);
  }

  /** {@return where a step to x' leads, a coordinate for each axis} */
  public Outcomes<Point> outcomes(double... x) {
    return between(x, x).outcomes(constants(x));
  }

  /**
   * {@return where a step to an x' that moves with θ leads} It names every point of the grid, which
   * is slow on a large one: take the part {@link #between} where it can lead.
   *
   * @param x a coordinate for each axis
   * @throws IllegalArgumentException if x' is outside of the part
   */
  public Outcomes<Point> outcomes(Expression... x) {
    Map<Optional<Point>, Expression> chances = new LinkedHashMap<>();
    chances(x).forEach((number, chance) -> chances.put(Optional.of(points.get(number)), chance));
    return new Outcomes<>(chances);
  }

  /**
   * {@return the weights p_k that the points of this grid have in other points, by their numbers;
   * on a coarser grid than that of a problem, for {@link hyperlead.critics.SarsaCritic#over}}
   */
  public List<Map<Integer, Double>> weights(List<Point> others) {
    return others.stream().map(Point::coordinates).map(this::weightsOf).toList();
  }

  private Map<Integer, Double> weightsOf(List<Double> coordinates) {
    double[] x = coordinates.stream().mapToDouble(c -> c).toArray();
    Map<Integer, Double> weights = new TreeMap<>();
    between(x, x).chances(constants(x)).forEach((k, chance) -> weights.put(k, chance.value()));
    weights.values().removeIf(weight -> weight == 0);
    return weights;
  }

  private static Expression[] constants(double... x) {
    return Arrays.stream(x).mapToObj(Expression::of).toArray(Expression[]::new);
  }

  private void checkSize(int length) {
    Require.that(length == axes.size(), "x' must have %s coordinates: %s", axes.size(), length);
  }

  /** p_k for the points of the part. */
  private Map<Integer, Expression> chances(Expression... x) {
    checkSize(x.length);
    Map<Integer, Expression> chances = Map.of(0, Expression.of(1));
    for (int i = 0; i < x.length; i++) {
      int size = axes.get(i).points();
      Map<Integer, Expression> own = weights(i, x[i]);
      Map<Integer, Expression> more = new TreeMap<>();
      chances.forEach(
          (before, chance) ->
              own.forEach(
                  (k, weight) ->
                      more.merge(
                          before * size + Math.floorMod(k, size),
                          chance.times(weight),
                          Expression::plus)));
      chances = more;
    }
    return chances;
  }

  /**
   * max(0, 1 − |z_i − k|) for each k of the part; those of a ring are counted on beyond its end.
   */
  private Map<Integer, Expression> weights(int i, Expression x) {
    Axis axis = axes.get(i);
    Expression z = axis.place(x);
    if (axis.isRing()) {
      double turns = Math.floor((z.value() - low[i] + ROUNDING) / axis.points());
      z = z.minus(turns * axis.points());
    }
    int cell = (int) Math.max(low[i], Math.min(high[i] - 1, Math.floor(z.value())));
    Expression share = z.minus(cell);
    Require.that(
        share.value() >= -ROUNDING && share.value() <= (low[i] == high[i] ? 0 : 1) + ROUNDING,
        "coordinate %s of x' must be between the places given, in [%s, %s]: %s",
        i,
        axis.at(low[i]),
        axis.at(high[i]),
        x.value());
    share = share.max(Expression.of(0)).min(Expression.of(1));
    Map<Integer, Expression> weights = new TreeMap<>();
    for (int k = low[i]; k <= high[i]; k++) {
      weights.put(k, Expression.of(0));
    }
    weights.put(cell, low[i] == high[i] ? Expression.of(1) : share.negated().plus(1));
    weights.replace(cell + 1, share);
    return weights;
  }

  @Override
  public String toString() {
    return "Grid of %s points on %s".formatted(points.size(), axes);
  }
}
