package hyperlead;

import hyperlead.optimizers.Ascent;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGenerator.SplittableGenerator;
import java.util.random.RandomGeneratorFactory;

/** One run of a {@link LeaderTraining}. */
final class TrainingLoop<E extends Episode> {
  private final LeaderTraining<E> training;
  private final long seed;
  private final JointReport report;
  private final Follower<E> follower;
  private final Estimator<E> estimator;
  private final Ascent optimizer;
  private final Optional<Estimator<E>> referee;
  private final RandomGenerator episodesChance;
  private final TrainingLog log;
  private final double[] theta;
  private long samples;

  TrainingLoop(LeaderTraining<E> training, long seed, JointReport report) {
    this.training = training;
    this.seed = seed;
    this.report = report;
    SplittableGenerator root =
        RandomGeneratorFactory.<SplittableGenerator>of("L64X128MixRandom").create(seed);
    RandomGenerator initialChance = root.split();
    RandomGenerator estimatorChance = root.split();
    episodesChance = root.split();
    // Split whether it is used or not, so that a referee does not change the follower's chance.
    RandomGenerator refereeChance = root.split();
    RandomGenerator followerChance = root.split();
    LeaderProblem<E> problem = training.problem();
    theta = training.start().apply(initialChance).clone();
    follower = training.follower().on(problem, followerChance);
    estimator = training.estimator().on(problem, estimatorChance);
    optimizer = training.optimizer().start(problem.parameterization());
    referee = training.referee().map(exact -> exact.on(problem, refereeChance));
    log = new TrainingLog(training.referee().isPresent());
  }

  Run run() {
    boolean interrupted = false;
    for (int update = 0; ; update++) {
      interrupted |= Thread.interrupted();
      boolean last = interrupted || update == training.updates();
      step(update, last);
      if (last) {
        return new Run(theta, log.table(), seed, training.settings(), interrupted);
      }
    }
  }

  /** Answer, episodes, estimate; then a row of the log if it is due, and the move unless last. */
  private void step(int update, boolean last) {
    Response<E> response = follower.respond(theta);
    Episodes<E> episodes = response.play(training.budget(), episodesChance);
    Hypergradient gradient = estimator.estimate(theta, episodes);
    if (last || update % training.logEvery() == 0) {
      log(update, response, episodes, gradient);
    }
    if (!last) {
      samples += episodes.steps();
      optimizer.ascend(theta, gradient.total());
    }
  }

  private void log(int update, Response<E> response, Episodes<E> episodes, Hypergradient gradient) {
    double objective = response.objective();
    double cosine =
        referee.map(exact -> gradient.cosine(exact.estimate(theta, episodes))).orElse(Double.NaN);
    log.add(
        update,
        samples,
        objective,
        episodes.meanReturn(),
        gradient.directNorm(),
        gradient.guidanceNorm(),
        cosine,
        response.residual());
    report.row(seed, update, objective);
  }
}
