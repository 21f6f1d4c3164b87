package hyperlead.identification;

import hyperlead.Episodes;
import hyperlead.dense.Cholesky;
import hyperlead.dense.LuFactors;
import hyperlead.dense.Matrix;
import hyperlead.dense.OuterSum;
import hyperlead.linearquadratic.LinearQuadraticEpisode;
import hyperlead.linearquadratic.LinearQuadraticModel;
import hyperlead.linearquadratic.LinearQuadraticProblem;
import hyperlead.linearquadratic.LinearQuadraticResponse;
import hyperlead.linearquadratic.critics.Features;
import hyperlead.linearquadratic.critics.QuadraticFeatures;
import java.util.Arrays;

/**
 * The soft action values of a linear Gaussian policy, fitted to steps by least-squares temporal
 * differences:
 *
 * <pre>
 * Q(x,u,a) = wᵀφ(x,u,a),   Σ_t φ_t ( φ_t − γ_F E_π[φ](x_{t+1}, a_{t+1}) )ᵀ w = Σ_t φ_t ( r_F + γ_F τ H(π) )_t
 * Q = c_Q − uᵀM_uu u − 2 uᵀM_us s − sᵀM_ss s,   s = (x, a)
 * </pre>
 *
 * <p>with φ all monomials of degree up to two; what comes out for odd ones is noise, since nothing
 * distinguishes x from −x, and is dropped. r_F is known, the dynamics are not. Source: Lagoudakis
 * and Parr, JMLR 4, 2003, with the entropy of Haarnoja et al., ICML 2017.
 */
public final class SoftQuadraticValues {
  private final LinearQuadraticModel model;
  private final double constant;
  private final Matrix actionBlock;
  private final Matrix crossBlock;
  private final Matrix seenBlock;

  private SoftQuadraticValues(LinearQuadraticModel model, double[] w) {
    this.model = model;
    int n = model.states();
    int m = model.actions();
    int p = model.leaderActions();
    Matrix all = form(w, n + m + p).times(-1);
    constant = w[0];
    actionBlock = all.block(n, n, m, m);
    crossBlock = Matrix.beside(all.block(n, 0, m, n), all.block(n, n + m, m, p));
    Matrix upper = Matrix.beside(all.block(0, 0, n, n), all.block(0, n + m, n, p));
    seenBlock = Matrix.zero(n + p, n + p).fillBlock(0, 0, upper);
    seenBlock.fillBlock(
        n, 0, Matrix.beside(all.block(n + m, 0, p, n), all.block(n + m, n + m, p, p)));
  }

  /** The symmetric matrix of the products' weights. */
  private static Matrix form(double[] w, int width) {
    Matrix form = Matrix.zero(width, width);
    int k = 1 + width;
    for (int i = 0; i < width; i++) {
      for (int j = i; j < width; j++, k++) {
        form.entries()[i * width + j] += w[k] / 2;
        form.entries()[j * width + i] += w[k] / 2;
      }
    }
    return form;
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
    int size = features.size();
    OuterSum system = new OuterSum(size, size);
    Matrix weights = Matrix.zero(size, 1);
    double bonus = problem.followerDiscount() * problem.temperature() * entropy(policy);
    for (LinearQuadraticEpisode episode : episodes.list()) {
      for (int t = 0; t < episode.length(); t++) {
        double[] now = system.left();
        double[] next = system.right();
        features.fill(episode.path(), episode.row(t), now);
        features.fillExpected(episode.path(), episode.row(t + 1), next);
        double target = reward(policy.model(), episode, t) + bonus;
        for (int i = 0; i < size; i++) {
          weights.entries()[i] += now[i] * target;
          next[i] = now[i] - problem.followerDiscount() * next[i];
        }
        system.push();
      }
    }
    LuFactors.of("system of the follower's values", system.sum()).solve(weights);
    return new SoftQuadraticValues(policy.model(), weights.entries());
  }

  /** H(π) = ½ log det(2πe UUᵀ). */
  private static double entropy(LinearQuadraticResponse policy) {
    int m = policy.gain().rows();
    double sum = m * (1 + StrictMath.log(2 * Math.PI));
    return (sum + Cholesky.of("policy's covariance", covariance(policy)).logDeterminant()) / 2;
  }

  private static Matrix covariance(LinearQuadraticResponse policy) {
    return policy.deviation().congruence(Matrix.scalar(policy.gain().rows(), 1)).symmetrize();
  }

  /** r_F = −(xᵀQx + uᵀRu). */
  private static double reward(LinearQuadraticModel model, LinearQuadraticEpisode episode, int t) {
    int from = episode.row(t);
    int to = from + model.states();
    Matrix x = Matrix.column(Arrays.copyOfRange(episode.path(), from, to));
    Matrix u = Matrix.column(Arrays.copyOfRange(episode.path(), to, to + model.actions()));
    return -model.stateCost().times(x).dot(x) - model.actionCost().times(u).dot(u);
  }

  /**
   * {@return the Boltzmann policy of these action values, with their soft maximum}
   *
   * <pre>
   * F = M_uu⁻¹ M_us,   UUᵀ = (τ/2) M_uu⁻¹,   V = c_Q + (τ/2)(m log πτ − log det M_uu) − sᵀ(M_ss − M_suF)s
   * </pre>
   *
   * @param iterations what the response reports
   * @throws ArithmeticException if the fitted values have no maximum in u
   */
  public LinearQuadraticResponse improved(int iterations) {
    double temperature = model.problem().temperature();
    int m = actionBlock.rows();
    Cholesky curvature = Cholesky.of("curvature of fitted values in u", actionBlock);
    Matrix gain = curvature.solve(crossBlock.copy());
    Matrix deviation =
        Cholesky.of("policy's covariance", curvature.inverse().times(temperature / 2)).root();
    Matrix values = seenBlock.copy().addProduct(-1, crossBlock.transposed(), gain).symmetrize();
    double soft =
        temperature / 2 * (m * StrictMath.log(Math.PI * temperature) - curvature.logDeterminant());
    return response(gain, deviation, values, constant + soft, iterations);
  }

  /**
   * {@return a policy with its own soft values by this fit, {@code V = E_π[Q] + τH(π)}}
   *
   * @param policy the policy that was fitted
   */
  public LinearQuadraticResponse evaluated(LinearQuadraticResponse policy) {
    Matrix f = policy.gain();
    Matrix cross = crossBlock.transposed().times(f);
    Matrix values =
        seenBlock
            .plus(-1, cross)
            .add(-1, cross.transposed())
            .add(1, f.transposed().congruence(actionBlock))
            .symmetrize();
    double soft =
        model.problem().temperature() * entropy(policy) - actionBlock.dot(covariance(policy));
    return response(f, policy.deviation(), values, constant + soft, 1);
  }

  private LinearQuadraticResponse response(
      Matrix gain, Matrix deviation, Matrix values, double value, int iterations) {
    LinearQuadraticResponse unchecked =
        new LinearQuadraticResponse(model, gain, deviation, values, value, Double.NaN, iterations);
    double residual = unchecked.bellmanResidual();
    return new LinearQuadraticResponse(model, gain, deviation, values, value, residual, iterations);
  }

  @Override
  public String toString() {
    return "SoftQuadraticValues of " + model.problem().name();
  }
}
