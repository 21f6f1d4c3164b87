package hyperlead.parameterizations;

import hyperlead.validation.Require;
import java.util.Arrays;
import java.util.List;

/**
 * {@code y = (y_1(θ_1), y_2(θ_2), …)}: several parameterizations side by side, for a leader that
 * sets things of different kinds, such as a tax between bounds and shares of a budget.
 *
 * <p>θ and y are those of the parts, one after another. Cost: that of the parts. Immutable.
 *
 * @param parts θ_k ↦ y_k, at least one, in the order of θ and y
 */
public record Joined(List<Parameterization> parts) implements Parameterization {
  /** Throws an {@link IllegalArgumentException} if there is none. */
  public Joined {
    Require.positive("number of parts", parts.size());
    parts = List.copyOf(parts);
  }

  /**
   * {@return the parts side by side}
   *
   * @param parts θ_k ↦ y_k, at least one, in the order of θ and y
   * @throws IllegalArgumentException if there is none
   */
  public static Joined of(Parameterization... parts) {
    return new Joined(List.of(parts));
  }

  @Override
  public int parameters() {
    return parts.stream().mapToInt(Parameterization::parameters).sum();
  }

  @Override
  public int configurations() {
    return parts.stream().mapToInt(Parameterization::configurations).sum();
  }

  @Override
  public double[] configuration(double[] theta) {
    double[] y = new double[configurations()];
    int from = 0;
    int to = 0;
    for (Parameterization part : parts) {
      int next = from + part.parameters();
      put(part.configuration(Arrays.copyOfRange(theta, from, next)), y, to);
      from = next;
      to += part.configurations();
    }
    return y;
  }

  private static void put(double[] stretch, double[] whole, int to) {
    System.arraycopy(stretch, 0, whole, to, stretch.length);
  }

  /** Each part's own {@code (∂y_k/∂θ_k)ᵀ g_k}. */
  @Override
  public double[] pullBack(double[] configuration, double[] gradient) {
    double[] pulled = new double[parameters()];
    int from = 0;
    int to = 0;
    for (Parameterization part : parts) {
      int next = from + part.configurations();
      double[] y = Arrays.copyOfRange(configuration, from, next);
      put(part.pullBack(y, Arrays.copyOfRange(gradient, from, next)), pulled, to);
      from = next;
      to += part.parameters();
    }
    return pulled;
  }

  /**
   * Each part's own.
   *
   * @throws UnsupportedOperationException if θ is not the mirror image of y in one of the parts
   */
  @Override
  public double[] mirrorGradient(double[] configuration, double[] gradient) {
    double[] mirrored = new double[gradient.length];
    int y = 0;
    int theta = 0;
    for (Parameterization part : parts) {
      int next = theta + part.parameters();
      double[] own = Arrays.copyOfRange(configuration, y, y + part.configurations());
      put(part.mirrorGradient(own, Arrays.copyOfRange(gradient, theta, next)), mirrored, theta);
      y += part.configurations();
      theta = next;
    }
    return mirrored;
  }

  @Override
  public String toString() {
    return "Joined" + parts;
  }
}
