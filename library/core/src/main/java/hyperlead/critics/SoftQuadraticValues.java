package hyperlead.critics;

import hyperlead.Episodes;
import hyperlead.algebra.Cholesky;
import hyperlead.algebra.LeastSquares;
import hyperlead.algebra.Matrix;
import hyperlead.linear.LinearQuadraticEpisode;
import hyperlead.linear.LinearQuadraticModel;
import hyperlead.linear.LinearQuadraticProblem;
import hyperlead.linear.LinearQuadraticResponse;
import java.util.Arrays;

/**
 * The soft action values of a linear Gaussian policy, fitted to steps by least-squares temporal
 * differences:
 *
 * <pre>
 * Q(a,x,u) = wᵀφ(a,x,u),   Σ_t φ_t ( φ_t − γ_F E_π[φ](a_{t+1}, x_{t+1}) )ᵀ w = Σ_t φ_t ( r_F + γ_F τ H(π) )_t
 * Q = c_Q + ℓᵀv − vᵀM v,   v = (s, u),   s = (a, x)
 * </pre>
 *
 * <p>with φ all monomials of degree up to two. Where the follower's costs have no linear terms,
 * nothing distinguishes x from −x: what comes out for ℓ is noise, and is dropped. r_F is known, the
 * dynamics are not. Source: Lagoudakis and Parr, JMLR 4, 2003, with the entropy of Haarnoja et al.,
 * ICML 2017.
 */
public final class SoftQuadraticValues {
  private final LinearQuadraticModel model;
  private final double constant;

  /** ℓ, (p + n + m) × 1. */
  private final Matrix linear;

  /** M, of all of v. */
  private final Matrix form;

  private SoftQuadraticValues(LinearQuadraticModel model, double[] w) {
    this.model = model;
    constant = w[0];
    int width = model.problem().system().width();
    double[][] halves = new double[width][width];
    double kept = model.hasLinearCost() ? 1 : 0;
    linear = Matrix.of(width, 1, (i, j) -> kept * w[1 + i]);
    int k = 1 + width;
    for (int i = 0; i < width; i++) {
      for (int j = i; j < width; j++, k++) {
        halves[i][j] -= w[k] / 2;
        halves[j][i] -= w[k] / 2;
      }
    }
    form = Matrix.of("weights of products", halves);
  }

  /**
   * {@return the fit to a round}
   *
   * @param episodes a round that the policy may have played or not
   * @param policy whose values are fitted, for r_F, τ and γ_F of its problem; its dynamics are not
   *     looked at
   * @throws ArithmeticException if the steps do not span all monomials
   */
  public static SoftQuadraticValues fit(
      Episodes<LinearQuadraticEpisode> episodes, LinearQuadraticResponse policy) {
    LinearQuadraticProblem problem = policy.problem();
    Features features = QuadraticFeatures.ofSteps().on(problem);
    features.follow(policy);
    int p = policy.model().leaderActions();
    LeastSquares equations = new LeastSquares(features.size(), 1);
    double bonus = problem.followerDiscount() * problem.temperature() * entropy(policy);
    for (LinearQuadraticEpisode episode : episodes.list()) {
      for (int t = 0; t < episode.length(); t++) {
        features.fill(episode.path(), episode.row(t), equations.features());
        features.fillExpected(episode.path(), episode.row(t + 1), equations.next());
        double reward = policy.model().followerReward(episode.path(), episode.row(t) + p);
        equations.add(1, problem.followerDiscount(), reward + bonus);
      }
    }
    double[] w = equations.solve("system of the follower's values", 0).entries();
    return new SoftQuadraticValues(policy.model(), w);
  }

