package hyperlead.linear;

import hyperlead.algebra.Matrix;
import hyperlead.algebra.Require;
import java.util.Arrays;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegrator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegratorFactory;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;

/**
 * Any reward, with expectations by a product rule of Gauss and Hermite along the axes of the law:
 *
 * <pre>
 * covariance = Σ_k λ_k e_k e_kᵀ,   s_k = max(√λ_k, ρ),   v(z) = mean + Σ_k s_k z_k e_k
 * E[r] = Σ_z w(z) r(v(z))
 * ∂E/∂mean · e_k = E[r z_k]/s_k,   e_kᵀ ∂E/∂covariance e_l = E[r (z_k z_l − δ_kl)]/(2 s_k s_l)
 * </pre>
 *
 * <p>Exact for polynomials of degree 2·nodes − 3; for other rewards compare two numbers of nodes. A
 * law narrower than the resolution ρ is taken to be as wide as it: an error of ρ²/2 times the
 * second derivative, against rounding of 1e-16/ρ² in the gradients, so that ρ should be about 1e-4
 * of the length over which r changes. Cost: nodes^(n + m) values of r; where there is a closed
 * form, prefer it. Source: Abramowitz and Stegun, 25.4.46; the gradients by Stein's lemma.
 * Immutable.
 */
public final class GaussHermiteReward implements ContinuousReward {
  private static final double MOST_POINTS = 1e7;

  private final PointReward reward;
  private final double[] node;
  private final double[] weight;
  private final double resolution;

  private GaussHermiteReward(
      PointReward reward, double[] node, double[] weight, double resolution) {
    this.reward = reward;
    this.node = node;
    this.weight = weight;
    this.resolution = resolution;
  }

  /**
   * {@return a reward with expectations by quadrature}
   *
   * @param reward r_L, smooth in v
   * @param nodes for each axis, &gt; 1
   * @param resolution ρ &gt; 0, in the units of v
   * @throws IllegalArgumentException if a number is out of range
   */
  public static GaussHermiteReward of(PointReward reward, int nodes, double resolution) {
    Require.that(nodes >= 2, "nodes must be at least 2: %s", nodes);
    GaussIntegrator rule = new GaussIntegratorFactory().hermite(nodes);
    double[] node = new double[nodes];
    double[] weight = new double[nodes];
    for (int i = 0; i < nodes; i++) {
      // Its weight function is exp(−x²); z = √2 x is standard normal.
      node[i] = Math.sqrt(2) * rule.getPoint(i);
      weight[i] = rule.getWeight(i) / Math.sqrt(Math.PI);
    }
    return new GaussHermiteReward(reward, node, weight, Require.positive("resolution", resolution));
  }

  @Override
  public void checkFits(int states, int actions, int configurations) {
    reward.checkFits(states, actions, configurations);
  }

  @Override
  public double at(double[] y, double[] points, int from) {
    return reward.at(y, points, from);
  }

  @Override
  public void addGradient(double[] y, double[] points, int from, double factor, double[] g) {
    reward.addGradient(y, points, from, factor, g);
  }

  @Override
  public SmoothedReward smoothed(double[] y, Matrix covariance) {
    int axes = covariance.rows();
    double count = Math.pow(node.length, axes);
    String what = "%d nodes to the power of %d must be at most %.0e: %.0e";
    Require.that(count <= MOST_POINTS, what, node.length, axes, MOST_POINTS, count);
    double[][] symmetric = covariance.symmetric().toRows();
    EigenDecomposition modes = new EigenDecomposition(new Array2DRowRealMatrix(symmetric, false));
    double[] width = modes.getRealEigenvalues();
    Arrays.setAll(width, k -> Math.max(Math.sqrt(Math.max(width[k], 0)), resolution));
    return new Quadrature(y, Matrix.of("axes", modes.getV().getData()), width, (long) count);
  }

  /** Takes a node z, its point v and its weight; the arrays are used again. */
  private interface Visitor {
    void visit(double[] z, double[] v, double w);
  }

  private final class Quadrature implements SmoothedReward {
    private final double[] y;

    /** s_k e_k as columns. */
    private final Matrix scaled;

    /** e_k / s_k as columns. */
    private final Matrix scores;

    private final long count;

    Quadrature(double[] y, Matrix axes, double[] width, long count) {
      this.y = y;
      this.count = count;
      int size = width.length;
      scaled = Matrix.of(size, size, (i, k) -> axes.get(i, k) * width[k]);
      scores = Matrix.of(size, size, (i, k) -> axes.get(i, k) / width[k]);
    }

    @Override
    public double at(double[] mean) {
      double[] sum = {0};
      forEachNode(mean, (z, v, w) -> sum[0] += w * reward.at(y, v, 0));
      return sum[0];
    }

    @Override
    public double[] slope(double[] mean) {
      return gradient(mean).mean();
    }

    @Override
    public ExpectationGradient gradient(double[] mean) {
      int size = mean.length;
      double[] first = new double[size];
      double[][] second = new double[size][size];
      double[] g = new double[y.length];
      // E[z] = 0 and E[z zᵀ − I] = 0: what all points share is left out, for the sake of rounding.
      double shared = reward.at(y, mean, 0);
      forEachNode(
          mean,
          (z, v, w) -> {
            double value = w * (reward.at(y, v, 0) - shared);
            for (int k = 0; k < size; k++) {
              first[k] += value * z[k];
              for (int l = 0; l < size; l++) {
                second[k][l] += value * (z[k] * z[l] - (k == l ? 1 : 0));
              }
            }
            reward.addGradient(y, v, 0, w, g);
          });
      return new ExpectationGradient(
          scores.times(Matrix.column(first)).entries(),
          scores.congruence(Matrix.of("moments", second)).symmetric().times(0.5),
          g);
    }

    private void forEachNode(double[] mean, Visitor visitor) {
      double[] z = new double[mean.length];
      double[] v = new double[mean.length];
      for (long index = 0; index < count; index++) {
        double w = 1;
        long rest = index;
        for (int k = 0; k < z.length; k++, rest /= node.length) {
          int i = (int) (rest % node.length);
          z[k] = node[i];
          w *= weight[i];
        }
        System.arraycopy(mean, 0, v, 0, v.length);
        scaled.addApplied(1, z, 0, v, 0);
        visitor.visit(z, v, w);
      }
    }
  }

  @Override
  public String toString() {
    return "GaussHermiteReward(%s, %s nodes)".formatted(reward, node.length);
  }
}
