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
 * <p>Off-policy, it learns from a replay buffer: after each step, from one that is drawn from the
 * last so many, with b* and a* of the follower as it is now.
 *
 * <p>Needs episodes of a follower that sees the leader's action, and its policy. Bias: it has no
 * guidance, and its values are those of a leader that always plays b*, not of f_θ. It finds where
 * both players are best in every state, which need not be where commitment pays. Cost O(steps · B ·
 * A). Source: Zhang, Chen, Huang, Li, Yang, Zhang, Wang, "Bi-level actor-critic for multi-agent
 * coordination", AAAI 2020.
 *
 * @param stepSize α in (0, 1]
 * @param buffer how many steps the replay buffer holds; with 1 it learns from each step once, as it
 *     comes
 */
public record BiAc(Commitment commitment, double stepSize, int buffer)
    implements Estimator.Kind<TabularEpisode> {
  public BiAc {
    Require.positive("stepSize", Require.probability("stepSize", stepSize));
    Require.positive("buffer", buffer);
  }

  /** On-policy. */
  public BiAc(Commitment commitment, double stepSize) {
    this(commitment, stepSize, 1);
  }

  @Override
  public Estimator<TabularEpisode> on(
      LeaderProblem<TabularEpisode> problem, RandomGenerator random) {
    TabularCritic.Kind best = BestActionCritic::new;
    TrajectoryEstimator.Guidance<TabularEpisode> none = (round, values, guidance) -> {};
    return TrajectoryEstimator.of(this, new ExpectedScore(commitment, best), problem, random, none);
  }

  @Override
  public String toString() {
    return "BiAc(" + stepSize + (buffer == 1 ? ")" : ", buffer of " + buffer + " steps)");
  }

  /** The table Q(s,b,a) at index {@code (s · B + b) · A + a}. */
  private final class BestActionCritic extends TabularCritic {
    private final TransitionPattern pattern = problem.transitions().pattern();
    private final int leaderActions = commitment.game().leaderActions().size();
    private final double discount = problem.leaderDiscount();
    private final double[] table = remember(new double[pattern.pairs()]);

    /** Of each step in the buffer: (s,b,a), r_L, and s' with b'; and how many steps there were. */
    private final double[] steps = remember(new double[3 * buffer]);

    private final double[] count = remember(new double[1]);
    private final RandomGenerator random;

    BestActionCritic(TabularProblem problem, RandomGenerator random) {
      super(BiAc.this, problem);
      this.random = random;
    }

    @Override
    public void observe(Episodes<TabularEpisode> round) {
      for (TabularEpisode episode : round.list()) {
        for (int t = 0; t < episode.length(); t++) {
          int newest = 3 * (int) (count[0]++ % buffer);
          steps[newest] = episode.pair(t);
          steps[newest + 1] = episode.leaderReward(t);
          steps[newest + 2] = episode.state(t + 1);
          int held = (int) Math.min(count[0], buffer);
          learn(episode.response(), held == 1 ? newest : 3 * random.nextInt(held));
        }
      }
    }

    private void learn(TabularResponse response, int step) {
      int pair = (int) steps[step];
      double target = steps[step + 1] + discount * best(response, (int) steps[step + 2]);
      table[pair] += stepSize * (target - table[pair]);
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
