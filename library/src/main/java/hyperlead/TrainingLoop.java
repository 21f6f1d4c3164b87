package hyperlead;

import hyperlead.optimizers.Optimizer;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGenerator.SplittableGenerator;
import java.util.random.RandomGeneratorFactory;

/** One run of a {@link LeaderTraining}. */
final class TrainingLoop<E extends Episode, R extends Response> {
  private final LeaderTraining<E, R> training;
  private final long seed;
  private final Follower<R> follower;
  private final Estimator<? super E> estimator;
  private final Optimizer optimizer;
  private final Optional<Estimator<? super E>> referee;
  private final RandomGenerator episodesChance;
  private final TrainingLog log;
  private final double[] theta;
  private long samples;

  TrainingLoop(LeaderTraining<E, R> training, long seed) {
    this.training = training;
    this.seed = seed;
    SplittableGenerator root =
        RandomGeneratorFactory.<SplittableGenerator>of("L64X128MixRandom").create(seed);
    RandomGenerator initialChance = root.split();
    RandomGenerator estimatorChance = root.split();
    episodesChance = root.split();
    // Split whether it is used or not, so that a referee does not change the follower's chance.
    RandomGenerator refereeChance = root.split();
    RandomGenerator followerChance = root.split();
    theta = training.start().apply(initialChance);
    follower = training.follower().fresh(followerChance);
    estimator = training.estimator().fresh(estimatorChance);
    optimizer = training.optimizer().fresh();
    referee = training.referee().map(exact -> exact.fresh(refereeChance));
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
    R response = follower.respond(theta);
    Episodes<E> episodes = training.problem().simulate(response, training.budget(), episodesChance);
    Hypergradient gradient = estimator.estimate(theta, episodes);
    if (last || update % training.logEvery() == 0) {
      report(update, response, episodes, gradient);
    }
    if (!last) {
      samples += episodes.steps();
      optimizer.ascend(theta, gradient.total());
    }
  }

  private void report(int update, R response, Episodes<E> episodes, Hypergradient gradient) {
    double objective = training.problem().objective(response);
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
    training.listener().report(seed, update, training.updates(), objective);
  }
}
