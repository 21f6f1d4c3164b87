package hyperlead.prototyping;

import hyperlead.algebra.Require;

/**
 * One coordinate of a {@link Grid}: equally spaced points from one end to the other.
 *
 * @param from its first point
 * @param to its last point, above the first; of a ring the first point again
 * @param points how many, at least 2
 * @param isRing whether its ends are one place, as of an angle
 */
public record Axis(double from, double to, int points, boolean isRing) {

  /** Throws an {@link IllegalArgumentException} if the ends or the number are none. */
  public Axis {
    Require.that(
        Double.isFinite(to - from) && from < to, "axis must end above its start: %s, %s", from, to);
    Require.that(points >= 2, "axis must have at least 2 points: %s", points);
  }

  /** {@return an axis whose ends are points; a step beyond one of them ends there} */
  public static Axis of(double from, double to, int points) {
    return new Axis(from, to, points, false);
  }

  /** {@return an axis that begins again where it ends, such as an angle from −π to π} */
  public static Axis ring(double from, double to, int points) {
    return new Axis(from, to, points, true);
  }

  /** {@return the distance h between neighbours} */
  public double spacing() {
    return (to - from) / (isRing ? points : points - 1);
  }

  /** The coordinate of a point. */
  double at(int point) {
    return from + point * spacing();
  }

  /** How many points above the first one x is; beyond an end of the axis it is there. */
  Expression place(Expression x) {
    Expression place = x.minus(from).dividedBy(spacing());
    return isRing ? place : place.max(Expression.of(0)).min(Expression.of(points - 1));
  }
}
