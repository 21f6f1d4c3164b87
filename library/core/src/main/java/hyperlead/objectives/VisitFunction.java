package hyperlead.objectives;

import hyperlead.Hypergradient;
import hyperlead.algebra.Require;
import hyperlead.parameters.Coefficients;
import hyperlead.tabular.Functional;
import hyperlead.tabular.Influence;
import hyperlead.tabular.Objective;
import hyperlead.tabular.TabularHypergradient;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import hyperlead.tabular.Trajectories;
import java.util.Arrays;

/**
 * A function of how often each pair is visited, such as the entropy of the visits or the variance
 * of the load.
 *
 * <pre>
 * J = F(m),   m(x,a) = E[Σ_t γ_L^t 1{x_t = x, a_t = a}],   influence Σ_t γ_L^t w(x_t,a_t),  w = ∇F(m)
 * ∇J = ∇ E[Σ_t γ_L^t w(x_t,a_t)], w held: the hypergradient for w as the leader's reward
 * </pre>
 *
 * <p>Exact by linear systems, at every size. In a sample m is the sample's, a bias of order 1/N
 * unless F is linear. Source: Hazan, Kakade, Singh, Van Soest, "Provably efficient maximum entropy
 * exploration", ICML 2019.
 *
 * @param f F as one number of m, which stands for y: {@code Coefficients.of(1, (m, k) -> F(m), (m,
 *     k, weight, g) -> g += weight ∇F(m))}
 */
public record VisitFunction(Coefficients f) implements Objective {
  /** {@return the entropy of the visits m / Σm, as a function of all pairs} */
  public static VisitFunction entropy() {
    return new VisitFunction(
        Coefficients.of(
            1,
            (m, k) -> entropy(shares(m)),
            (m, k, weight, g) -> {
              double[] p = shares(m);
              double entropy = entropy(p);
              double all = Arrays.stream(m).sum();
              for (int pair = 0; pair < p.length; pair++) {
                g[pair] -= p[pair] > 0 ? weight * (Math.log(p[pair]) + entropy) / all : 0;
              }
            }));
  }

  private static double[] shares(double[] m) {
    double all = Arrays.stream(m).sum();
    return Arrays.stream(m).map(v -> v / all).toArray();
  }

  private static double entropy(double[] p) {
    return -Arrays.stream(p).filter(share -> share > 0).map(q -> q * Math.log(q)).sum();
  }

  @Override
  public Influence under(Trajectories law) {
    double[] visits = law.visits();
    Coefficients paid = Coefficients.fixed(gradient(visits));
    Functional sum = Functional.fixed(e -> Functional.total(paid, e.leaderDiscount()).at(e));
    return new Influence(f.at(visits, 0), law.centred(law.values(sum)), g -> {});
  }

  private double[] gradient(double[] visits) {
    double[] gradient = new double[visits.length];
    f.addGradient(visits, 0, 1, gradient);
    return Require.vector("gradient of a function of the visits", gradient, visits.length);
  }

  @Override
  public double value(TabularResponse response) {
    return f.at(response.pairVisits(), 0);
  }

  @Override
  public Hypergradient at(TabularResponse response, TabularHypergradient exact) {
    double[] visits = response.pairVisits();
    TabularProblem problem = response.problem();
    TabularProblem paying =
        problem
            .withRewards(problem.followerReward(), Coefficients.fixed(gradient(visits)))
            .withObjective(EXPECTED_RETURN);
    Hypergradient held = exact.at(response.in(paying.at(response.theta())));
    return new Hypergradient(f.at(visits, 0), held.direct(), held.guidance());
  }

  @Override
  public String toString() {
    return "function of the visits";
  }
}
