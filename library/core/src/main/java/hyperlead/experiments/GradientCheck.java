package hyperlead.experiments;

import hyperlead.Budget;
import hyperlead.Episode;
import hyperlead.Episodes;
import hyperlead.Estimator;
import hyperlead.Follower;
import hyperlead.Hypergradient;
import hyperlead.LeaderProblem;
import hyperlead.Response;
import hyperlead.algebra.Require;
import hyperlead.estimators.ExactHypergradient;
import hyperlead.followers.MaxEntropyLqr;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.games.Commitment;
import hyperlead.linear.LinearQuadraticEpisode;
import hyperlead.linear.LinearQuadraticProblem;
import hyperlead.parameters.Coefficients;
import hyperlead.parameters.FreeParameters;
import hyperlead.prototyping.LinearWorld;
import hyperlead.prototyping.World;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularProblem;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * Checks the gradients of a problem: those of its model against central differences, the exact
 * hypergradient against differences of the objective, an estimator against the exact one.
 *
 * <pre>D(h) = ( f(θ + h e_i) − f(θ − h e_i) ) / 2h,   ∂f/∂θ_i ≈ ( 4 D(h) − D(2h) ) / 3</pre>
 *
 * <p>with h from 1e-4 down, halved until two halvings in a row change nothing that matters, twelve
 * times at most (for the hypergradient, until h is 1e-5 τ, because J may bend as sharply as θ/τ).
 * Where none does, or there is a kink, the verdict is {@link Verdict.Outcome#UNDECIDED}, and says
 * so.
 *
 * <p>Checks move θ, not y, so that laws stay laws; the parameterization is checked along with the
 * rest. For small problems: the model's check takes 8d evaluations of it or more and holds d
 * numbers for each entry of the transitions, the hypergradient's solves the follower 8d times or
 * more. Immutable.
 */
public final class GradientCheck<E extends Episode> {
  /** The narrowest steps: 1e-4 halved twelve times, and what rounding of θ leaves room for. */
  private static final double NARROWEST = 2e-8;

  private static final double LEAST = 1e-13;

  private final LeaderProblem<E> problem;
  private final Follower.Kind<E> follower;
  private final Function<double[], List<Part>> parts;
  private final double discount;

  private GradientCheck(
      LeaderProblem<E> problem,
      Follower.Kind<E> follower,
      Function<double[], List<Part>> parts,
      double discount) {
    this.problem = problem;
    this.follower = follower;
    this.parts = parts;
    this.discount = discount;
  }

  /** {@return a check of a tabular problem, with numbers for its states and actions} */
  public static GradientCheck<TabularEpisode> of(TabularProblem problem) {
    return of(problem, World.of(problem));
  }

  /**
   * {@return a check of a tabular problem that calls states and actions by name}
   *
   * @param names of its states and actions
   * @throws IllegalArgumentException if there are more or fewer names than states or actions
   */
  public static GradientCheck<TabularEpisode> of(TabularProblem problem, World<?, ?> names) {
    return new GradientCheck<>(
        problem,
        new SoftPolicyIteration(),
        new TabularParts(problem, names)::at,
        Math.max(problem.followerDiscount(), problem.leaderDiscount()));
  }

  /**
   * {@return a check of leading a follower that sees the leader's action, by the game's names}
   *
   * <p>A follower that does not see it has a problem of its own, {@link Commitment#blindProblem},
   * whose states are the game's.
   */
  public static GradientCheck<TabularEpisode> of(Commitment commitment) {
    return of(commitment.problem(), TabularParts.names(commitment));
  }

  /** {@return a check of a linear-quadratic problem, with numbers for the entries of its state} */
  public static GradientCheck<LinearQuadraticEpisode> of(LinearQuadraticProblem problem) {
    return of(problem, LinearQuadraticParts.numbers(problem.system().states()));
  }

  /**
   * {@return a check of a linear-quadratic problem that calls the entries of its state by name}
   *
   * @param names where it comes from
   * @throws IllegalArgumentException if there are more or fewer names than states
   */
  public static GradientCheck<LinearQuadraticEpisode> of(
      LinearQuadraticProblem problem, LinearWorld<?, ?> names) {
    return of(problem, names.states());
  }

  private static GradientCheck<LinearQuadraticEpisode> of(
      LinearQuadraticProblem problem, List<?> names) {
    // What the leader gets ends at the horizon itself; the follower looks beyond it.
    return new GradientCheck<>(
        problem,
        new MaxEntropyLqr(),
        new LinearQuadraticParts(problem, names)::at,
        problem.followerDiscount());
  }

  /**
   * The gradients of the model at θ. They agree if no error exceeds 1e-6 of the largest derivative
   * of the same function and 1e-10 of its largest value, the error of the differences.
   *
   * @param theta θ, length d
   * @return for tabular problems the verdicts on r_F, r_L, P and μ, in this order; for
   *     linear-quadratic ones those on A, K and Q, as far as θ moves them, on r_L, and on E[r_L]
   *     with respect to θ and with respect to mean and covariance
   * @throws IllegalArgumentException if θ has the wrong length or the model is none near θ
   */
  public List<Verdict> model(double[] theta) {
    Require.vector("theta", theta, problem.parameterization().parameters());
    return parts.apply(theta).stream().map(part -> part.verdict(NARROWEST, 1e-6, 1e-10)).toList();
  }

  /**
   * The exact hypergradient at θ against differences of the objective. They agree if no error
   * exceeds 1e-5 of the largest entry and 1e-8 of |J|.
   *
   * @param theta θ, length d
   * @throws IllegalArgumentException if θ has the wrong length or the model is none near θ
   */
  public Verdict hypergradient(double[] theta) {
    Require.vector("theta", theta, problem.parameterization().parameters());
    Follower<E> answering = follower.on(problem);
    Coefficients objective =
        Part.number(moved -> answering.respond(moved).objective(), this::exact);
    return new Part(
            "exact hypergradient",
            new FreeParameters(theta.length),
            theta,
            objective,
            (k, i) -> "θ[" + i + "]")
        .verdict(Math.max(LEAST, Math.min(NARROWEST, 1e-5 * problem.temperature())), 1e-5, 1e-8);
  }

  /**
   * An estimator against the exact hypergradient at θ, from rounds of episodes. A critic that
   * learns goes on learning from round to round, which is allowed for. They agree if no entry's
   * mean is off by more than Student's t allows in 999 of 1000 checks. Where no episode met an
   * entry, or the horizon cuts off more than a hundredth of the return, nothing is decided.
   *
   * @param estimator asked once a round
   * @param theta θ, length d
   * @param rounds number of rounds, at least 10; 30 is a good number
   * @param episodes whole episodes in each round, &gt; 0
   * @param seed of all chance
   * @throws IllegalArgumentException if an argument is out of its range
   */
  public Verdict estimator(
      Estimator.Kind<E> estimator, double[] theta, int rounds, int episodes, long seed) {
    // With fewer, estimates of few possible values can all be alike by chance.
    if (rounds < 10) {
      throw new IllegalArgumentException("rounds must be at least 10: " + rounds);
    }
    Response<E> response = follower.on(problem).respond(theta);
    SplittableRandom random = new SplittableRandom(seed);
    Estimator<E> learning = estimator.on(problem, new SplittableRandom(seed));
    Rounds<E> seen = new Rounds<>(estimator.toString(), exact(theta));
    for (int round = 0; round < rounds; round++) {
      Episodes<E> fresh = response.play(Budget.episodes(episodes), random);
      fresh.checkOf(problem);
      String when = "round " + round;
      Hypergradient estimate = learning.estimate(theta, fresh);
      seen.add(fresh, Estimator.checked(estimator, estimate, theta.length, () -> when).total());
    }
    return seen.verdict(discount, problem.horizon());
  }

  private double[] exact(double[] theta) {
    return ExactHypergradient.of(problem).at(theta).total();
  }

  @Override
  public String toString() {
    return "GradientCheck of " + problem.name();
  }
}
