package hyperlead.accuracy;

import hyperlead.Setting;
import hyperlead.algebra.TransitionPattern;
import hyperlead.parameters.Coefficients;
import hyperlead.parameters.FreeParameters;
import hyperlead.tabular.InitialLaw;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TransitionLaw;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The numbers of a tabular problem at θ = 0 and their derivatives there: what both routes are
 * given.
 *
 * @param setting τ, γ_F, γ_L
 * @param actions number of actions
 * @param rows next states of each pair, the number of states for the end
 * @param law P, one number for each of them, in their order
 * @param initial μ, one number a state
 * @param follower r_F, one number a pair
 * @param leader r_L, likewise
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Model(
    Setting setting,
    int actions,
    int[][] rows,
    Numbers law,
    Numbers initial,
    Numbers follower,
    Numbers leader) {

  /**
   * Numbers with their derivatives.
   *
   * @param at the numbers
   * @param slope [d][numbers]
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Numbers(double[] at, double[][] slope) {
    Coefficients coefficients() {
      return Coefficients.of(
          at.length,
          (y, i) -> {
            double sum = at[i];
            for (int j = 0; j < y.length; j++) {
              sum += y[j] * slope[j][i];
            }
            return sum;
          },
          (y, i, weight, g) -> {
            for (int j = 0; j < g.length; j++) {
              g[j] += weight * slope[j][i];
            }
          });
    }
  }

  int states() {
    return rows.length / actions;
  }

  int parameters() {
    return follower.slope.length;
  }

  TabularProblem problem() {
    List<Integer> all = IntStream.range(0, states()).boxed().toList();
    return new TabularProblem(
        setting,
        new FreeParameters(parameters()),
        new TransitionLaw(TransitionPattern.of(states(), actions, rows), law.coefficients()),
        new InitialLaw(all, initial.coefficients()),
        follower.coefficients(),
        leader.coefficients(),
        random -> new double[parameters()]);
  }

  @Override
  public String toString() {
    return "%s: %s states, %s actions, d = %s, τ = %s, γ_F = %s, γ_L = %s"
        .formatted(
            setting.name(),
            states(),
            actions,
            parameters(),
            setting.temperature(),
            setting.followerDiscount(),
            setting.leaderDiscount());
  }
}
