package hyperlead.environments;

import hyperlead.Setting;
import hyperlead.parameterizations.Coefficients;
import hyperlead.parameterizations.Free;
import hyperlead.sparse.TransitionPattern;
import hyperlead.tabular.InitialLaw;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TransitionLaw;

/**
 * Three states, two actions, three parameters: the smallest problem in which θ moves everything.
 *
 * <p>A worker lives at Home, works at Work, and there is a Road between the two. It can stay or go,
 * round the ring Home → Road → Work → Home; to go succeeds with probability {@code p = σ(θ_1)},
 * with σ(z) = 1 / (1 + exp(−z)), and otherwise it stays where it is. After every step the episode
 * ends with probability 1/4. The leader sets the wage θ_0, the quality θ_1 of the roads, and by θ_2
 * where the worker starts:
 *
 * <pre>
 * r_F(Home, stay) = 1    r_F(Work, stay) = θ_0       r_F = 0 else
 * r_L(Road, ·) = −p/2    r_L(Work, stay) = 2 − θ_0   r_L = 0 else
 * P(next | x, go) = 3/4 · p,   P(x | x, go) = 3/4 · (1 − p),   P(x | x, stay) = 3/4
 * μ(Home) = σ(θ_2),   μ(Work) = 1 − σ(θ_2)
 * γ_F = 0.9,   γ_L = 0.8
 * </pre>
 *
 * <p>Made for teaching and for tests: every term of the hypergradient is there, and a path has only
 * three ways to go on, so that all trajectories can be enumerated.
 */
public final class ThreeStates {
  /** The state where the follower likes to stay. */
  public static final int HOME = 0;

  /** The state between the other two; the leader pays for its upkeep. */
  public static final int ROAD = 1;

  /** The state where the leader wants the follower to stay. */
  public static final int WORK = 2;

  /** The action that stays where it is. */
  public static final int STAY = 0;

  /** The action that tries to go to the next state of the ring. */
  public static final int GO = 1;

  private static final int STATES = 3;
  private static final int ACTIONS = 2;
  private static final double END = 0.25;
  private static final int WAGE = 0;
  private static final int QUALITY = 1;
  private static final int START = 2;

  private ThreeStates() {}

  /** {@return the problem with τ = 0.5, at which no action is rare} */
  public static TabularProblem problem() {
    return problem(0.5);
  }

  /**
   * {@return the problem} Trainings start uniformly on [−1, 1]³. Simulated episodes are cut after
   * 1000 steps, which 1 in 10¹²⁵ of them live to see.
   *
   * @param temperature τ &gt; 0, in units of reward
   * @throws IllegalArgumentException if τ is not positive
   */
  public static TabularProblem problem(double temperature) {
    return new TabularProblem(
        new Setting("ThreeStates", temperature, 0.9, 0.8, 1000),
        new Free(3),
        ring(),
        start(),
        followerReward(),
        leaderReward(),
        random -> random.doubles(3, -1, 1).toArray());
  }

  private static double sigmoid(double z) {
    return 1 / (1 + StrictMath.exp(-z));
  }

  private static double sigmoidSlope(double z) {
    return sigmoid(z) * sigmoid(-z);
  }

  /** Entries of state x, from 5x: stay → x, end; go → next, x, end. */
  private static TransitionLaw ring() {
    int[][] rows = new int[STATES * ACTIONS][];
    for (int state = 0; state < STATES; state++) {
      rows[state * ACTIONS + STAY] = new int[] {state, STATES};
      rows[state * ACTIONS + GO] = new int[] {(state + 1) % STATES, state, STATES};
    }
    double[] sign = {0, 0, 1, -1, 0};
    return new TransitionLaw(
        TransitionPattern.of(STATES, ACTIONS, rows),
        Coefficients.of(
            5 * STATES,
            (y, entry) -> {
              double p = sigmoid(y[QUALITY]);
              double[] ofState = {1 - END, END, (1 - END) * p, (1 - END) * (1 - p), END};
              return ofState[entry % 5];
            },
            (y, entry, weight, g) ->
                g[QUALITY] += weight * (1 - END) * sign[entry % 5] * sigmoidSlope(y[QUALITY])));
  }

  private static InitialLaw start() {
    return InitialLaw.of(
        new int[] {HOME, WORK},
        Coefficients.of(
            2,
            (y, i) -> sigmoid(i == 0 ? y[START] : -y[START]),
            (y, i, weight, g) -> g[START] += (i == 0 ? weight : -weight) * sigmoidSlope(y[START])));
  }

  private static Coefficients followerReward() {
    return Coefficients.of(
        STATES,
        ACTIONS,
        (y, x, a) -> a == STAY ? (x == HOME ? 1 : x == WORK ? y[WAGE] : 0) : 0,
        (y, x, a, weight, g) -> g[WAGE] += x == WORK && a == STAY ? weight : 0);
  }

  private static Coefficients leaderReward() {
    return Coefficients.of(
        STATES,
        ACTIONS,
        (y, x, a) ->
            x == ROAD ? -sigmoid(y[QUALITY]) / 2 : x == WORK && a == STAY ? 2 - y[WAGE] : 0,
        (y, x, a, weight, g) -> {
          if (x == WORK && a == STAY) {
            g[WAGE] -= weight;
          } else if (x == ROAD) {
            g[QUALITY] -= weight * sigmoidSlope(y[QUALITY]) / 2;
          }
        });
  }
}
