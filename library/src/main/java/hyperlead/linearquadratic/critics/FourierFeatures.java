package hyperlead.linearquadratic.critics;

import hyperlead.LeaderProblem;
import hyperlead.gaussian.Gaussian;
import hyperlead.linearquadratic.LinearQuadraticEpisode;
import hyperlead.linearquadratic.LinearQuadraticProblem;
import hyperlead.linearquadratic.LinearQuadraticResponse;
import hyperlead.linearquadratic.LinearSystem;
import hyperlead.validation.Require;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;

/**
 * Random Fourier features, whose inner products approach a Gaussian kernel of the given widths:
 *
 * <pre>
 * φ_k(v) = √(2/K) cos(ω_kᵀv + b_k),   (ω_k)_i ~ N(0, 1/width_i²),   b_k ~ U[0, 2π),   v = (x, u, a)
 * E[φ_k] = √(2/K) exp(−½ ω_uᵀ Cov(u) ω_u) cos(ω_kᵀ E v + b_k)
 * </pre>
 *
 * <p>For leader rewards that are far from quadratic; values that vary within less than a width are
 * lost. Source: Rahimi and Recht, "Random features for large-scale kernel machines", NIPS 2007.
 *
 * @param size K &gt; 0
 * @param widths one for each entry of (x, u, a), in its unit, each &gt; 0
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
   * {@return features with drawn frequencies}
   *
   * @param size K &gt; 0
   * @param seed of the frequencies
   * @param widths one for each entry of (x, u, a), in its unit, each &gt; 0
   * @throws IllegalArgumentException if a number is out of range
   */
  public static FourierFeatures of(int size, long seed, double... widths) {
    return new FourierFeatures(size, DoubleStream.of(widths).boxed().toList(), seed);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if there is not one width for each entry of (x, u, a)
   */
  @Override
  public Features on(LeaderProblem<LinearQuadraticEpisode> problem) {
    LinearSystem system = LinearQuadraticProblem.of(problem).system();
    int width = system.states() + system.actions() + system.leaderActions();
    Require.vector("widths", widths.stream().mapToDouble(w -> w).toArray(), width);
    SplittableRandom random = new SplittableRandom(seed);
    double[][] frequency = new double[size][width];
    double[] phase = new double[size];
    for (int k = 0; k < size; k++) {
      for (int i = 0; i < width; i++) {
        frequency[k][i] = Gaussian.next(random) / widths.get(i);
      }
      phase[k] = random.nextDouble(2 * Math.PI);
    }
    return new Waves(frequency, phase, width);
  }

  @Override
  public String toString() {
    return size + " Fourier features";
  }

  private static final class Waves implements Features {
    private final double[][] frequency;
    private final double[] phase;
    private final double[] damping;
    private final double[] mean;
    private final double[] gradient;
    private FollowedStep step;

    Waves(double[][] frequency, double[] phase, int width) {
      this.frequency = frequency;
      this.phase = phase;
      damping = new double[phase.length];
      mean = new double[width];
      gradient = new double[width];
    }

    @Override
    public int size() {
      return phase.length;
    }

    @Override
    public void follow(LinearQuadraticResponse response) {
      step = new FollowedStep(response);
      for (int k = 0; k < phase.length; k++) {
        double variance = 0;
        for (int i = 0; i < step.actions; i++) {
          for (int j = 0; j < step.actions; j++) {
            variance +=
                frequency[k][step.states + i]
                    * step.covariance.get(i, j)
                    * frequency[k][step.states + j];
          }
        }
        damping[k] = Math.sqrt(2.0 / phase.length) * StrictMath.exp(-variance / 2);
      }
    }

    private double angle(int k, double[] rows, int from) {
      double angle = phase[k];
      for (int i = 0; i < mean.length; i++) {
        angle += frequency[k][i] * rows[from + i];
      }
      return angle;
    }

    @Override
    public void fill(double[] rows, int from, double[] out) {
      double scale = Math.sqrt(2.0 / phase.length);
      for (int k = 0; k < phase.length; k++) {
        out[k] = scale * StrictMath.cos(angle(k, rows, from));
      }
    }

    @Override
    public void fillExpected(double[] rows, int from, double[] out) {
      step.fillMean(rows, from, mean);
      for (int k = 0; k < phase.length; k++) {
        out[k] = damping[k] * StrictMath.cos(angle(k, mean, 0));
      }
    }

    @Override
    public double value(double[] weights, double[] rows, int from) {
      double sum = 0;
      for (int k = 0; k < phase.length; k++) {
        sum += weights[k] * StrictMath.cos(angle(k, rows, from));
      }
      return sum * Math.sqrt(2.0 / phase.length);
    }

    @Override
    public double expectedValue(double[] weights, double[] rows, int from) {
      step.fillMean(rows, from, mean);
      double sum = 0;
      for (int k = 0; k < phase.length; k++) {
        sum += weights[k] * damping[k] * StrictMath.cos(angle(k, mean, 0));
      }
      return sum;
    }

    @Override
    public void addExpectedGradient(
        double[] weights, double[] rows, int from, double factor, double[] out) {
      step.fillMean(rows, from, mean);
      Arrays.fill(gradient, 0);
      for (int k = 0; k < phase.length; k++) {
        double slope = -weights[k] * damping[k] * StrictMath.sin(angle(k, mean, 0));
        for (int i = 0; i < gradient.length; i++) {
          gradient[i] += slope * frequency[k][i];
        }
      }
      step.pullBack(gradient);
      for (int i = 0; i < gradient.length; i++) {
        out[i] += factor * gradient[i];
      }
    }

    @Override
    public boolean areQuadratic() {
      return false;
    }
  }
}
