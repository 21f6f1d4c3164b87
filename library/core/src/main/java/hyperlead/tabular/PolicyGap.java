package hyperlead.tabular;

import hyperlead.Gap;
import hyperlead.algebra.PolicySystem;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How far a tabular policy π is from the Boltzmann-optimal π*.
 *
 * <pre>
 * KL(x) = Σ_a π(a|x) ( d(x,a) + exp(−d(x,a)) − 1 ),   d = log(π/π*)
 * J_F(π*) − J_F(π) = τ Σ_x m(x) KL(x),   m : (I − γ_F P_π)ᵀ m = μ
 * </pre>
 *
 * <p>The terms added to d sum to zero, so that none of the first line is negative. The second holds
 * since V*(x) = Q*(x,a) − τ log π*(a|x) for every a; less the same for V of π it is {@code V* − V =
 * τ KL + γ_F P_π (V* − V)}. So what is forgone is not lost as a difference of two large numbers.
 * Cost: one pass over the entries, and one linear solve if π is not π*.
 */
record PolicyGap(TabularResponse response, TabularResponse optimum) {
  Gap gap() {
    TabularMdp mdp = response.mdp;
    double[] divergence = divergences();
    double sum = Arrays.stream(divergence).sum();
    if (sum == 0) {
      return new Gap(0, 0);
    }
    double[] visits = mdp.initialMeasure();
    mdp.fillFollower(new PolicySystem(mdp.pattern), response.policy).solveTransposed(visits);
    double forgone =
        IntStream.range(0, divergence.length).mapToDouble(x -> visits[x] * divergence[x]).sum();
    double most = mdp.initialExpectation(optimum.values) + mdp.initialExpectation(optimum.rest);
    return new Gap(sum / divergence.length, mdp.problem.temperature() * forgone / Math.abs(most));
  }

  /** KL(x), one number a state. */
  private double[] divergences() {
    TabularMdp mdp = response.mdp;
    double[] best = new double[mdp.pattern.pairs()];
    mdp.followerAdvantages(optimum.values, optimum.rest, best);
    double[] divergence = new double[mdp.pattern.states()];
    for (int pair = 0; pair < best.length; pair++) {
      divergence[pair / mdp.pattern.actions()] += term(pair, best[pair]);
    }
    return divergence;
  }

  /** π ( d + exp(−d) − 1 ) of a pair; where π* has no digits, by its advantage. */
  private double term(int pair, double advantage) {
    double policy = response.policy[pair];
    double best = optimum.policy[pair];
    if (policy == 0) {
      return best;
    }
    double d =
        best >= Double.MIN_NORMAL
            ? Math.log(policy / best)
            : Math.log(policy) - advantage / response.problem().temperature();
    return Math.abs(d) < 1 ? policy * (d + Math.expm1(-d)) : policy * d + best - policy;
  }
}
