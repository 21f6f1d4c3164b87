package hyperlead.followers;

import hyperlead.Budget;
import hyperlead.Worker;
import hyperlead.algebra.Cholesky;
import hyperlead.algebra.Matrix;
import hyperlead.algebra.Require;
import hyperlead.critics.SoftQuadraticValues;
import hyperlead.linear.LinearQuadraticFollower;
import hyperlead.linear.LinearQuadraticModel;
import hyperlead.linear.LinearQuadraticProblem;
import hyperlead.linear.LinearQuadraticResponse;
import java.util.random.RandomGenerator;

/**
 * A follower of a linear-quadratic problem that does not know the dynamics: it acts, fits the soft
 * values of its policy to what it saw, and takes the Boltzmann policy of the fit, a few times for
 * one answer.
 *
 * <pre>
 * Q ← least-squares temporal differences under π,   π ← Boltzmann policy of Q
 * </pre>
 *
 * <p>The first policy is u ~ N(0, (τ/2) R⁻¹), later answers start from the last one, so that one
 * iteration an answer suffices if the leader moves slowly. It explores with the first policy's
 * scatter throughout: that of its answer, (τ/2) S⁻¹, can be too small to tell what u does from what
 * x does, and the fit may be to steps of another policy. Exact values would make it Newton's
 * method; its error is that of the fit, which falls with the square root of the steps. The first
 * policy must keep states finite over the horizon. Where the leader's action is all but a function
 * of the state, what the two contribute cannot be told apart, and the answer is good only along the
 * states visited. The model serves only to sample, and for the residual that the answer reports.
 * Cost: O(steps · k² + k³) an iteration, k = (N+1)(N+2)/2, N = n + m + p. Source: Lagoudakis and
 * Parr, "Least-squares policy iteration", JMLR 4, 2003.
 *
 * @param iterations fits for one answer, &gt; 0
 * @param steps steps that it acts for one fit, &gt; 0
 */
public record LeastSquaresPolicyIteration(int iterations, int steps)
    implements LinearQuadraticFollower.Kind {

  public LeastSquaresPolicyIteration {
    Require.positive("iterations", iterations);
    Require.positive("steps", steps);
  }

  @Override
  public LinearQuadraticFollower on(LinearQuadraticProblem problem, RandomGenerator random) {
    return new Learner(problem, random);
  }

  @Override
  public String toString() {
    return "LeastSquaresPolicyIteration(" + iterations + " × " + steps + " steps)";
  }

  private final class Learner extends Worker<LinearQuadraticProblem>
      implements LinearQuadraticFollower {
    private final RandomGenerator random;
    private final double[] gain;
    private final double[] offset;

    /** Zeros before the first answer. */
    private final double[] deviation;

    Learner(LinearQuadraticProblem problem, RandomGenerator random) {
      super(LeastSquaresPolicyIteration.this, problem);
      this.random = random;
      int m = problem.system().actions();
      gain = remember(new double[m * (problem.system().width() - m)]);
      offset = remember(new double[m]);
      deviation = remember(new double[m * m]);
    }

    @Override
    public LinearQuadraticResponse respond(double[] theta) {
      LinearQuadraticModel model = problem.at(theta);
      Matrix exploring = exploring(model);
      boolean first = rows(deviation).largest() == 0;
      LinearQuadraticResponse policy = acting(model, first ? exploring : rows(deviation));
      for (int i = 1; i <= iterations; i++) {
        var seen = acting(model, exploring).play(Budget.steps(steps), random);
        policy = SoftQuadraticValues.fit(seen, policy).improved(i);
        System.arraycopy(policy.gain().entries(), 0, gain, 0, gain.length);
        System.arraycopy(policy.offset().entries(), 0, offset, 0, offset.length);
        System.arraycopy(policy.deviation().entries(), 0, deviation, 0, deviation.length);
      }
      return policy;
    }

    /** A factor of (τ/2) R⁻¹. */
    private Matrix exploring(LinearQuadraticModel model) {
      Cholesky cost = Cholesky.of("action cost R", model.actionCost());
      Matrix covariance = cost.inverse().times(problem.temperature() / 2);
      return Cholesky.of("policy's covariance", covariance).root();
    }

    private LinearQuadraticResponse acting(LinearQuadraticModel model, Matrix scatter) {
      return LinearQuadraticResponse.acting(model, rows(gain), Matrix.column(offset), scatter);
    }

    /** One row for each of the follower's actions. */
    private Matrix rows(double[] entries) {
      int columns = entries.length / offset.length;
      return Matrix.of(offset.length, columns, (i, j) -> entries[i * columns + j]);
    }
  }
}
