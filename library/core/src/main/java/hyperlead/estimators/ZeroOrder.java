package hyperlead.estimators;

import hyperlead.Budget;
import hyperlead.Episode;
import hyperlead.Estimator;
import hyperlead.Follower;
import hyperlead.Hypergradient;
import hyperlead.LeaderProblem;
import hyperlead.algebra.Gaussian;
import hyperlead.algebra.Require;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Two-point Gaussian smoothing: the follower is asked again at θ ± σu.
 *
 * <pre>
 * ∇J ≈ (1/n) Σ_{i=1..n} ( Ĵ(θ + σu_i) − Ĵ(θ − σu_i) ) / (2σ) · u_i,   u_i ~ N(0, I)
 * </pre>
 *
 * <p>Ĵ is the objective as episodes show it, such as their mean return; both points of a pair use
 * the same random numbers. Needs a follower that answers 2n more times and episodes with each
 * answer; no policy, values or model. Unbiased for the gradient of J smoothed by N(0, σ²I), whose
 * distance to ∇J is of order σ²; variance grows with d. The two terms cannot be told apart, see
 * {@link Hypergradient#ofTotal}. Source: Nesterov and Spokoiny, "Random gradient-free minimization
 * of convex functions", FoCM 2017.
 *
 * @param follower asked again at each point
 * @param deviation σ &gt; 0
 * @param directions n &gt; 0, pairs of points an estimate
 * @param budget how much is simulated at each point
 */
public record ZeroOrder<E extends Episode>(
    Follower.Kind<E> follower, double deviation, int directions, Budget budget)
    implements Estimator.Kind<E> {
  public ZeroOrder {
    Require.positive("deviation", deviation);
    Require.positive("directions", directions);
  }

  @Override
  public Estimator<E> on(LeaderProblem<E> problem, RandomGenerator random) {
    return Asked.estimator(this, problem, follower, budget, random, this::total);
  }

  private double[] total(Asked<E> asked, double[] theta, RandomGenerator random) {
    double[] total = new double[theta.length];
    for (int i = 0; i < directions; i++) {
      double[] direction = new double[theta.length];
      Arrays.setAll(direction, j -> Gaussian.next(random));
      long seed = random.nextLong();
      double difference =
          asked.objective(moved(theta, direction, deviation), seed)
              - asked.objective(moved(theta, direction, -deviation), seed);
      for (int j = 0; j < total.length; j++) {
        total[j] += difference / (2 * deviation * directions) * direction[j];
      }
    }
    return total;
  }

  private static double[] moved(double[] theta, double[] direction, double step) {
    double[] moved = theta.clone();
    for (int j = 0; j < moved.length; j++) {
      moved[j] += step * direction[j];
    }
    return moved;
  }

  @Override
  public String toString() {
    return "ZeroOrder(%s, σ = %s, %s directions, %s)"
        .formatted(follower, deviation, directions, budget);
  }
}
