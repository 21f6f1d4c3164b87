package hyperlead;

import hyperlead.data.NpzFile;
import hyperlead.data.NumpyArray;
import hyperlead.environments.FourRooms;
import hyperlead.environments.Warehouse;
import hyperlead.environments.WarehouseLayout;
import hyperlead.parameters.Coefficients;
import hyperlead.tabular.TabularMdp;
import hyperlead.tabular.TabularProblem;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Problems as arrays, with this library's answers and processor times, for peers.py. */
final class Peers {
  private Peers() {}

  /** Writes a file for each problem to a folder. */
  public static void main(String[] args) {
    Path folder = Path.of(args[0]);
    write(FourRooms.problem(0.005), 5000, folder.resolve("1 FourRooms.npz"));
    for (int[] size : new int[][] {{10, 35, 30}, {30, 120, 5}}) {
      TabularProblem problem = Warehouse.of(new WarehouseLayout(size[0], size[1], 1)).at(0.05);
      write(problem, size[2], folder.resolve("2 Warehouse %d.npz".formatted(size[0])));
    }
    for (int states : new int[] {2_000, 20_000, 200_000}) {
      TabularProblem problem = RandomSparse.of(states);
      int times = Math.max(4, 400_000 / states);
      write(problem, times, folder.resolve("3 random %06d.npz".formatted(states)));
    }
  }

  private static void write(TabularProblem problem, int times, Path file) {
    ProcessorTime time = ProcessorTime.of(() -> problem, times);
    double[] theta = problem.start().apply(new SplittableRandom(1));
    TabularMdp mdp = problem.at(theta);
    int pairs = mdp.pattern().pairs();
    double[] first = new double[mdp.pattern().states()];
    for (int i = 0; i < problem.initial().states().size(); i++) {
      first[problem.initial().states().get(i)] +=
          problem.initial().probability().at(mdp.configuration(), i);
    }
    int[] starts = new int[pairs + 1];
    Arrays.setAll(starts, mdp.pattern()::rowStart);
    int[] successors = new int[mdp.pattern().entries()];
    Arrays.setAll(successors, mdp.pattern()::successor);
    double[] law = new double[successors.length];
    Arrays.setAll(law, mdp::probability);
    NpzFile.empty()
        .with("actions", mdp.pattern().actions())
        .with("starts", NumpyArray.of(starts))
        .with("successors", NumpyArray.of(successors))
        .with("law", law)
        .with("first", first)
        .with("constants", problem.temperature(), problem.followerDiscount())
        .with("theta", theta)
        .with(
            "softmax",
            problem.parameterization() instanceof hyperlead.parameters.FreeParameters ? 0 : 1)
        .with("follower", affine(problem.followerReward(), theta.length))
        .with("leader", affine(problem.leaderReward(), theta.length))
        .with("J", time.hypergradient.objective())
        .with("gradient", time.hypergradient.total())
        .with("seconds", seconds(time))
        .write(file);
  }

  /** Of the hypergradient from nothing and from an answer near by: the least and the median. */
  private static double[] seconds(ProcessorTime time) {
    int middle = time.exact.length / 2;
    return new double[] {
      time.cold[0] + time.exact[0],
      time.cold[middle] + time.exact[middle],
      time.warm[0] + time.exact[0],
      time.warm[middle] + time.exact[middle]
    };
  }

  /** Rows of three: the number at y = 0, the entry of y that it moves with, and how much. */
  private static double[][] affine(Coefficients reward, int dimension) {
    double[][] rows = new double[reward.size()][3];
    double[] zero = new double[dimension];
    double[] slopes = new double[dimension];
    for (int pair = 0; pair < rows.length; pair++) {
      Arrays.fill(slopes, 0);
      reward.addGradient(zero, pair, 1, slopes);
      rows[pair][0] = reward.at(zero, pair);
      for (int j = 0; j < dimension; j++) {
        if (slopes[j] != 0) {
          rows[pair][1] = j;
          rows[pair][2] = slopes[j];
        }
      }
    }
    return rows;
  }
}
