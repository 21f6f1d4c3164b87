package hyperlead.environments;

import hyperlead.Setting;
import hyperlead.algebra.Gaussian;
import hyperlead.algebra.Require;
import hyperlead.algebra.TransitionPattern;
import hyperlead.parameters.Coefficients;
import hyperlead.parameters.FreeParameters;
import hyperlead.tabular.InitialLaw;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TransitionLaw;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Random MDPs of a given size, with one parameter of the leader in each state.
 *
 * <p>A pair (x, a) leads to {@code branching} states drawn without replacement, or with probability
 * 0.1 to the end of the episode. The leader's θ_x is a bonus for the first action in x, and also
 * moves where x leads to:
 *
 * <pre>
 * P(x'|x,a) = 0.9 · exp(b + c θ_x) / Σ exp(b + c θ_x)  over the successors,   b, c ~ N(0, 1)
 * r_F(x,a) = u(x,a) + θ_x 1{a = 0},   r_L(x,a) = v(x) − θ_x²/2,   u, v ~ N(0, 1)
 * μ uniform,   γ_F = 0.9,   γ_L = 0.95
 * </pre>
 *
 * <p>For tests and experiments in which nothing should depend on a hand-made problem; d = states,
 * and every row of gradients touches one entry of y. The same seed gives the same MDP. Source: the
 * generic average-reward non-stationary environment test-bed (Garnet) of Archibald, McKinnon and
 * Thomas, "On the generation of Markov decision processes", J. Operational Research Society 46,
 * 1995; its rewards are deterministic here, and the leader is ours.
 */
public final class Garnet {
  private static final double END = 0.1;

  private final TransitionPattern pattern;
  private final double[] logit;
  private final double[] slope;
  private final double[] followerReward;
  private final double[] leaderReward;

  private Garnet(int states, int actions, int branching, RandomGenerator random) {
    pattern = pattern(states, actions, branching, random);
    logit = Gaussian.vector(random, pattern.entries(), 1);
    slope = Gaussian.vector(random, pattern.entries(), 1);
    followerReward = Gaussian.vector(random, pattern.pairs(), 1);
    leaderReward = Gaussian.vector(random, states, 1);
  }

  /**
   * {@return a random problem} Trainings start at θ ~ N(0, 1); simulated episodes are cut after
   * 1000 steps, which 1 in 10⁴⁵ of them live to see.
   *
   * @param states number of states, &gt; 0, and of parameters
   * @param actions number of actions, &gt; 0
   * @param branching successors of each pair, in [1, states]
   * @param temperature τ &gt; 0, in units of reward
   * @param seed of the MDP; any number
   * @throws IllegalArgumentException if an argument is out of its range
   */
  public static TabularProblem problem(
      int states, int actions, int branching, double temperature, long seed) {
    Require.positive("states", states);
    Require.positive("actions", actions);
    Require.index("branching", Require.positive("branching", branching), states + 1);
    return new Garnet(states, actions, branching, new SplittableRandom(seed))
        .problem(
            temperature, "Garnet(%s, %s, %s, seed %s)".formatted(states, actions, branching, seed));
  }

  private TabularProblem problem(double temperature, String name) {
    int states = pattern.states();
    int actions = pattern.actions();
    return new TabularProblem(
        new Setting(name, temperature, 0.9, 0.95, 1000),
        new FreeParameters(states),
        new TransitionLaw(
            pattern, Coefficients.of(pattern.entries(), this::probability, this::addGradient)),
        InitialLaw.uniform(states),
        Coefficients.of(
            states,
            actions,
            (y, x, a) -> followerReward[x * actions + a] + (a == 0 ? y[x] : 0),
            (y, x, a, weight, g) -> g[x] += a == 0 ? weight : 0),
        Coefficients.of(
            states,
            actions,
            (y, x, a) -> leaderReward[x] - y[x] * y[x] / 2,
            (y, x, a, weight, g) -> g[x] -= weight * y[x]),
        random -> Gaussian.vector(random, states, 1));
  }

  /** Each row: the first branching states of a random order, then the end. */
  private static TransitionPattern pattern(
      int states, int actions, int branching, RandomGenerator random) {
    int[][] rows = new int[states * actions][];
    int[] order = new int[states];
    Arrays.setAll(order, i -> i);
    for (int pair = 0; pair < rows.length; pair++) {
      for (int i = 0; i < branching; i++) {
        int j = random.nextInt(i, states);
        int chosen = order[j];
        order[j] = order[i];
        order[i] = chosen;
      }
      rows[pair] = Arrays.copyOf(order, branching + 1);
      rows[pair][branching] = states;
    }
    return TransitionPattern.of(states, actions, rows);
  }

  /** P of an entry: a row is a softmax, all but the end, which comes last. */
  private double probability(double[] y, int entry) {
    int pair = pattern.pair(entry);
    if (entry == end(pair)) {
      return END;
    }
    double parameter = y[pair / pattern.actions()];
    double sum = 0;
    for (int e = pattern.rowStart(pair); e < end(pair); e++) {
      sum += weight(e, parameter);
    }
    return weight(entry, parameter) * ((1 - END) / sum);
  }

  private int end(int pair) {
    return pattern.rowStart(pair + 1) - 1;
  }

  private double weight(int entry, double parameter) {
    return StrictMath.exp(logit[entry] + slope[entry] * parameter);
  }

  /** ∂P_e/∂θ_x = P_e (c_e − mean of c over the successors); 0 for the end. */
  private void addGradient(double[] y, int entry, double weight, double[] g) {
    int pair = pattern.pair(entry);
    if (entry == end(pair)) {
      return;
    }
    double parameter = y[pair / pattern.actions()];
    double sum = 0;
    double moment = 0;
    for (int e = pattern.rowStart(pair); e < end(pair); e++) {
      sum += weight(e, parameter);
      moment += weight(e, parameter) * slope[e];
    }
    double probability = (1 - END) * weight(entry, parameter) / sum;
    g[pair / pattern.actions()] += weight * probability * (slope[entry] - moment / sum);
  }

  @Override
  public String toString() {
    return "Garnet, " + pattern;
  }
}
