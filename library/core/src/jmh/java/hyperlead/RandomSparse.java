package hyperlead;

import hyperlead.algebra.TransitionPattern;
import hyperlead.parameters.Coefficients;
import hyperlead.parameters.FreeParameters;
import hyperlead.tabular.InitialLaw;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TransitionLaw;
import java.util.SplittableRandom;

/**
 * Transitions without geometry: 4 actions of 3 random successors each, all rewards uniform in [0,
 * 1], θ ∈ ℝ added to the follower's for action 0; γ = 0.99, τ = 0.1. What fills in any factors.
 */
final class RandomSparse {
  private static final int ACTIONS = 4;
  private static final int SUCCESSORS = 3;

  private RandomSparse() {}

  /** The problem with so many states, by seed 1; action 0 may go on to the next one in a ring. */
  static TabularProblem of(int states) {
    SplittableRandom random = new SplittableRandom(1);
    int[][] rows = new int[states * ACTIONS][];
    double[] law = new double[rows.length * SUCCESSORS];
    for (int pair = 0; pair < rows.length; pair++) {
      rows[pair] = random.ints(SUCCESSORS, 0, states).toArray();
      if (pair % ACTIONS == 0) {
        rows[pair][0] = (pair / ACTIONS + 1) % states;
      }
      double sum = 0;
      for (int e = SUCCESSORS * pair; e < SUCCESSORS * (pair + 1); e++) {
        law[e] = random.nextDouble();
        sum += law[e];
      }
      for (int e = SUCCESSORS * pair; e < SUCCESSORS * (pair + 1); e++) {
        law[e] /= sum;
      }
    }
    double[] reward = random.doubles(rows.length).toArray();
    TransitionPattern pattern = TransitionPattern.of(states, ACTIONS, rows);
    return new TabularProblem(
        new Setting("random sparse MDP", 0.1, 0.99, 0.99, 100),
        new FreeParameters(1),
        new TransitionLaw(pattern, Coefficients.fixed(law)),
        InitialLaw.startingIn(0),
        Coefficients.of(
            rows.length,
            (y, pair) -> reward[pair] + (pair % ACTIONS == 0 ? y[0] : 0),
            (y, pair, weight, g) -> g[0] += pair % ACTIONS == 0 ? weight : 0),
        Coefficients.fixed(reward),
        r -> new double[1]);
  }
}
