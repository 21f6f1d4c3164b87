package hyperlead.cluster;

import hyperlead.LeaderTraining;
import hyperlead.critics.SarsaCritic;
import hyperlead.environments.Garnet;
import hyperlead.estimators.BoltzmannCovariance;
import hyperlead.experiments.Specification;
import hyperlead.experiments.Sweep;
import hyperlead.followers.SoftPolicyIteration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Small sweeps whose runs wait on a worker until a test opens a gate, a file, or that go wrong. */
final class Gates {
  /** Between two looks at a gate, in nanoseconds, which leaves the processors to the others. */
  static final long MOMENT = 5_000_000;

  private Gates() {}

  static Sweep sweep(List<Specification> runs) {
    return Sweep.of(runs).withMeasure("first objective", run -> run.column("objective")[0]);
  }

  /** Runs of two methods on a random MDP. */
  static List<Specification> runs(int seeds, int updates) {
    List<Specification> runs = new ArrayList<>();
    var problem = Garnet.problem(5, 3, 2, 0.5, 2).withHorizon(200);
    var sarsa = new BoltzmannCovariance<>(SarsaCritic.random(0.3));
    for (int seed = 1; seed <= seeds; seed++) {
      for (var method : List.of(sarsa, sarsa.centred())) {
        var training =
            LeaderTraining.of(problem, new SoftPolicyIteration(), method)
                .withUpdates(updates)
                .withSamples(50)
                .withListener((done, total, status) -> {});
        runs.add(Specification.of(method.toString(), training, seed).with("moves", updates));
      }
    }
    return runs;
  }

  /** The same, each of which tells its worker's process and waits for the file {@code open}. */
  static List<Specification> waiting(int seeds, Path folder) {
    String place = folder.toString();
    return runs(seeds, 3).stream()
        .map(
            run ->
                new Specification(
                    run.settings(),
                    run.seed(),
                    run.training().withStart(random -> awaited(Path.of(place)))))
        .toList();
  }

  private static double[] awaited(Path folder) {
    try {
      Path open = folder.resolve("open");
      if (!Files.exists(open)) {
        Files.writeString(folder.resolve("process-" + ProcessHandle.current().pid()), "");
      }
      while (!Files.exists(open)) {
        if (Thread.interrupted()) {
          Thread.currentThread().interrupt();
          throw new CancellationException("interrupted at the gate");
        }
        LockSupport.parkNanos(MOMENT);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new double[5];
  }

  /** The processes in which runs wait, once there are so many. */
  static List<ProcessHandle> processes(Path folder, int count) throws IOException {
    while (true) {
      try (Stream<Path> files = Files.list(folder)) {
        List<ProcessHandle> found =
            files
                .map(file -> file.getFileName().toString())
                .filter(name -> name.startsWith("process-"))
                .flatMap(name -> ProcessHandle.of(Long.parseLong(name.substring(8))).stream())
                .toList();
        if (found.size() >= count) {
          return found;
        }
      }
      LockSupport.parkNanos(MOMENT);
    }
  }

  /** A run that does something else when it should draw its start. */
  static Specification poisoned(String how, hyperlead.Start start) {
    Specification run = runs(1, 3).get(0);
    return new Specification(
        Specification.of(how, run.training(), 1).with("moves", 3).settings(),
        1,
        run.training().withStart(start));
  }
}
