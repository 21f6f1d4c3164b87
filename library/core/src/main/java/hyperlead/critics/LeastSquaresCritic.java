package hyperlead.critics;

import hyperlead.Episodes;
import hyperlead.algebra.PolicySystem;
import hyperlead.algebra.Require;
import hyperlead.algebra.TransitionPattern;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import hyperlead.tabular.TransitionCounts;
import java.util.random.RandomGenerator;

/**
 * Least-squares temporal differences on a table: the values of the process that was seen.
 *
 * <pre>
 * P̂(x'|x,a) = n(x,a,x') / n(x,a),   V̂_L = Σ_a π(a|x) Q̂_L(x,a)
 * Q̂_L(x,a) = r_L(x,a) + γ_L Σ_x' P̂(x'|x,a) V̂_L(x')  where (x,a) was seen, else Q̂_L = initial value
 * </pre>
 *
 * <p>On a table the fixed point of LSTD(0) is the value of the empirical process (Bradtke and
 * Barto, "Linear least-squares algorithms for temporal difference learning", Machine Learning 22,
 * 1996; Sutton and Barto, 2nd ed., §6.3). With the next action's expectation under the observed π
 * taken in place of its sample, counts stay useful when π changes: they are of transitions only.
 * Counts of earlier rounds are multiplied by {@code memory} before each round, for transitions that
 * move with θ. Needs episodes and the observed policy; rewards are the ones seen last. Cost: one
 * linear solve a round. Bias: vanishes for pairs as their counts grow.
 *
 * @param memory factor on the counts of earlier rounds, in [0, 1]; 1 forgets nothing
 * @param initialValue Q̂_L of pairs that were not seen
 */
public record LeastSquaresCritic(double memory, double initialValue) implements TabularCritic.Kind {

  public LeastSquaresCritic {
    Require.probability("memory", memory);
  }

  /** {@return a critic of that memory that values what it has not seen at zero} */
  public static LeastSquaresCritic zero(double memory) {
    return new LeastSquaresCritic(memory, 0);
  }

  /**
   * {@return a critic of that memory that values what it has not seen highly, so that the leader
   * tries it}
   */
  public static LeastSquaresCritic optimistic(double memory, double value) {
    return new LeastSquaresCritic(memory, value);
  }

  @Override
  public TabularCritic on(TabularProblem problem, RandomGenerator random) {
    return new Fit(problem);
  }

  @Override
  public String toString() {
    return "LeastSquaresCritic(initial value " + initialValue + ", memory " + memory + ")";
  }

  private final class Fit extends TabularCritic {
    private final TransitionPattern pattern = problem.transitions().pattern();
    private final PolicySystem system = new PolicySystem(pattern);
    private final TransitionCounts counts = remember(new TransitionCounts(problem, memory));
    private final double[] reward = remember(new double[pattern.pairs()]);
    private final double[] actionValues = new double[pattern.pairs()];
    private final double[] values = new double[pattern.states() + 1];

    Fit(TabularProblem problem) {
      super(LeastSquaresCritic.this, problem);
    }

    @Override
    public void observe(Episodes<TabularEpisode> round) {
      begin(round);
      counts.observe(round);
      for (TabularEpisode episode : round.list()) {
        for (int t = 0; t < episode.length(); t++) {
          reward[episode.pair(t)] = episode.leaderReward(t);
        }
      }
      solve(round.list().get(0).response());
    }

    private void solve(TabularResponse response) {
      double[] law = counts.law(0);
      for (int pair = 0; pair < actionValues.length; pair++) {
        actionValues[pair] = counts.visits(pair) > 0 ? reward[pair] : initialValue;
      }
      for (int state = 0; state < pattern.states(); state++) {
        values[state] = response.expectation(state, actionValues);
      }
      response.fill(system, law).solve(values);
      for (int pair = 0; pair < actionValues.length; pair++) {
        double discount = problem.leaderDiscount(pair / pattern.actions());
        actionValues[pair] += discount * pattern.expectation(pair, law, values);
      }
    }

    @Override
    protected double seen(int pair) {
      return Math.signum(counts.visits(pair));
    }

    @Override
    public double actionValue(int pair) {
      return actionValues[pair];
    }

    @Override
    public double value(TabularResponse response, int state) {
      return values[state];
    }
  }
}
