package hyperlead;

import hyperlead.algebra.Matrix;
import hyperlead.algebra.RiccatiEquation;
import hyperlead.critics.DifferentiableCritic;
import hyperlead.critics.FeatureCritic;
import hyperlead.critics.QuadraticFeatures;
import hyperlead.environments.BilevelLqr;
import hyperlead.environments.BuildingThermalControl;
import hyperlead.estimators.BoltzmannCovariance;
import hyperlead.estimators.CertaintyEquivalence;
import hyperlead.estimators.ExactHypergradient;
import hyperlead.followers.MaxEntropyLqr;
import hyperlead.linear.LinearQuadraticEpisode;
import hyperlead.linear.LinearQuadraticFollower;
import hyperlead.linear.LinearQuadraticProblem;
import hyperlead.linear.LinearQuadraticResponse;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Leader updates on BilevelLqr with 400 samples and on BuildingThermalControl with 10,000. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class LinearQuadraticBenchmark {
  private final RandomGenerator random = new SplittableRandom(1);
  private final Update bilevel = new Update(BilevelLqr.problem(), 400, -3, -1);
  private final Update building =
      new Update(BuildingThermalControl.problem(), 10_000, 1, -1, 0.5, 1, -1, 0.5, 1, 1);
  private final ExactHypergradient<LinearQuadraticEpisode> bilevelExact =
      ExactHypergradient.of(bilevel.problem);
  private final ExactHypergradient<LinearQuadraticEpisode> buildingExact =
      ExactHypergradient.of(building.problem);
  private final Estimator<LinearQuadraticEpisode> covariance =
      new BoltzmannCovariance<>(bilevel.term()).on(bilevel.problem);
  private final Estimator<LinearQuadraticEpisode> planned =
      CertaintyEquivalence.of().on(bilevel.problem);
  private final Estimator<LinearQuadraticEpisode> baseline =
      new BoltzmannCovariance<>(building.term())
          .fitted(QuadraticFeatures.ofSeen(), 1e-12)
          .on(building.problem);

  /** What one update of a problem needs. */
  private final class Update {
    final LinearQuadraticProblem problem;
    final Budget budget;
    final double[] theta;
    final LinearQuadraticFollower follower;
    final LinearQuadraticResponse response;
    final Episodes<LinearQuadraticEpisode> episodes;

    Update(LinearQuadraticProblem problem, int samples, double... theta) {
      this.problem = problem;
      this.theta = theta;
      budget = Budget.steps(samples);
      follower = new MaxEntropyLqr().on(problem);
      response = follower.respond(theta);
      episodes = response.play(budget, random);
    }

    DifferentiableCritic.Kind term() {
      return FeatureCritic.temporalDifferences(QuadraticFeatures.ofSteps(), 1e-9).expected();
    }

    Hypergradient with(Estimator<LinearQuadraticEpisode> estimator) {
      return estimator.estimate(theta, follower.respond(theta).play(budget, random));
    }
  }

  /** Systems of n states and n/2 actions, at least one. */
  @State(Scope.Thread)
  public static class RandomSystem {
    /** n. */
    @Param({"4", "10", "30", "100"})
    public int states;

    private Matrix dynamics;
    private Matrix input;
    private Matrix stateCost;
    private Matrix actionCost;

    /** Spectral radius of A about 1.1. */
    @Setup(Level.Trial)
    public void draw() {
      SplittableRandom chance = new SplittableRandom(states);
      dynamics = gaussian(chance, states, states, 1.1 / Math.sqrt(states));
      input = gaussian(chance, states, states / 2, 1);
      stateCost = Matrix.scalar(states, 1);
      actionCost = Matrix.scalar(states / 2, 1);
    }

    private static Matrix gaussian(SplittableRandom chance, int rows, int columns, double scale) {
      return Matrix.of(rows, columns, (i, j) -> scale * chance.nextGaussian());
    }
  }

  /** The Riccati equation, with gain, closed loop and residual. */
  @Benchmark
  public RiccatiEquation.Solution riccati(RandomSystem system) {
    return RiccatiEquation.solve(
        system.dynamics, system.input, system.stateCost, system.actionCost, 0.95);
  }

  /** BilevelLqr: the follower's answer. */
  @Benchmark
  public LinearQuadraticResponse bilevelFollower() {
    return bilevel.follower.respond(bilevel.theta);
  }

  /** BilevelLqr: answer, 400 steps, least-squares critic and BC-HG. */
  @Benchmark
  public Hypergradient bilevelCovariance() {
    return bilevel.with(covariance);
  }

  /** BilevelLqr: answer, 400 steps, identification and exact hypergradient of what it found. */
  @Benchmark
  public Hypergradient bilevelPlanned() {
    return bilevel.with(planned);
  }

  /** BilevelLqr: the exact hypergradient. */
  @Benchmark
  public Hypergradient bilevelExact() {
    return bilevelExact.at(bilevel.theta);
  }

  /** BuildingThermalControl: the follower's answer, n = 4. */
  @Benchmark
  public LinearQuadraticResponse buildingFollower() {
    return building.follower.respond(building.theta);
  }

  /** BuildingThermalControl: 10,000 simulated steps. */
  @Benchmark
  public Episodes<LinearQuadraticEpisode> buildingRollout() {
    return building.response.play(building.budget, random);
  }

  /** BuildingThermalControl: critic, baseline and BC-HG from 10,000 steps. */
  @Benchmark
  public Hypergradient buildingEstimate() {
    return baseline.estimate(building.theta, building.episodes);
  }

  /** BuildingThermalControl: answer, 10,000 steps, critic, baseline and BC-HG. */
  @Benchmark
  public Hypergradient buildingUpdate() {
    return building.with(baseline);
  }

  /** BuildingThermalControl: the exact hypergradient. */
  @Benchmark
  public Hypergradient buildingExact() {
    return buildingExact.at(building.theta);
  }
}
