package hyperlead.critics;

import hyperlead.StepProblem;
import hyperlead.algebra.Gaussian;
import hyperlead.algebra.Matrix;
import hyperlead.algebra.Require;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;

/**
 * Random Fourier features, whose inner products approach a Gaussian kernel of the given widths:
 *
 * <pre>
 * φ_k(v) = √(2/K) cos(ω_kᵀv + b_k),   (ω_k)_i ~ N(0, 1/width_i²),   b_k ~ U[0, 2π),   v = (a, x, u)
 * E[φ_k] = √(2/K) exp(−½ ω_uᵀ Cov(u) ω_u) cos(ω_kᵀ E v + b_k)
 * </pre>
 *
 * <p>For leader rewards that are far from quadratic; values that vary within less than a width are
 * lost. Source: Rahimi and Recht, "Random features for large-scale kernel machines", NIPS 2007.
 *
 * @param size K &gt; 0
 * @param widths one for each entry of (a, x, u), in its unit, each &gt; 0; or of (a, x), for what
 *     depends on what the follower sees alone, such as a baseline
 * @param seed of the frequencies
 */
public record FourierFeatures(int size, List<Double> widths, long seed) implements Features.Kind {
  /** Throws an {@link IllegalArgumentException} if a number is out of range. */
  public FourierFeatures {
    Require.positive("size", size);
    widths = List.copyOf(widths);
    widths.forEach(width -> Require.positive("width", width));
  }

  /**
   * {@return K features, with one width for each entry of (a, x, u) or of (a, x), in its unit}
   *
   * @throws IllegalArgumentException if a number is not positive
   */
  public static FourierFeatures of(int size, long seed, double... widths) {
    return new FourierFeatures(size, DoubleStream.of(widths).boxed().toList(), seed);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if there is not one width for each entry of (a, x, u), or of
   *     (a, x)
   */
  @Override
  public Features on(StepProblem<?> problem) {
    boolean acts = widths.size() != problem.width() - problem.actions();
    int width = acts ? problem.width() : widths.size();
    Require.vector("widths", widths.stream().mapToDouble(w -> w).toArray(), width);
    SplittableRandom random = new SplittableRandom(seed);
    double[][] frequency = new double[size][];
    double[] phase = new double[size];
    for (int k = 0; k < size; k++) {
      frequency[k] = Gaussian.vector(random, width, 1);
      for (int i = 0; i < width; i++) {
        frequency[k][i] /= widths.get(i);
      }
      phase[k] = random.nextDouble(2 * Math.PI);
    }
    return new Waves(Matrix.of("frequencies", frequency), phase, problem.width(), acts);
  }

  @Override
  public String toString() {
    return "%s Fourier features of widths %s, seed %s".formatted(size, widths, seed);
  }

  private static final class Waves extends Features {
    private final Matrix frequency;
    private final double[] phase;
    private final double[] damping;
    private final boolean acts;

    Waves(Matrix frequency, double[] phase, int width, boolean acts) {
      super(phase.length, width);
      this.frequency = frequency;
      this.phase = phase;
      this.acts = acts;
      damping = new double[phase.length];
    }

    @Override
    public boolean haveActions() {
      return acts;
    }

    @Override
    protected void smooth(Matrix covariance) {
      if (!acts) {
        return;
      }
      Matrix spread = frequency.times(covariance);
      for (int k = 0; k < size(); k++) {
        double variance = 0;
        for (int i = 0; i < frequency.columns(); i++) {
          variance += spread.get(k, i) * frequency.get(k, i);
        }
        damping[k] = Math.sqrt(2.0 / size()) * StrictMath.exp(-variance / 2);
      }
    }

    /** ω_kᵀv + b_k. */
    private double angle(int k, double[] rows, int from) {
      return phase[k] + frequency.applied(k, rows, from);
    }

    @Override
    public void fill(double[] rows, int from, double[] out) {
      for (int k = 0; k < size(); k++) {
        out[k] = Math.sqrt(2.0 / size()) * StrictMath.cos(angle(k, rows, from));
      }
    }

    @Override
    protected void fillSmoothed(double[] v, double[] out) {
      for (int k = 0; k < size(); k++) {
        out[k] = damping[k] * StrictMath.cos(angle(k, v, 0));
      }
    }

    @Override
    protected void addSmoothedGradient(double[] weights, double[] v, double[] g) {
      double[] slope = new double[size()];
      for (int k = 0; k < size(); k++) {
        slope[k] = -weights[k] * damping[k] * StrictMath.sin(angle(k, v, 0));
      }
      frequency.addTransposeApplied(1, slope, 0, g, 0);
    }

    @Override
    public boolean areQuadratic() {
      return false;
    }
  }
}
