package hyperlead.estimators;

import hyperlead.Episodes;
import hyperlead.Estimator;
import hyperlead.LeaderProblem;
import hyperlead.algebra.Require;
import hyperlead.algebra.TransitionPattern;
import hyperlead.critics.TabularCritic;
import hyperlead.games.Commitment;
import hyperlead.games.ExpectedScore;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import java.util.random.RandomGenerator;

/**
 * Bi-AC, bi-level actor-critic for Markov games: the direct term, with a critic that lets the
 * leader choose its next action knowing the follower's.
 *
 * <pre>
 * a*(s,b) = argmax_a π(a|s,b),   b*(s) = argmax_b Q(s,b,a*(s,b))
 * Q(s,b,a) ← Q(s,b,a) + α ( r_L(s,b,a) + γ_L Q(s',b*(s'),a*(s',b*(s'))) − Q(s,b,a) )
 * ∇J ≈ direct term with V_L(s,b) = Q(s,b,a*(s,b)), its score in expectation over b
 * </pre>
 *
 * <p>Needs episodes of a follower that sees the leader's action, and its policy. Bias: it has no
 * guidance, and its values are those of a leader that always plays b*, not of f_θ. It finds where
 * both players are best in every state, which need not be where commitment pays. Cost O(steps · B ·
 * A). Source: Zhang, Chen, Huang, Li, Yang, Zhang, Wang, "Bi-level actor-critic for multi-agent
 * coordination", AAAI 2020.
 *
 * @param stepSize α in (0, 1]
 */
public record BiAc(Commitment commitment, double stepSize)
    implements Estimator.Kind<TabularEpisode> {
  public BiAc {
    Require.positive("stepSize", Require.probability("stepSize", stepSize));
  }

  @Override
  public Estimator<TabularEpisode> on(
      LeaderProblem<TabularEpisode> problem, RandomGenerator random) {
    TabularCritic.Kind best = (of, chance) -> new BestActionCritic(of);
    TrajectoryEstimator.Guidance<TabularEpisode> none = (round, values, guidance) -> {};
    return TrajectoryEstimator.of(this, new ExpectedScore(commitment, best), problem, random, none);
  }

  @Override
  public String toString() {
    return "BiAc(" + stepSize + ")";
  }

  /** The table Q(s,b,a) at index {@code (s · B + b) · A + a}. */
  private final class BestActionCritic extends TabularCritic {
    private final TransitionPattern pattern = problem.transitions().pattern();
    private final int leaderActions = commitment.game().leaderActions().size();
    private final double discount = problem.leaderDiscount();
    private final double[] table = remember(new double[pattern.pairs()]);

    BestActionCritic(TabularProblem problem) {
      super(BiAc.this, problem);
    }

    @Override
    public void observe(Episodes<TabularEpisode> round) {
      for (TabularEpisode episode : round.list()) {
        for (int t = 0; t < episode.length(); t++) {
          double next = best(episode.response(), episode.state(t + 1));
          double target = episode.leaderReward(t) + discount * next;
          table[episode.pair(t)] += stepSize * (target - table[episode.pair(t)]);
        }
      }
    }

    /** max_b Q(s,b,a*(s,b)) for the s of x = (s,b); 0 for the end of the episode. */
    private double best(TabularResponse response, int x) {
      if (x == pattern.end()) {
        return 0;
      }
      int from = x - x % leaderActions;
      double best = value(response, from);
      for (int other = from + 1; other < from + leaderActions; other++) {
        best = Math.max(best, value(response, other));
      }
      return best;
    }

    /** Q(s,b,a*(s,b)), the first a* if there are several. */
    @Override
    public double value(TabularResponse response, int x) {
      if (x == pattern.end()) {
        return 0;
      }
      int mode = 0;
      for (int a = 1; a < pattern.actions(); a++) {
        mode = response.policy(x, a) > response.policy(x, mode) ? a : mode;
      }
      return table[x * pattern.actions() + mode];
    }

    @Override
    public double actionValue(int pair) {
      return table[pair];
    }
  }
}
