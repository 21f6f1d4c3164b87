package hyperlead.linearquadratic.scores;

import hyperlead.linearquadratic.LinearQuadraticEpisode;
import hyperlead.linearquadratic.LinearQuadraticProblem;
import hyperlead.linearquadratic.critics.DifferentiableCritic;
import hyperlead.scores.TransitionTerm;
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
 * the leader's own policy. No variance is left but that of where the episode goes. Not thread-safe:
 * one object for one thread.
 */
public final class GaussianScore implements TransitionTerm<LinearQuadraticEpisode> {
  private final LinearQuadraticProblem problem;
  private final DifferentiableCritic critic;
  private final LeaderLaws laws;

  /**
   * Terms for a problem.
   *
   * @param problem for the laws that the leader sets
   * @param critic where V_L and its gradient come from; V_L must be quadratic
   * @throws IllegalArgumentException if V_L is not quadratic: use {@link PathwiseScore}
   */
  public GaussianScore(LinearQuadraticProblem problem, DifferentiableCritic critic) {
    if (!critic.isQuadratic()) {
      throw new IllegalArgumentException(
          "critic must be quadratic: " + critic.getClass().getSimpleName());
    }
    this.problem = problem;
    this.critic = critic;
    this.laws = new LeaderLaws(problem);
  }

  @Override
  public DifferentiableCritic critic() {
    return critic;
  }

  @Override
  public void addInitial(LinearQuadraticEpisode episode, double[] g) {
    if (problem.system().feedback().isConfigured()) {
      addFeedback(episode, 0, 1, g);
    }
  }

  @Override
  public void addLeader(LinearQuadraticEpisode episode, int t, double weight, double[] g) {
    if (problem.system().dynamics().isConfigured()) {
      double[] gradient = laws.zeroGradient();
      critic.addValueGradient(t + 1, laws.expectedNext(episode, t), 0, 1, gradient);
      laws.addDynamics(episode, gradient, t, weight, g);
    }
    if (problem.system().feedback().isConfigured()) {
      addFeedback(episode, t + 1, weight, g);
    }
  }

  private void addFeedback(LinearQuadraticEpisode episode, int time, double weight, double[] g) {
    double[] gradient = laws.zeroGradient();
    critic.addValueGradient(time, laws.expectedAction(episode, time), 0, 1, gradient);
    laws.addFeedback(episode, gradient, time, weight, g);
  }

  @Override
  public void addFollower(LinearQuadraticEpisode episode, int t, double weight, double[] g) {
    laws.addFollower(episode, t, weight, g);
  }

  @Override
  public GaussianScore fresh(RandomGenerator random) {
    return new GaussianScore(problem, critic.fresh(random));
  }

  @Override
  public String toString() {
    return "expected, " + critic;
  }
}
