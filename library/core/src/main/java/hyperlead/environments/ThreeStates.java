package hyperlead.environments;

import hyperlead.parameters.FreeParameters;
import hyperlead.prototyping.Configuration;
import hyperlead.prototyping.Expression;
import hyperlead.prototyping.Outcomes;
import hyperlead.prototyping.World;
import hyperlead.tabular.TabularProblem;
import java.util.List;

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

  private static final double END = 0.25;
  private static final int WAGE = 0;
  private static final int QUALITY = 1;
  private static final int START = 2;
  private static final World<Integer, Integer> WORLD =
      World.of(List.of(HOME, ROAD, WORK), List.of(STAY, GO));

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
    FreeParameters free = new FreeParameters(3);
    return WORLD
        .problem(
            "ThreeStates",
            free,
            ThreeStates::ring,
            ThreeStates::pays,
            ThreeStates::earns,
            temperature)
        .withDiscounts(0.9, 0.8)
        .withHorizon(1000)
        .withInitial(WORLD.startingIn(free, ThreeStates::start))
        .withInitialParameters(random -> random.doubles(3, -1, 1).toArray());
  }

  private static Outcomes<Integer> ring(Configuration y, int x, int action) {
    if (action == STAY) {
      return Outcomes.to(x, 1 - END).orEnd(END);
    }
    Expression p = y.get(QUALITY).sigmoid();
    return Outcomes.to((x + 1) % 3, p.times(1 - END))
        .or(x, Expression.of(1).minus(p).times(1 - END))
        .orEnd(END);
  }

  private static Outcomes<Integer> start(Configuration y) {
    return Outcomes.to(HOME, y.get(START).sigmoid()).or(WORK, y.get(START).negated().sigmoid());
  }

  /** r_F, what a step pays the worker. */
  private static Expression pays(Configuration y, int x, int action) {
    Expression stays = x == WORK ? y.get(WAGE) : Expression.of(x == HOME ? 1 : 0);
    return action == STAY ? stays : Expression.of(0);
  }

  /** r_L, what the leader earns by it. */
  private static Expression earns(Configuration y, int x, int action) {
    if (x == ROAD) {
      return y.get(QUALITY).sigmoid().dividedBy(-2);
    }
    return x == WORK && action == STAY ? Expression.of(2).minus(y.get(WAGE)) : Expression.of(0);
  }
}
