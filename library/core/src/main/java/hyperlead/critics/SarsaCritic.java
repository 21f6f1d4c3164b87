package hyperlead.critics;

import hyperlead.Episodes;
import hyperlead.algebra.Gaussian;
import hyperlead.algebra.Require;
import hyperlead.algebra.TransitionPattern;
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
 * A table of the leader's action values learned by SARSA(0) from episodes alone.
 *
 * <pre>
 * Q_L(x_t,a_t) ← Q_L(x_t,a_t) + α ( r_L(x_t,a_t) + γ_L Q_L(x_{t+1},a_{t+1}) − Q_L(x_t,a_t) )
 * V_L(x) = Σ_a π(a|x) Q_L(x,a)
 * </pre>
 *
 * <p>One pass forward over each episode, in order; the table is kept from round to round. At the
 * end of an episode Q_L(x_T, ·) = 0; where an episode was cut, the next action was not seen and its
 * place is taken by V_L(x_T). Biased by what the table held at the start, which one chooses by
 * name: {@link #zero} or {@link #random}. Cost O(steps · actions). Source: Sutton and Barto,
 * Reinforcement Learning, 2nd ed., §6.4.
 *
 * @param stepSize α in (0, 1]
 * @param startsRandom whether the table starts at draws from N(0, 1), else at zero
 * @param isExpected whether targets hold V_L(x_{t+1}), see {@link #expected}
 * @param groups for each state its groups with their weights, see {@link #over}; empty where the
 *     table has a row for each state
 */
public record SarsaCritic(
    double stepSize,
    boolean startsRandom,
    boolean isExpected,
    List<? extends Map<Integer, Double>> groups)
    implements TabularCritic.Kind {

  /** Throws an {@link IllegalArgumentException} if α is out of range, or weights are none. */
  public SarsaCritic {
    Require.positive("stepSize", Require.probability("stepSize", stepSize));
    // Sorted, so that sums have the same bits whatever map came.
    groups = groups.stream().map(TreeMap::new).toList();
    for (Map<Integer, Double> own : groups) {
      double sum = own.values().stream().mapToDouble(w -> w > 0 ? w : Double.NaN).sum();
      Require.that(Math.abs(sum - 1) <= 1e-9, "weights must be positive and sum to 1: %s", own);
    }
  }

  /** {@return a critic whose table starts at zero, α in (0, 1]} */
  public static SarsaCritic zero(double stepSize) {
    return new SarsaCritic(stepSize, false, false, List.of());
  }

  /**
   * {@return a critic whose table starts at independent N(0, 1) draws, α in (0, 1]} The noise lets
   * the leader explore where the guidance vanishes.
   */
  public static SarsaCritic random(double stepSize) {
    return new SarsaCritic(stepSize, true, false, List.of());
  }

  /**
   * {@return the same critic with a table for groups of states, for problems with more pairs than
   * samples}
   *
   * <pre>
   * Q_L(x,a) = Σ_k w_k(x) q(k,a),   q(k,a_t) ← q(k,a_t) + α w_k(x_t) · error of Q_L(x_t,a_t)
   * </pre>
   *
   * <p>What a step teaches about a state it teaches about its neighbours. On a grid, the weights of
   * a coarser one make Q_L piecewise multilinear, see {@link hyperlead.prototyping.Grid#weights};
   * Where Q_L differs within a group there is a bias that samples do not take away. Source: Sutton
   * and Barto, 2nd ed., §§9.3 and 10.1.
   *
   * @param weights for each state, its groups, numbered from 0 on, with weights w &gt; 0 of sum 1
   */
  public SarsaCritic over(List<? extends Map<Integer, Double>> weights) {
    return new SarsaCritic(stepSize, startsRandom, isExpected, weights);
  }

  /** {@return the same critic with a table for groups that do not overlap: a number a state} */
  public SarsaCritic over(int... groups) {
    return over(Arrays.stream(groups).mapToObj(group -> Map.of(group, 1.0)).toList());
  }

  /**
   * {@return expected SARSA, which has the next action's expectation in place of its sample}
   *
   * <pre>
   * Q_L(x_t,a_t) ← Q_L(x_t,a_t) + α ( r_L(x_t,a_t) + γ_L V_L(x_{t+1}) − Q_L(x_t,a_t) )
   * </pre>
   *
   * <p>Less variance for the cost of a sum over actions, and no special case where an episode was
   * cut; needs the observed policy. Source: van Seijen, van Hasselt, Whiteson, Wiering, "A
   * theoretical and empirical analysis of expected Sarsa", ADPRL 2009.
   */
  public SarsaCritic expected() {
    return new SarsaCritic(stepSize, startsRandom, true, groups);
  }

  @Override
  public TabularCritic on(TabularProblem problem, RandomGenerator random) {
    return new Table(problem, random);
  }

  @Override
  public String toString() {
    String name = isExpected ? "ExpectedSarsaCritic" : "SarsaCritic";
    String start = startsRandom ? "random" : "zero";
    return "%s(%s, α = %s)%s"
        .formatted(name, start, stepSize, groups.isEmpty() ? "" : " on " + rows() + " groups");
  }

  private int rows() {
    return 1 + groups.stream().mapToInt(own -> Collections.max(own.keySet())).max().orElse(0);
  }

  private final class Table extends TabularCritic {
    private final TransitionPattern pattern = problem.transitions().pattern();
    private final int actions = pattern.actions();
    private final int[][] own = new int[groups.size()][];
    private final double[][] weight = new double[groups.size()][];
    private final double[] table;
    private final double[] seen;

    Table(TabularProblem problem, RandomGenerator random) {
      super(SarsaCritic.this, problem);
      int states = pattern.states();
      Require.that(
          own.length == 0 || own.length == states,
          "groups must be given for each of %s states: %s",
          states,
          own.length);
      table = remember(new double[(own.length == 0 ? states : rows()) * actions]);
      seen = remember(new double[table.length]);
      for (int entry = 0; startsRandom && entry < table.length; entry++) {
        table[entry] = Gaussian.next(random);
      }
      for (int x = 0; x < own.length; x++) {
        own[x] = groups.get(x).keySet().stream().mapToInt(k -> k).toArray();
        weight[x] = groups.get(x).values().stream().mapToDouble(w -> w).toArray();
      }
    }

    @Override
    public void observe(Episodes<TabularEpisode> round) {
      begin(round);
      for (TabularEpisode episode : round.list()) {
        double discount = episode.leaderDiscount();
        for (int t = 0; t < episode.length(); t++) {
          boolean sampled = !isExpected && t + 1 < episode.length();
          double next = sampled ? actionValue(episode, t + 1) : value(episode, t + 1);
          double target = episode.leaderReward(t) + discount * next;
          learn(episode.pair(t), target - actionValue(episode, t));
        }
      }
    }

    private void learn(int pair, double error) {
      if (own.length == 0) {
        seen[pair] = 1;
        table[pair] += stepSize * error;
        return;
      }
      int x = pair / actions;
      for (int i = 0; i < own[x].length; i++) {
        int entry = own[x][i] * actions + pair % actions;
        seen[entry] = 1;
        table[entry] += stepSize * weight[x][i] * error;
      }
    }

    /** Σ_k w_k(x) c(k, a) of the numbers c of the table's entries, for a pair (x, a). */
    private double mean(double[] numbers, int pair) {
      if (own.length == 0) {
        return numbers[pair];
      }
      int x = pair / actions;
      double sum = 0;
      for (int i = 0; i < own[x].length; i++) {
        sum += weight[x][i] * numbers[own[x][i] * actions + pair % actions];
      }
      return sum;
    }

    @Override
    public double actionValue(int pair) {
      return mean(table, pair);
    }

    @Override
    public double value(TabularResponse response, int state) {
      if (state == pattern.end()) {
        return 0;
      }
      if (own.length == 0) {
        return response.expectation(state, table);
      }
      double value = 0;
      for (int action = 0; action < actions; action++) {
        value += response.policy(state, action) * mean(table, state * actions + action);
      }
      return value;
    }

    @Override
    protected double seen(int pair) {
      return mean(seen, pair);
    }
  }
}