  /**
   * {@return the answer to a round as a leader estimates it that sees trajectories only}
   *
   * <pre>
   * F̂, f̂ minimise Σ_t |u_t + F s_t + f|²,   ÛÛᵀ = mean of the residuals' squares,   V̂_F by {@link #fit}
   * </pre>
   *
   * <p>where f = 0 unless the follower's costs have linear terms.
   *
   * @param episodes a round under one answer
   * @throws ArithmeticException if the steps do not span s and all monomials
   */
  public static LinearQuadraticResponse estimate(Episodes<LinearQuadraticEpisode> episodes) {
    LinearQuadraticModel model = episodes.list().get(0).response().model();
    int seen = model.states() + model.leaderActions();
    int m = model.actions();
    int known = seen + (model.hasLinearCost() ? 1 : 0);
    LeastSquares equations = new LeastSquares(known, m);
    for (LinearQuadraticEpisode episode : episodes.list()) {
      for (int t = 0; t < episode.length(); t++) {
        int from = episode.row(t);
        Arrays.fill(equations.features(), 1);
        System.arraycopy(episode.path(), from, equations.features(), 0, seen);
        equations.add(1, 0, Arrays.copyOfRange(episode.path(), from + seen, from + seen + m));
      }
    }
    Matrix weights = equations.solve("mean squares of (a, x)", 0);
    Matrix deviation = Cholesky.of("policy's covariance", equations.residuals(weights)).root();
    Matrix all = Matrix.beside(weights.transposed(), Matrix.zero(m, 1)).times(-1);
    LinearQuadraticResponse policy =
        LinearQuadraticResponse.acting(
            model, all.block(0, 0, m, seen), all.block(0, seen, m, 1), deviation);
    return fit(episodes, policy).evaluated(policy);
  }

  /** H(π) = ½ log det(2πe UUᵀ). */
  private static double entropy(LinearQuadraticResponse policy) {
    int m = policy.gain().rows();
    double sum = m * (1 + StrictMath.log(2 * Math.PI));
    return (sum + Cholesky.of("policy's covariance", covariance(policy)).logDeterminant()) / 2;
  }

  private static Matrix covariance(LinearQuadraticResponse policy) {
    return policy.deviation().squared().symmetric();
  }

  /**
   * {@return the Boltzmann policy of these action values, with their soft maximum}
   *
   * <pre>
   * F = M_uu⁻¹ M_us,   f = −½ M_uu⁻¹ℓ_u,   UUᵀ = (τ/2) M_uu⁻¹
   * V(s) = Q(s, −F s − f) + (τ/2)(m log πτ − log det M_uu)
   * </pre>
   *
   * @param iterations what the response reports
   * @throws ArithmeticException if the fitted values have no maximum in u
   */
  public LinearQuadraticResponse improved(int iterations) {
    double temperature = model.problem().temperature();
    int m = model.actions();
    int seen = form.rows() - m;
    Cholesky curvature =
        Cholesky.of("curvature of fitted values in u", form.block(seen, seen, m, m));
    Matrix gain = curvature.solve(form.block(seen, 0, m, seen));
    Matrix deviation =
        Cholesky.of("policy's covariance", curvature.inverse().times(temperature / 2)).root();
    double soft =
        temperature / 2 * (m * StrictMath.log(Math.PI * temperature) - curvature.logDeterminant());
    Matrix offset = curvature.solve(linear.block(seen, 0, m, 1)).times(-0.5);
    return response(gain, offset, deviation, constant + soft, iterations);
  }

  /**
   * {@return the policy that was fitted with its own soft values by this fit, {@code V = E_π[Q] +
   * τH(π)}}
   */
  public LinearQuadraticResponse evaluated(LinearQuadraticResponse policy) {
    int m = model.actions();
    int seen = form.rows() - m;
    double noise = form.block(seen, seen, m, m).dot(covariance(policy));
    double soft = model.problem().temperature() * entropy(policy) - noise;
    return response(policy.gain(), policy.offset(), policy.deviation(), constant + soft, 1);
  }

  /** A policy with the values of its mean, [I; −F] s − [0; f]. */
  private LinearQuadraticResponse response(
      Matrix gain, Matrix offset, Matrix deviation, double value, int iterations) {
    int seen = gain.columns();
    Matrix plan = Matrix.beside(Matrix.scalar(seen, 1), gain.transposed().times(-1));
    Matrix values = plan.congruence(form).symmetric();
    Matrix fixed = Matrix.zero(seen, 1).above(offset.times(-1));
    Matrix marginal = linear.plusProduct(-2, form, fixed);
    Matrix slope = plan.times(marginal).times(-1);
    double constant = value + linear.plusProduct(-1, form, fixed).dot(fixed);
    LinearQuadraticResponse unchecked =
        new LinearQuadraticResponse(
            model, gain, offset, deviation, values, slope, constant, Double.NaN, iterations);
    return unchecked.withResidual(unchecked.bellmanResidual());
  }

  @Override
  public String toString() {
    return "SoftQuadraticValues of " + model.problem().name();
  }
}
