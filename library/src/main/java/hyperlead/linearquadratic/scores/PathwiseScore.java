package hyperlead.linearquadratic.scores;

import hyperlead.LeaderProblem;
import hyperlead.linearquadratic.LinearQuadraticEpisode;
import hyperlead.linearquadratic.LinearQuadraticProblem;
import hyperlead.linearquadratic.critics.DifferentiableCritic;
import java.util.random.RandomGenerator;

/**
 * The gradient of the value instead of its product with the score, at the state that was sampled:
 *
 * <pre>
 * E[V(x') (DDᵀ)⁻¹ε] = E[∇V(x')]   (Stein's lemma), and the same for the leader's action
 *
 * A: (∇_x V + Kᵀ∇_a V)(x_{t+1}, a_{t+1}) x_tᵀ,   K: ∇_a V(x_{t+1}, a_{t+1}) x_{t+1}ᵀ
 * </pre>
 *
 * <p>Unbiased for any differentiable V; noise may be zero, where a score does not exist. V_F, which
 * is quadratic, is taken as in {@link GaussianScore}. Source: Stein, Annals of Statistics 9, 1981,
 * lemma 1.
 *
 * @param critic where V_L and its gradient come from
 */
public record PathwiseScore(DifferentiableCritic.Kind critic) implements DifferentiableCritic.Kind {
  @Override
  public DifferentiableCritic on(
      LeaderProblem<LinearQuadraticEpisode> problem, RandomGenerator random) {
    return new Pathwise(LinearQuadraticProblem.of(problem), critic.on(problem, random));
  }

  @Override
  public String toString() {
    return "pathwise, " + critic;
  }

  private static final class Pathwise extends LawCritic {
    Pathwise(LinearQuadraticProblem problem, DifferentiableCritic critic) {
      super(problem, critic);
    }

    @Override
    public void addInitialScore(LinearQuadraticEpisode episode, double[] g) {
      if (problem.system().feedback().isConfigured()) {
        laws.addFeedback(episode, gradient(episode, 0), 0, 1, g);
      }
    }

    @Override
    public void addLeaderScore(LinearQuadraticEpisode episode, int t, double weight, double[] g) {
      double[] gradient = gradient(episode, t + 1);
      laws.addDynamics(episode, gradient, t, weight, g);
      laws.addFeedback(episode, gradient, t + 1, weight, g);
    }

    private double[] gradient(LinearQuadraticEpisode episode, int time) {
      double[] gradient = laws.zeroGradient();
      addValueGradient(time, episode.path(), episode.row(time), 1, gradient);
      return gradient;
    }
  }
}
