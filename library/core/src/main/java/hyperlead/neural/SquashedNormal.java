package hyperlead.neural;

/**
 * The action of a network's two outputs (m, ρ): a normal draw squashed into (−1, 1).
 *
 * <pre>
 * u = tanh(z),   z = m + σε,   ε ~ N(0, 1),   log σ = −5 + 3.5 (1 + tanh ρ), in [−5, 2]
 * log π(u) = −½ε² − log σ − ½ log 2π − log(1 − u²),   log(1 − tanh²z) = 2 (log 2 − z − log(1 + e^(−2z)))
 * </pre>
 *
 * <p>The last term of log π is the tanh correction, a density's change under a map; written as here
 * it stays finite where 1 − u² rounds to 0. At fixed ε, with q = ∂Q/∂u:
 *
 * <pre>
 * ∂(τ log π − Q)/∂m     = 2τu − q (1 − u²)
 * ∂(τ log π − Q)/∂log σ = −τ + σε · ∂(τ log π − Q)/∂m
 * </pre>
 *
 * <p>One draw at a time. Source: Haarnoja et al., "Soft actor-critic algorithms and applications",
 * arXiv 1812.05905, appendix C.
 */
public final class SquashedNormal {
  private static final double LOWEST = -5;
  private static final double HALF = 3.5;
  private static final double LARGEST = Math.nextDown(1.0);
  private static final double LOG_TWO = StrictMath.log(2);
  private static final double LOG_ROOT = StrictMath.log(2 * Math.PI) / 2;

  private double mean;
  private double bent;
  private double logDeviation;
  private double deviation;
  private double noise;
  private double action;
  private double logDensity;

  /** Reads m and ρ. */
  public void read(double[] outputs) {
    mean = outputs[0];
    bent = StrictMath.tanh(outputs[1]);
    logDeviation = LOWEST + HALF * (1 + bent);
    deviation = StrictMath.exp(logDeviation);
  }

  /** {@return u at a draw ε} */
  public double at(double draw) {
    noise = draw;
    double z = mean + deviation * draw;
    action = StrictMath.tanh(z);
    double soft = Math.max(0, -2 * z) + StrictMath.log1p(StrictMath.exp(-2 * Math.abs(z)));
    logDensity = -draw * draw / 2 - logDeviation - LOG_ROOT - 2 * (LOG_TWO - z - soft);
    return action;
  }

  /** {@return log π(u) of the last draw} */
  public double logDensity() {
    return logDensity;
  }

  /**
   * Fills factor · ∂(τ log π − Q)/∂(m, ρ) of the last draw.
   *
   * @param slope q = ∂Q/∂u
   */
  public void fillError(double temperature, double slope, double factor, double[] out) {
    double byMean = 2 * temperature * action - slope * (1 - action * action);
    out[0] = factor * byMean;
    out[1] = factor * HALF * (1 - bent * bent) * (deviation * noise * byMean - temperature);
  }

  /**
   * Fills ∂log π(u)/∂(m, ρ) at any u, with ε as it would have been drawn; a u that was rounded to
   * ±1 counts as the one next to it.
   *
   * <pre>∂log π/∂m = ε/σ,   ∂log π/∂log σ = ε² − 1,   ε = (artanh u − m)/σ</pre>
   */
  public void fillScore(double u, double[] out) {
    double inside = Math.max(-LARGEST, Math.min(LARGEST, u));
    double z = (StrictMath.log1p(inside) - StrictMath.log1p(-inside)) / 2;
    double epsilon = (z - mean) / deviation;
    out[0] = epsilon / deviation;
    out[1] = HALF * (1 - bent * bent) * (epsilon * epsilon - 1);
  }

  @Override
  public String toString() {
    return "tanh(N(%s, %s²))".formatted(mean, deviation);
  }
}
