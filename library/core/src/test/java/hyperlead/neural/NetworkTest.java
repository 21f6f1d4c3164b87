package hyperlead.neural;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.algebra.Gaussian;
import hyperlead.parameters.Adam;
import hyperlead.parameters.Sgd;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NetworkTest {
  private static final long SEED = 17;
  private static final int BATCH = 7;

  private static Network network(int inputs, int width, int outputs) {
    Adam adam = Adam.of(0.01);
    return new Network(inputs, width, outputs, BATCH, adam, new SplittableRandom(SEED));
  }

  private static void fill(double[][] rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (double[] row : rows) {
      Arrays.setAll(row, i -> Gaussian.next(random));
    }
  }

  /** L = Σ_s c_sᵀy_s. */
  private static double loss(Network network, double[][] c) {
    network.refresh();
    double[][] y = network.forward(BATCH);
    double sum = 0;
    for (int s = 0; s < BATCH; s++) {
      for (int j = 0; j < c[s].length; j++) {
        sum += c[s][j] * y[s][j];
      }
    }
    return sum;
  }

  private static double difference(Network network, double[][] c, double[] row, int i) {
    double h = 1e-6;
    double was = row[i];
    row[i] = was + h;
    double above = loss(network, c);
    row[i] = was - h;
    double below = loss(network, c);
    row[i] = was;
    return (above - below) / (2 * h);
  }

  /** One, three and more outputs go different ways; a width below the inputs, too. */
  @Test
  void gradientsAreThoseOfDifferences() {
    for (int[] sizes : new int[][] {{9, 1}, {9, 3}, {9, 6}, {3, 2}, {4, 6}}) {
      int outputs = sizes[1];
      Network network = network(5, sizes[0], outputs);
      double[][] c = new double[BATCH][outputs];
      fill(c, 2);
      fill(network.inputs(), 3);
      double unused = loss(network, c);
      for (int s = 0; s < BATCH; s++) {
        System.arraycopy(c[s], 0, network.outputErrors()[s], 0, outputs);
      }
      double[][] byInput = network.backward(BATCH, true);
      List<double[]> slopes = network.slopes().stream().map(double[]::clone).toList();
      List<double[]> rows = network.rows();
      for (int r = 0; r < rows.size(); r++) {
        for (int j = 0; j < rows.get(r).length; j++) {
          double expected = difference(network, c, rows.get(r), j);
          assertEquals(expected, slopes.get(r)[j], 1e-7, "row " + r + ", seed " + SEED);
        }
      }
      for (int s = 0; s < BATCH; s++) {
        for (int i = 0; i < 5; i++) {
          double expected = difference(network, c, network.inputs()[s], i);
          assertEquals(expected, byInput[s][i], 1e-7, "input " + i);
        }
      }
    }
  }

  @Test
  void anAscentMovesTheWeightsAlongTheFactorAndForgetsTheSlopes() {
    Network network = new Network(2, 4, 1, 1, Sgd.of(0.5), new SplittableRandom(SEED));
    network.inputs()[0][0] = 1;
    double before = network.forward(1)[0][0];
    network.outputErrors()[0][0] = 1;
    network.backward(1, true);
    double bias = network.rows().get(network.rows().size() - 1)[0];
    network.ascend(-1);
    assertEquals(bias - 0.5, network.rows().get(network.rows().size() - 1)[0], 1e-15);
    assertTrue(network.forward(1)[0][0] < before);
    double after = network.forward(1)[0][0];
    network.ascend(-1);
    assertEquals(after, network.forward(1)[0][0]);
  }

  @Test
  void aSnapshotStaysAndAFollowerComesNearer() {
    Network network = network(3, 8, 2);
    Network kept = network.snapshot(1);
    Network half = network(3, 8, 2);
    fill(network.outputErrors(), 4);
    fill(network.inputs(), 5);
    double[] x = network.inputs()[0].clone();
    System.arraycopy(x, 0, kept.inputs()[0], 0, 3);
    assertArrayEquals(network.forward(BATCH)[0], kept.forward(1)[0]);
    double[] old = kept.forward(1)[0].clone();
    network.backward(BATCH, true);
    network.ascend(-1);
    assertArrayEquals(old, kept.forward(1)[0]);
    double own = half.rows().get(0)[0];
    half.follow(network, 0.25);
    assertEquals(0.75 * own + 0.25 * network.rows().get(0)[0], half.rows().get(0)[0], 1e-15);
  }

  @Test
  void badSizesAreNamed() {
    assertEquals(
        "size of layer 1 must be positive: 0",
        assertThrows(IllegalArgumentException.class, () -> network(3, 0, 1)).getMessage());
    assertEquals(
        "batch must be positive: 0",
        assertThrows(IllegalArgumentException.class, () -> network(3, 4, 1).snapshot(0))
            .getMessage());
  }
}
