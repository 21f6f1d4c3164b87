package hyperlead.claims;

import hyperlead.Worker;
import hyperlead.algebra.Gaussian;
import hyperlead.algebra.Require;
import hyperlead.parameters.Categorical;
import hyperlead.tabular.TabularFollower;
import hyperlead.tabular.TabularMdp;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import java.util.random.RandomGenerator;

/**
 * The follower of the panels that the authors of BC-HG added in June 2026: so many soft policy
 * iterations an answer, in each of which the policy stands still for so many sweeps.
 *
 * <pre>
 * π ← softmax(Q/τ);   so many times   Q ← r_F + γ_F P ( Σ_a π Q − τ Σ_a π log π )
 * </pre>
 *
 * <p>With one sweep an iteration it is soft value iteration.
 *
 * @param iterations K_F &gt; 0
 * @param sweeps of each iteration, &gt; 0
 * @param resets whether every answer starts anew, else from the table of the last one
 * @param drawn whether a start is Q ~ N(0, 1), else Q = 0
 */
record SuboptimalFollower(int iterations, int sweeps, boolean resets, boolean drawn)
    implements TabularFollower.Kind {
  SuboptimalFollower {
    Require.positive("iterations", iterations);
    Require.positive("sweeps", sweeps);
  }

  @Override
  public TabularFollower on(TabularProblem problem, RandomGenerator random) {
    return new Iterating(problem, random);
  }

  private final class Iterating extends Worker<TabularProblem> implements TabularFollower {
    private final RandomGenerator random;
    private final int actions = problem.transitions().pattern().actions();
    private final int states = problem.transitions().pattern().states();
    private final double tau = problem.temperature();
    private final double[] table = remember(new double[states * actions]);
    private final double[] policy = new double[states * actions];
    private final double[] surprise = new double[states * actions];
    private final double[] values = new double[states + 1];

    Iterating(TabularProblem problem, RandomGenerator random) {
      super(SuboptimalFollower.this, problem);
      this.random = random;
      start();
    }

    private void start() {
      for (int pair = 0; pair < table.length; pair++) {
        table[pair] = drawn ? Gaussian.next(random) : 0;
      }
    }

    @Override
    public TabularResponse respond(double[] theta) {
      TabularMdp mdp = problem.at(theta);
      if (resets) {
        start();
      }
      for (int iteration = 0; iteration < iterations; iteration++) {
        softmax();
        for (int sweep = 0; sweep < sweeps; sweep++) {
          evaluate();
          mdp.followerActionValues(values, table);
        }
      }
      softmax();
      double[] next = new double[values.length];
      double residual = mdp.sweep(values, new double[table.length], next);
      return new TabularResponse(mdp, policy, values, residual, iterations * sweeps);
    }

    /** π, τ log π = Q − V, and V = τ log Σ exp(Q/τ) of the table. */
    private void softmax() {
      System.arraycopy(table, 0, policy, 0, table.length);
      for (int x = 0; x < states; x++) {
        values[x] = Categorical.softmax(policy, x * actions, (x + 1) * actions, tau);
        for (int pair = x * actions; pair < (x + 1) * actions; pair++) {
          surprise[pair] = table[pair] - values[x];
        }
      }
    }

    /** V = Σ_a π ( Q − τ log π ) of the table under the policy that stands. */
    private void evaluate() {
      for (int x = 0; x < states; x++) {
        values[x] = 0;
        for (int pair = x * actions; pair < (x + 1) * actions; pair++) {
          values[x] += policy[pair] * (table[pair] - surprise[pair]);
        }
      }
    }
  }

  @Override
  public String toString() {
    return "SuboptimalFollower(%s × %s sweeps, %s%s)"
        .formatted(iterations, sweeps, resets ? "reset" : "carried over", drawn ? ", drawn" : "");
  }
}
