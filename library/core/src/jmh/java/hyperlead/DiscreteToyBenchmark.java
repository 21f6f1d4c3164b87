package hyperlead;

import hyperlead.critics.LeastSquaresCritic;
import hyperlead.environments.DiscreteToy;
import hyperlead.estimators.BoltzmannCovariance;
import hyperlead.estimators.ExactHypergradient;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.games.Commitment;
import hyperlead.games.ExpectedScore;
import hyperlead.parameters.Adam;
import hyperlead.parameters.Ascent;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularFollower;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
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
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One leader update on DiscreteToy, R = 1, τ = 0.05, with 450 samples, and its parts. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class DiscreteToyBenchmark {
  private final Commitment toy = DiscreteToy.bundled().commitment(1, 0.05);
  private final TabularProblem problem = toy.problem();
  private final TabularFollower follower = new SoftPolicyIteration(1e-10).on(problem);
  private final ExactHypergradient<TabularEpisode> exact = ExactHypergradient.of(problem);
  private final Estimator<TabularEpisode> estimator =
      new BoltzmannCovariance<>(new ExpectedScore(toy, LeastSquaresCritic.zero(0.9)))
          .centred()
          .on(problem);
  private final RandomGenerator random = new SplittableRandom(1);
  private final Budget budget = Budget.steps(450);

  private double[] start;
  private double[] theta;
  private Ascent optimizer;
  private int updates;
  private TabularResponse response;
  private Episodes<TabularEpisode> episodes;

  /** θ_0 and a round of episodes at it. */
  @Setup(Level.Trial)
  public void begin() {
    start = problem.initialParameters(random);
    restart();
    response = follower.respond(start);
    episodes = response.play(budget, random);
  }

  private void restart() {
    theta = start.clone();
    optimizer = Adam.of(0.1).decayingOver(200).start(problem.parameterization());
    updates = 0;
  }

  /**
   * A whole update: answer, 450 steps, critic, estimate, move; from the start every 200 updates.
   */
  @Benchmark
  public double[] update() {
    if (updates++ == 200) {
      restart();
    }
    Episodes<TabularEpisode> round = follower.respond(theta).play(budget, random);
    optimizer.ascend(theta, estimator.estimate(theta, round).total());
    return theta;
  }

  /** The follower's answer to 1e-10 from nothing, at θ_0. */
  @Benchmark
  public TabularResponse followerFromNothing() {
    return new SoftPolicyIteration(1e-10).on(problem).respond(start);
  }

  /** 450 simulated steps. */
  @Benchmark
  public Episodes<TabularEpisode> rollout() {
    return response.play(budget, random);
  }

  /** Least-squares critic and centred BC-HG from 450 steps. */
  @Benchmark
  public Hypergradient estimate() {
    return estimator.estimate(start, episodes);
  }

  /** The exact hypergradient with the follower's answer, which it starts from. */
  @Benchmark
  public Hypergradient exact() {
    return exact.at(start);
  }
}
