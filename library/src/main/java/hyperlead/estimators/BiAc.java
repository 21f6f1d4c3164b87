package hyperlead.estimators;

import hyperlead.Episodes;
import hyperlead.Estimator;
import hyperlead.Hypergradient;
import hyperlead.critics.TabularCritic;
import hyperlead.games.Commitment;
import hyperlead.games.ExpectedScore;
import hyperlead.sparse.TransitionPattern;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularResponse;
import hyperlead.validation.Require;
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
 */
public final class BiAc implements Estimator<TabularEpisode> {
  private final Commitment commitment;
  private final double stepSize;
  private final NaivePolicyGradient<TabularEpisode> direct;

  /**
   * Bi-AC whose table starts at zero.
   *
   * @param commitment the game with the leader's policy
   * @param stepSize α in (0, 1]
   * @throws IllegalArgumentException if α is out of range
   */
  public BiAc(Commitment commitment, double stepSize) {
    this.commitment = commitment;
    this.stepSize = stepSize;
    int leaderActions = commitment.game().leaderActions().size();
    BestActionCritic critic =
        new BestActionCritic(
            commitment.problem().transitions().pattern(),
            leaderActions,
            commitment.setting().leaderDiscount(),
            stepSize);
    direct = new NaivePolicyGradient<>(new ExpectedScore(commitment, critic));
  }

  @Override
  public Hypergradient estimate(double[] theta, Episodes<? extends TabularEpisode> episodes) {
    return direct.estimate(theta, episodes);
  }

  @Override
  public BiAc fresh(RandomGenerator random) {
    return new BiAc(commitment, stepSize);
  }

  @Override
  public String toString() {
    return "BiAc(" + stepSize + ")";
  }

  /** The table Q(s,b,a) at index {@code (s · B + b) · A + a}. */
  private static final class BestActionCritic implements TabularCritic {
    private final TransitionPattern pattern;
    private final int leaderActions;
    private final double discount;
    private final double stepSize;
    private final double[] table;

    BestActionCritic(
        TransitionPattern pattern, int leaderActions, double discount, double stepSize) {
      this.pattern = pattern;
      this.leaderActions = leaderActions;
      this.discount = discount;
      this.stepSize = Require.positive("stepSize", Require.probability("stepSize", stepSize));
      this.table = new double[pattern.pairs()];
    }

    @Override
    public void observe(Episodes<? extends TabularEpisode> episodes) {
      for (TabularEpisode episode : episodes.list()) {
        for (int t = 0; t < episode.length(); t++) {
          double next = best(episode.response(), episode.state(t + 1));
          double target = episode.leaderReward(t) + discount * next;
          int pair = pair(episode, t);
          table[pair] += stepSize * (target - table[pair]);
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
    public double actionValue(TabularEpisode episode, int t) {
      return table[pair(episode, t)];
    }

    private int pair(TabularEpisode episode, int t) {
      return episode.state(t) * pattern.actions() + episode.action(t);
    }

    @Override
    public BestActionCritic fresh(RandomGenerator random) {
      return new BestActionCritic(pattern, leaderActions, discount, stepSize);
    }
  }
}
