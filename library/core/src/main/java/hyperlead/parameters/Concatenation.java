package hyperlead.parameters;

import hyperlead.algebra.Require;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * {@code y = (y_1(θ_1), y_2(θ_2), …)}: several parameterizations side by side, for a leader with
 * parameters of different kinds, such as a tax between bounds and shares of a budget.
 *
 * <p>θ and y are those of the parts, one after another. Cost: that of the parts. Immutable.
 *
 * @param parts θ_k ↦ y_k, at least one, in the order of θ and y
 */
public record Concatenation(List<Parameterization> parts) implements Parameterization {
  /** Throws an {@link IllegalArgumentException} if there is none. */
  public Concatenation {
    Require.positive("number of parts", parts.size());
    parts = List.copyOf(parts);
  }

  /** {@return parts side by side, at least one, in the order of θ and y} */
  public static Concatenation of(Parameterization... parts) {
    return new Concatenation(List.of(parts));
  }

  @Override
  public int parameters() {
    return parts.stream().mapToInt(Parameterization::parameters).sum();
  }

  @Override
  public int configurations() {
    return parts.stream().mapToInt(Parameterization::configurations).sum();
  }

  /** What a part makes of its own stretches, which start at these places of θ and y. */
  private interface Piece {
    double[] of(Parameterization part, int theta, int y);
  }

  private double[] joined(Piece piece) {
    DoubleStream joined = DoubleStream.empty();
    int theta = 0;
    int y = 0;
    for (Parameterization part : parts) {
      joined = DoubleStream.concat(joined, Arrays.stream(piece.of(part, theta, y)));
      theta += part.parameters();
      y += part.configurations();
    }
    return joined.toArray();
  }

  private static double[] stretch(double[] whole, int from, int length) {
    return Arrays.copyOfRange(whole, from, from + length);
  }

  @Override
  public double[] configuration(double[] theta) {
    return joined((part, at, y) -> part.configuration(stretch(theta, at, part.parameters())));
  }

  /** Each part's own {@code (∂y_k/∂θ_k)ᵀ g_k}. */
  @Override
  public double[] pullBack(double[] theta, double[] configuration, double[] gradient) {
    return joined(
        (part, at, y) ->
            part.pullBack(
                stretch(theta, at, part.parameters()),
                stretch(configuration, y, part.configurations()),
                stretch(gradient, y, part.configurations())));
  }

  /**
   * Each part's own.
   *
   * @throws UnsupportedOperationException if θ is not the mirror image of y in one of the parts
   */
  @Override
  public double[] mirrorGradient(double[] theta, double[] configuration, double[] gradient) {
    return joined(
        (part, at, y) ->
            part.mirrorGradient(
                stretch(theta, at, part.parameters()),
                stretch(configuration, y, part.configurations()),
                stretch(gradient, at, part.parameters())));
  }

  @Override
  public String toString() {
    return "Concatenation" + parts;
  }
}
