package hyperlead.games;

import hyperlead.critics.TabularCritic;
import hyperlead.tabular.TabularMdp;
import hyperlead.tabular.TabularProblem;
import java.util.random.RandomGenerator;

/**
 * The leader's sampled score with the mean over its own next action subtracted:
 *
 * <pre>
 * V(s',b') ∇log f(b'|s')   becomes   ( V(s',b') − Σ_b f(b|s') V(s',b) ) ∇log f(b'|s')
 * </pre>
 *
 * <p>for V_L and V_F alike, and for f(b|s_0) at the start. The mean drops out because E_f[∇log f] =
 * 0, and with it what V has in common over b, which is most of it where discounts are near one.
 * Needs episodes of the follower that sees the leader's action, and a critic's values of actions
 * that the leader did not play. No bias beyond the critic's. Cost: B values a step, as {@link
 * ExpectedScore}, which has less variance still.
 */
public record BaselineScore(Commitment commitment, TabularCritic.Kind critic)
    implements TabularCritic.Kind {
  @Override
  public TabularCritic on(TabularProblem problem, RandomGenerator random) {
    return new PolicyScore(this, problem, commitment, critic.on(problem, random)) {
      @Override
      void add(TabularMdp mdp, double[] values, int x, double weight, double[] g) {
        double mean = 0;
        int from = first(x);
        for (int other = from; other < from + leaderActions; other++) {
          mean += mdp.configuration(other) * values[other];
        }
        g[x] += weight * (values[x] - mean) / mdp.configuration(x);
      }
    };
  }

  @Override
  public String toString() {
    return "BaselineScore(" + critic + ")";
  }
}
