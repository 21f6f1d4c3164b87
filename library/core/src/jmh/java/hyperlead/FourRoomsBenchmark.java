package hyperlead;

import hyperlead.critics.SarsaCritic;
import hyperlead.environments.FourRooms;
import hyperlead.estimators.BoltzmannCovariance;
import hyperlead.estimators.CertaintyEquivalence;
import hyperlead.estimators.ExactHypergradient;
import hyperlead.estimators.Hpgd;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.parameters.Ascent;
import hyperlead.parameters.Sgd;
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

/**
 * The parts of one leader update on FourRooms at τ = 0.001 with 100 samples, and whole trainings.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class FourRoomsBenchmark {
  private final TabularProblem problem = FourRooms.problem(0.001);
  private final TabularFollower follower = new SoftPolicyIteration().on(problem);
  private final ExactHypergradient<TabularEpisode> exact = ExactHypergradient.of(problem);
  private final Estimator<TabularEpisode> estimator =
      new BoltzmannCovariance<>(SarsaCritic.zero(0.3)).on(problem);
  private final Estimator<TabularEpisode> hpgd = new Hpgd(SarsaCritic.zero(0.3)).on(problem);
  private final Estimator<TabularEpisode> certaintyEquivalent =
      CertaintyEquivalence.of(1e-3, 1).on(problem);
  private final RandomGenerator random = new SplittableRandom(1);
  private final Budget budget = Budget.steps(100);

  private double[][] path;
  private int next;
  private TabularResponse response;
  private Episodes<TabularEpisode> episodes;

  /** 200 iterates of a real training, to be visited in turn: neighbours are one update apart. */
  @Setup(Level.Trial)
  public void train() {
    path = new double[200][];
    double[] theta = training(5000).run(1).theta();
    Ascent sgd = Sgd.of(0.1).clippedTo(1).start(problem.parameterization());
    for (int i = 0; i < path.length; i++) {
      path[i] = theta.clone();
      TabularResponse answer = follower.respond(theta);
      double[] step = estimator.estimate(theta, answer.play(budget, random)).total();
      sgd.ascend(theta, step);
    }
    response = follower.respond(path[0]);
    episodes = response.play(budget, random);
  }

  private LeaderTraining<TabularEpisode> training(int updates) {
    return LeaderTraining.of(
            problem, new SoftPolicyIteration(), new BoltzmannCovariance<>(SarsaCritic.random(0.3)))
        .withOptimizer(Sgd.of(0.1).clippedTo(1))
        .withSamples(100)
        .withUpdates(updates)
        .withLogEvery(100);
  }

  /** Follower's answer, started from the answer to the iterate before. */
  @Benchmark
  public TabularResponse follower() {
    next = (next + 1) % path.length;
    return follower.respond(path[next]);
  }

  /** 100 simulated steps. */
  @Benchmark
  public Episodes<TabularEpisode> rollout() {
    return response.play(budget, random);
  }

  /** SARSA and the BC-HG estimate from 100 steps. */
  @Benchmark
  public Hypergradient estimate() {
    return estimator.estimate(path[0], episodes);
  }

  /** One whole update with BC-HG: answer, 100 steps, SARSA and the estimate. */
  @Benchmark
  public Hypergradient updateBcHg() {
    return update(estimator);
  }

  /** The same with HPGD and the same critic. */
  @Benchmark
  public Hypergradient updateHpgd() {
    return update(hpgd);
  }

  /** The same with the certainty-equivalent hypergradient, which has no critic. */
  @Benchmark
  public Hypergradient updateCertaintyEquivalence() {
    return update(certaintyEquivalent);
  }

  private Hypergradient update(Estimator<TabularEpisode> method) {
    next = (next + 1) % path.length;
    TabularResponse answer = follower.respond(path[next]);
    return method.estimate(path[next], answer.play(budget, random));
  }

  /** HPGD and SARSA from 100 steps. */
  @Benchmark
  public Hypergradient estimateHpgd() {
    return hpgd.estimate(path[0], episodes);
  }

  /** The exact hypergradient with the follower's answer. */
  @Benchmark
  public Hypergradient exact() {
    next = (next + 1) % path.length;
    return exact.at(path[next]);
  }

  /** One seed of the published experiment: 10,000 updates of 100 samples. */
  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  @Warmup(iterations = 2)
  @Measurement(iterations = 5)
  public Run training() {
    return training(10_000).run(1);
  }
}
