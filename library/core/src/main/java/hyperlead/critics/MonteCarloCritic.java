package hyperlead.critics;

import hyperlead.Episodes;
import hyperlead.algebra.TransitionPattern;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import java.util.random.RandomGenerator;

/**
 * The leader's values as averages of the returns of one round.
 *
 * <pre>
 * G_t = Σ_{k≥t} γ_L^{k−t} r_L(x_k,a_k)
 * Q_L(x,a) = mean of G over the visits of (x,a),   V_L(x) = mean of G over the visits of x
 * </pre>
 *
 * <p>Every-visit averages; nothing is kept from round to round. V_L is the sample's own mean, not
 * the policy's expectation, as HPGD Monte Carlo has it; of a state that was only arrived at when an
 * episode was cut it is 0. Needs episodes only. Bias: returns of cut episodes stop at the cut, and
 * the averages contain the very returns that they are compared with, of order one over the visits.
 * Cost O(steps + pairs). Source: Sutton and Barto, Reinforcement Learning, 2nd ed., §5.1.
 */
public record MonteCarloCritic() implements TabularCritic.Kind {
  @Override
  public TabularCritic on(TabularProblem problem, RandomGenerator random) {
    return new Averages(problem);
  }

  @Override
  public String toString() {
    return "MonteCarloCritic";
  }

  private final class Averages extends TabularCritic {
    private final TransitionPattern pattern = problem.transitions().pattern();
    private Means actionValues;
    private Means values;

    Averages(TabularProblem problem) {
      super(MonteCarloCritic.this, problem);
    }

    @Override
    public void observe(Episodes<TabularEpisode> round) {
      checkOf(round);
      actionValues = new Means(pattern.pairs());
      values = new Means(pattern.end() + 1);
      for (TabularEpisode episode : round.list()) {
        double future = 0;
        for (int t = episode.length() - 1; t >= 0; t--) {
          future = episode.leaderReward(t) + episode.leaderDiscount() * future;
          actionValues.add(episode.pair(t), future);
          values.add(episode.state(t), future);
        }
      }
    }

    @Override
    public double actionValue(int pair) {
      return actionValues.mean[pair];
    }

    @Override
    public double value(TabularResponse response, int state) {
      return values.mean[state];
    }
  }

  /** Means of numbered samples; 0 where there are none. */
  private static final class Means {
    private final double[] mean;
    private final int[] visits;

    Means(int size) {
      mean = new double[size];
      visits = new int[size];
    }

    void add(int index, double sample) {
      visits[index]++;
      mean[index] += (sample - mean[index]) / visits[index];
    }
  }
}
