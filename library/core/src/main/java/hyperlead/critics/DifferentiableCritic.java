package hyperlead.critics;

import hyperlead.LeaderCritic;
import hyperlead.LeaderProblem;
import hyperlead.Worker;
import hyperlead.linear.LinearQuadraticEpisode;
import hyperlead.linear.LinearQuadraticProblem;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** A critic whose values V_L have a gradient with respect to what the follower sees, s = (a, x). */
public abstract class DifferentiableCritic extends Worker<LinearQuadraticProblem>
    implements LeaderCritic<LinearQuadraticEpisode> {
  /** A critic of that kind for that problem. */
  protected DifferentiableCritic(Object kind, LinearQuadraticProblem problem) {
    super(kind, problem);
  }

  /**
   * Adds factor · ∂V_L(a, x)/∂(a, x) at time t, whether the episode was there or not.
   *
   * @param t time, 0 ≤ t ≤ T; critics of games without end ignore it
   * @param rows array that holds a and x, as in an episode's path
   * @param from index of a_0
   * @param factor of the gradient, any sign
   * @param out its first p + n entries are added into
   */
  public abstract void addValueGradient(
      int t, double[] rows, int from, double factor, double[] out);

  /** {@return whether V_L is a polynomial of degree two in (a, x)} */
  public abstract boolean isQuadratic();

  /** A kind of critic whose values have a gradient. */
  public interface Kind extends LeaderCritic.Kind<LinearQuadraticEpisode> {
    /** {@return a critic of this kind that has learned nothing yet, of a problem with its model} */
    DifferentiableCritic on(LinearQuadraticProblem problem, RandomGenerator random);

    @Override
    default DifferentiableCritic on(
        LeaderProblem<LinearQuadraticEpisode> problem, RandomGenerator random) {
      return on(LinearQuadraticProblem.of(problem), random);
    }

    @Override
    default DifferentiableCritic on(LeaderProblem<LinearQuadraticEpisode> problem) {
      return on(problem, new SplittableRandom(1));
    }

    /**
     * {@return this critic, with the gradient of the value instead of its product with the score,
     * at the state that was sampled}
     *
     * <pre>
     * E[V(x') (DDᵀ)⁻¹ε] = E[∇V(x')]   (Stein's lemma), and the same for the leader's action
     *
     * A: (∇_x V + Kᵀ∇_a V)(a_{t+1}, x_{t+1}) x_tᵀ,   K: ∇_a V(a_{t+1}, x_{t+1}) x_{t+1}ᵀ
     * </pre>
     *
     * <p>Unbiased for any differentiable V; noise may be zero, where a score does not exist. V_F,
     * which is quadratic, is taken as in {@link #expected}. Source: Stein, Annals of Statistics 9,
     * 1981, lemma 1.
     */
    default Kind pathwise() {
      return new GradientScore(this, false);
    }

    /**
     * {@return this critic, with the expectation of value times score in closed form, for quadratic
     * values}
     *
     * <pre>
     * E[V(a', x') ∂log P/∂A] = (∇_x V + Kᵀ∇_a V)(Kx̂, x̂) xᵀ,   x̂ = A x + B u + C a
     * E[V(a', x') ∂log f(a'|x')/∂K | x'] = ∇_a V(Kx', x') x'ᵀ
     * </pre>
     *
     * <p>The first needs the transition law, which a leader that configures it knows; the second
     * only the leader's own policy. No variance is left but that of where the episode goes. Made on
     * a problem where V_L is not quadratic, it throws an {@link IllegalArgumentException}: use
     * {@link #pathwise}.
     */
    default Kind expected() {
      return new GradientScore(this, true);
    }
  }
}
