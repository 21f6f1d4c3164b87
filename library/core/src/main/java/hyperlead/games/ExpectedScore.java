package hyperlead.games;

import hyperlead.critics.TabularCritic;
import hyperlead.tabular.TabularMdp;
import hyperlead.tabular.TabularProblem;
import java.util.random.RandomGenerator;

/**
 * The leader's score in expectation over its own next action:
 *
 * <pre>
 * V(s',b') ∇log f(b'|s')   becomes   Σ_b ∇f(b|s') V(s',b)
 * </pre>
 *
 * <p>for V_L and V_F alike, and for f(b|s_0) at the start. The leader knows its policy, so this
 * costs no samples; what is left of the variance is that of s'. Needs episodes of the follower that
 * sees the leader's action, and a critic's values of actions that the leader did not play. No bias
 * beyond the critic's. Cost: B values a step. Prefer it to {@link BaselineScore} and to the raw
 * score, which are here to be compared with.
 */
public record ExpectedScore(Commitment commitment, TabularCritic.Kind critic)
    implements TabularCritic.Kind {
  @Override
  public TabularCritic on(TabularProblem problem, RandomGenerator random) {
    return new PolicyScore(this, problem, commitment, critic.on(problem, random)) {
      @Override
      void add(TabularMdp mdp, double[] values, int x, double weight, double[] g) {
        int from = first(x);
        for (int other = from; other < from + leaderActions; other++) {
          g[other] += weight * values[other];
        }
      }
    };
  }

  @Override
  public String toString() {
    return "ExpectedScore(" + critic + ")";
  }
}
