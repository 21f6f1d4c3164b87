package hyperlead.estimators;

import hyperlead.Budget;
import hyperlead.Episode;
import hyperlead.Estimator;
import hyperlead.Follower;
import hyperlead.LeaderProblem;
import hyperlead.algebra.Require;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.analysis.MultivariateFunction;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.SimpleBounds;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.CMAESOptimizer;
import org.apache.commons.math3.random.MersenneTwister;

/**
 * Covariance matrix adaptation, the baseline of a leader that asks the follower and takes no
 * gradient.
 *
 * <pre>
 * x_1 … x_λ ~ N(m, s²C),   λ = 4 + ⌊3 log d⌋;   m, s and C follow the better half by Ĵ(x_i)
 * estimate = x* − θ,   x* the point of the largest Ĵ
 * </pre>
 *
 * <p>An estimate is a whole search, from m = θ and C = I on: ascend it with {@code Sgd.of(1)}, and
 * further updates are restarts. Ĵ is the objective as episodes show it, of the same random numbers
 * at every point, which makes the largest one too large. Costs {@code evaluations} answers and
 * rounds, or fewer where it settles; a log's {@code samples} do not count them. Needs no policy,
 * values or model; for few parameters. The two terms cannot be told apart. Source: Hansen and
 * Ostermeier, "Completely derandomized self-adaptation in evolution strategies", Evolutionary
 * Computation 9, 2001; the search is Commons Math's.
 *
 * @param follower asked at each point
 * @param deviation s &gt; 0 at the start, in units of θ
 * @param evaluations at most, &gt; 0
 * @param budget how much is simulated at each point
 */
public record CmaEs<E extends Episode>(
    Follower.Kind<E> follower, double deviation, int evaluations, Budget budget)
    implements Estimator.Kind<E> {
  public CmaEs {
    Require.positive("deviation", deviation);
    Require.positive("evaluations", evaluations);
  }

  @Override
  public Estimator<E> on(LeaderProblem<E> problem, RandomGenerator random) {
    return Asked.estimator(this, problem, follower, budget, random, this::step);
  }

  private double[] step(Asked<E> asked, double[] theta, RandomGenerator random) {
    long seed = random.nextLong();
    MultivariateFunction sampled = x -> asked.objective(x.clone(), seed);
    MersenneTwister chance = new MersenneTwister(random.nextLong());
    double[] step =
        new CMAESOptimizer(Integer.MAX_VALUE, 0, true, 0, 0, chance, false, null)
            .optimize(
                GoalType.MAXIMIZE,
                new ObjectiveFunction(sampled),
                new MaxEval(evaluations),
                new InitialGuess(theta),
                SimpleBounds.unbounded(theta.length),
                new CMAESOptimizer.Sigma(DoubleStream.of(theta).map(t -> deviation).toArray()),
                new CMAESOptimizer.PopulationSize(4 + (int) (3 * StrictMath.log(theta.length))))
            .getPoint();
    Arrays.setAll(step, i -> step[i] - theta[i]);
    return step;
  }

  @Override
  public String toString() {
    return "CmaEs(%s, s = %s, %s evaluations, %s)"
        .formatted(follower, deviation, evaluations, budget);
  }
}
