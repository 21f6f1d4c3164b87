package hyperlead.critics;

import hyperlead.Episodes;
import hyperlead.algebra.Require;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * The leader's action values on groups of states, learned by expected SARSA from episodes alone:
 * for problems with more pairs than samples, where a table for each pair would mostly hold values
 * that nobody has learned.
 *
 * <pre>
 * Q_L(x,a) = Σ_k w_k(x) q(k,a),   V_L(x) = Σ_a π(a|x) Q_L(x,a)
 * q(k,a_t) ← q(k,a_t) + α w_k(x_t) ( r_L(x_t,a_t) + γ_L V_L(x_{t+1}) − Q_L(x_t,a_t) )
 * </pre>
 *
 * <p>A state is in one group or, with weights, in several: on a grid, the weights of a coarser one
 * make Q_L piecewise multilinear ({@link hyperlead.prototyping.Grid#weights(List)}). The table
 * starts at zero and is kept from round to round. What a step teaches about a state it teaches
 * about its neighbours; the bias is what Q_L differs within a group, times the effective horizon,
 * and does not vanish with samples. Cost O(steps · actions · groups of a state). Source: Sutton and
 * Barto, Reinforcement Learning, 2nd ed., §§9.3 and 10.1.
 *
 * @param weights for each state, its groups, numbered from 0 on, with weights in (0, 1] of sum 1
 * @param stepSize α in (0, 1]
 */
public record AggregatedCritic(List<Map<Integer, Double>> weights, double stepSize)
    implements TabularCritic.Kind {

  /** Throws an {@link IllegalArgumentException} if weights of a state are none, or α. */
  public AggregatedCritic {
    Require.positive("stepSize", Require.probability("stepSize", stepSize));
    // Sorted, so that sums have the same bits whatever map came.
    weights = weights.stream().<Map<Integer, Double>>map(TreeMap::new).toList();
    for (Map<Integer, Double> own : weights) {
      double sum = own.values().stream().mapToDouble(w -> w > 0 ? w : Double.NaN).sum();
      Require.that(Math.abs(sum - 1) <= 1e-9, "weights must be positive and sum to 1: %s", own);
    }
  }

  /** {@return a critic on groups that do not overlap: of each state the number of its group} */
  public static AggregatedCritic of(int[] groups, double stepSize) {
    return new AggregatedCritic(
        Arrays.stream(groups).mapToObj(group -> Map.of(group, 1.0)).toList(), stepSize);
  }

  private int groups() {
    return 1 + weights.stream().mapToInt(own -> Collections.max(own.keySet())).max().orElse(-1);
  }

  @Override
  public TabularCritic on(TabularProblem problem, RandomGenerator random) {
    int states = problem.transitions().pattern().states();
    Require.that(weights.size() == states, "%s states need weights: %s", states, weights.size());
    return new Table(problem);
  }

  @Override
  public String toString() {
    return "AggregatedCritic(%s groups, α = %s)".formatted(groups(), stepSize);
  }

  private final class Table extends TabularCritic {
    private final int actions;
    private final int end;
    private final double discount;
    private final int[][] groups = new int[weights.size()][];
    private final double[][] shares = new double[weights.size()][];
    private final double[] table;
    private final double[] seen;
    private Episodes<TabularEpisode> last;

    Table(TabularProblem problem) {
      super(AggregatedCritic.this, problem);
      actions = problem.transitions().pattern().actions();
      end = problem.transitions().pattern().end();
      discount = problem.leaderDiscount();
      table = remember(new double[groups() * actions]);
      seen = remember(new double[table.length]);
      for (int x = 0; x < groups.length; x++) {
        groups[x] = weights.get(x).keySet().stream().mapToInt(k -> k).toArray();
        shares[x] = weights.get(x).values().stream().mapToDouble(w -> w).toArray();
      }
    }

    /** Σ_k w_k(x) of what an array has for (k, a), of the pair (x, a). */
    private double mean(double[] array, int pair) {
      int x = pair / actions;
      double sum = 0;
      for (int i = 0; i < groups[x].length; i++) {
        sum += shares[x][i] * array[groups[x][i] * actions + pair % actions];
      }
      return sum;
    }

    @Override
    public void observe(Episodes<TabularEpisode> round) {
      checkOf(round);
      last = round;
      for (TabularEpisode episode : round.list()) {
        for (int t = 0; t < episode.length(); t++) {
          double target = episode.leaderReward(t) + discount * value(episode, t + 1);
          learn(episode.pair(t), target - actionValue(episode, t));
        }
      }
    }

    private void learn(int pair, double error) {
      int x = pair / actions;
      for (int i = 0; i < groups[x].length; i++) {
        int entry = groups[x][i] * actions + pair % actions;
        table[entry] += stepSize * shares[x][i] * error;
        seen[entry] = 1;
      }
    }

    @Override
    public double unseen() {
      return Unseen.share(last, actions, pair -> mean(seen, pair));
    }

    @Override
    public double actionValue(TabularEpisode episode, int t) {
      return mean(table, episode.pair(t));
    }

    @Override
    public double value(TabularResponse response, int state) {
      double value = 0;
      for (int action = 0; state < end && action < actions; action++) {
        value += response.policy(state, action) * mean(table, state * actions + action);
      }
      return value;
    }
  }
}
