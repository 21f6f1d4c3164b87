package hyperlead.experiments;

import hyperlead.LeaderTraining;
import hyperlead.critics.ExactCritic;
import hyperlead.critics.SarsaCritic;
import hyperlead.estimators.BoltzmannCovariance;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.tabular.RandomProblem;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularProblem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A sweep of two methods and four seeds on a random MDP, also as a program that can be killed. */
final class SmallSweep {
  private SmallSweep() {}

  static Sweep of(int updates) {
    return of(updates, 4);
  }

  static Sweep of(int updates, int seeds) {
    return Sweep.of(runs(updates, seeds))
        .withMeasure("first objective", run -> run.column("objective")[0]);
  }

  static List<Specification> runs(int updates, int seeds) {
    TabularProblem problem = RandomProblem.of(3, 0.5);
    var exact = new BoltzmannCovariance<>(new ExactCritic());
    var sarsa = new BoltzmannCovariance<>(SarsaCritic.random(0.3));
    List<Specification> runs = new ArrayList<>();
    for (int seed = 1; seed <= seeds; seed++) {
      runs.add(run("BC-HG", training(problem, exact, updates), seed));
      runs.add(run("BC-HG with SARSA", training(problem, sarsa, updates), seed));
    }
    return runs;
  }

  private static LeaderTraining<TabularEpisode> training(
      TabularProblem problem, BoltzmannCovariance<TabularEpisode> estimator, int updates) {
    return LeaderTraining.of(problem, new SoftPolicyIteration(), estimator)
        .withSamples(50)
        .withUpdates(updates);
  }

  private static Specification run(String method, LeaderTraining<?> training, long seed) {
    return Specification.of(method, training, seed).with("temperature", 0.5);
  }

  /**
   * Runs the sweep with the given number of updates and of seeds on the given file; prints a line
   * at each report, and goes on once it has read a byte.
   */
  public static void main(String[] arguments) {
    of(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]))
        .withThreads(2)
        .withListener((done, total, status) -> report(done + " of " + total))
        .run(Path.of(arguments[2]));
  }

  private static void report(String line) {
    System.out.println(line);
    try {
      System.in.read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
