package hyperlead.linearquadratic.scores;

import hyperlead.LeaderProblem;
import hyperlead.linearquadratic.LinearQuadraticEpisode;
import hyperlead.linearquadratic.LinearQuadraticProblem;
import hyperlead.linearquadratic.critics.DifferentiableCritic;
import java.util.random.RandomGenerator;

/**
 * The expectation of value times score in closed form, for quadratic values:
 *
 * <pre>
 * E[V(x', a') ∂log P/∂A] = (∇_x V + Kᵀ∇_a V)(x̂, Kx̂) xᵀ,   x̂ = A x + B u + C a
 * E[V(x', a') ∂log f(a'|x')/∂K | x'] = ∇_a V(x', Kx') x'ᵀ
 * </pre>
 *
 * <p>The first needs the transition law, which a leader that configures it knows; the second only
 * the leader's own policy. No variance is left but that of where the episode goes.
 *
 * @param critic where V_L and its gradient come from; V_L must be quadratic
 */
public record GaussianScore(DifferentiableCritic.Kind critic) implements DifferentiableCritic.Kind {
  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if V_L is not quadratic: use {@link PathwiseScore}
   */
  @Override
  public DifferentiableCritic on(
      LeaderProblem<LinearQuadraticEpisode> problem, RandomGenerator random) {
    DifferentiableCritic learning = critic.on(problem, random);
    if (!learning.isQuadratic()) {
      throw new IllegalArgumentException("critic must be quadratic: " + critic);
    }
    return new Expected(LinearQuadraticProblem.of(problem), learning);
  }

  @Override
  public String toString() {
    return "expected, " + critic;
  }

  private static final class Expected extends LawCritic {
    Expected(LinearQuadraticProblem problem, DifferentiableCritic critic) {
      super(problem, critic);
    }

    @Override
    public void addInitialScore(LinearQuadraticEpisode episode, double[] g) {
      if (problem.system().feedback().isConfigured()) {
        addFeedback(episode, 0, 1, g);
      }
    }

    @Override
    public void addLeaderScore(LinearQuadraticEpisode episode, int t, double weight, double[] g) {
      if (problem.system().dynamics().isConfigured()) {
        double[] gradient = laws.zeroGradient();
        addValueGradient(t + 1, laws.expectedNext(episode, t), 0, 1, gradient);
        laws.addDynamics(episode, gradient, t, weight, g);
      }
      if (problem.system().feedback().isConfigured()) {
        addFeedback(episode, t + 1, weight, g);
      }
    }

    private void addFeedback(LinearQuadraticEpisode episode, int time, double weight, double[] g) {
      double[] gradient = laws.zeroGradient();
      addValueGradient(time, laws.expectedAction(episode, time), 0, 1, gradient);
      laws.addFeedback(episode, gradient, time, weight, g);
    }
  }
}
