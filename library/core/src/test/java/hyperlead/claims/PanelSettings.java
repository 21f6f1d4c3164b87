package hyperlead.claims;

import hyperlead.Estimator;
import hyperlead.LeaderTraining;
import hyperlead.environments.FourRooms;
import hyperlead.experiments.Specification;
import hyperlead.experiments.Sweep;
import hyperlead.games.Commitment;
import hyperlead.parameters.Adam;
import hyperlead.parameters.Optimizer;
import hyperlead.parameters.Sgd;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularFollower;
import hyperlead.tabular.TabularProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * What the settings of {@link JunePanels} were chosen from, on the seeds 1 to 10, each with one
 * iteration an answer from kept Q: of FourRooms every method at three rates and three SARSA steps,
 * of DiscreteToy every method with eight optimizers.
 *
 * <pre>
 * mvn -q test-compile
 * cd library/core
 * java -cp 'target/test-classes:target/classes:target/lib/*' hyperlead.claims.PanelSettings
 * </pre>
 */
public final class PanelSettings {
  private static final int ROOMS = 4000;
  private static final int TOY = 200;
  private static final double[] RATES = {0.3, 1, 3};
  private static final double[] STEPS = {0.1, 0.2, 0.4};
  private static final double[] ADAM = {0.003, 0.01, 0.03, 0.1};
  private static final double[] SGD = {2e-4, 2e-3, 2e-2, 0.2};

  private PanelSettings() {}

  private static LeaderTraining<TabularEpisode> training(
      TabularProblem problem,
      TabularFollower.Kind follower,
      Estimator.Kind<TabularEpisode> method,
      Optimizer optimizer) {
    return LeaderTraining.of(problem, follower, method).withOptimizer(optimizer);
  }

  private static void add(
      List<Specification> grid, String name, LeaderTraining<?> training, long[] seeds) {
    for (long seed : seeds) {
      grid.add(Specification.of(name, training, seed));
    }
  }

  static Sweep rooms(long... seeds) {
    List<Specification> grid = new ArrayList<>();
    SuboptimalFollower planner = new SuboptimalFollower(1, 5, false, false);
    TabularFollower.Kind met = JunePanels.simulated(planner);
    for (double step : STEPS) {
      for (double rate : RATES) {
        Optimizer mirror = JunePanels.mirror(rate, ROOMS);
        JunePanels.rooms(step)
            .forEach(
                (name, method) -> {
                  var training = training(FourRooms.problem(0.003), met, method, mirror);
                  var whole = training.withSamples(100).withUpdates(ROOMS).withLogEvery(ROOMS);
                  if (step == STEPS[0] || !name.equals("HPGD Monte Carlo")) { // it has no step
                    add(grid, name, whole, seeds);
                  }
                });
      }
    }
    return Sweep.of(grid);
  }

  static Sweep toy(long... seeds) {
    List<Specification> grid = new ArrayList<>();
    SuboptimalFollower follower = new SuboptimalFollower(1, 1, false, true);
    Commitment game = JunePanels.game();
    List<Optimizer> optimizers = new ArrayList<>();
    for (double rate : ADAM) {
      optimizers.add(Adam.of(rate).decayingOver(TOY));
    }
    for (double rate : SGD) {
      optimizers.add(Sgd.of(rate));
    }
    for (Optimizer optimizer : optimizers) {
      JunePanels.toy(game)
          .forEach(
              (name, method) -> {
                var training = training(game.problem(), follower, method, optimizer);
                var whole = training.withSamples(450).withUpdates(TOY).withLogEvery(TOY);
                add(grid, name, whole, seeds);
              });
    }
    return Sweep.of(grid);
  }

  /** Writes both files. */
  public static void main(String[] arguments) {
    long[] seeds = LongStream.rangeClosed(1, 10).toArray();
    rooms(seeds).run(Claims.FILE.resolveSibling("four-rooms-settings.csv"));
    toy(seeds).run(Claims.FILE.resolveSibling("discrete-toy-settings.csv"));
  }
}
