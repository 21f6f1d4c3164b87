package hyperlead.followers;

import hyperlead.algebra.Require;
import hyperlead.parameters.Categorical;
import hyperlead.tabular.TabularFollower;
import hyperlead.tabular.TabularMdp;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import java.util.random.RandomGenerator;

/**
 * A follower of a tabular problem that does not know the model and learns by soft Q-learning.
 *
 * <pre>
 * Q(x,a) ← Q(x,a) + α ( r_F(x,a) + γ_F V(x') − Q(x,a) ),   V(x) = τ log Σ_a exp(Q(x,a)/τ)
 * with a ~ π(·|x) = exp((Q(x,·) − V(x))/τ) and x' ~ P(·|x,a)
 * </pre>
 *
 * <p>It acts with its own Boltzmann policy for so many steps before each answer, in episodes cut at
 * the problem's horizon. Table, state and episode go on from answer to answer, so a few steps an
 * answer suffice if the leader moves slowly. With a constant α the table does not settle: each
 * entry keeps a noise of variance α/(2−α)·γ_F² Var V(x'), which its predecessors inherit. Pairs
 * that the policy does not visit keep Q = 0. The model serves only to sample, and for the residual
 * that the answer reports. Cost: O(steps · actions) and one sweep. Source: Haarnoja, Tang, Abbeel,
 * Levine, "Reinforcement learning with deep energy-based policies", ICML 2017, §3.1.
 *
 * @param stepSize α in (0, 1]
 * @param steps steps that it acts and learns before each answer, &gt; 0
 */
public record SoftQLearning(double stepSize, int steps) implements TabularFollower.Kind {
  public SoftQLearning {
    Require.probability("stepSize", Require.positive("stepSize", stepSize));
    Require.positive("steps", steps);
  }

  @Override
  public TabularFollower on(TabularProblem problem, RandomGenerator random) {
    return new Learner(problem, random);
  }

  @Override
  public String toString() {
    return "SoftQLearning(α = " + stepSize + ", " + steps + " steps)";
  }

  private final class Learner extends SoftBellman {
    private final RandomGenerator random;
    private final double[] table = remember(emptyTable());
    private final double[] row = new double[pattern.actions()];

    /** The state, and how many steps are left of the episode. */
    private final double[] place = remember(new double[] {pattern.end(), 0});

    Learner(TabularProblem problem, RandomGenerator random) {
      super(SoftQLearning.this, problem);
      this.random = random;
    }

    @Override
    public TabularResponse respond(double[] theta) {
      TabularMdp mdp = problem.at(theta);
      for (int step = 0; step < steps; step++) {
        if (place[0] == pattern.end() || place[1] == 0) {
          place[0] = mdp.sampleFirst(random);
          place[1] = problem.horizon();
        }
        place[0] = step(mdp, (int) place[0]);
        place[1]--;
      }
      return response(mdp, table, steps);
    }

    /** Acts and learns in a state, and gives the next one. */
    private int step(TabularMdp mdp, int state) {
      softValue(state);
      int action = Categorical.sample(row, 0, row.length, random);
      int next = mdp.sampleNext(state, action, random);
      double value = next == pattern.end() ? 0 : softValue(next);
      double target = mdp.followerReward(state, action) + problem.followerDiscount(state) * value;
      int pair = state * pattern.actions() + action;
      table[pair] += stepSize * (target - table[pair]);
      return next;
    }

    /** V(x) by the table; leaves π(·|x) in the row. */
    private double softValue(int x) {
      System.arraycopy(table, x * row.length, row, 0, row.length);
      return softmax(row, 0);
    }
  }
}
