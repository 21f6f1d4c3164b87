package hyperlead.neural;

import hyperlead.algebra.Learner;
import hyperlead.algebra.Require;
import hyperlead.parameters.Ascent;
import hyperlead.parameters.FreeParameters;
import hyperlead.parameters.Optimizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A network of two hidden layers in plain arrays, on a batch of inputs at a time.
 *
 * <pre>
 * h_1 = max(0, W_1ᵀx + b_1),   h_2 = max(0, W_2ᵀh_1 + b_2),   y = W_3ᵀh_2 + b_3
 * δ_3 = ∂L/∂y,   δ_l = (W_{l+1} δ_{l+1}) · [h_l &gt; 0],   ∂L/∂W_l = Σ h_{l−1} δ_lᵀ,   ∂L/∂x = W_1 δ_1
 * </pre>
 *
 * <p>Weights start uniformly in ±1/√(inputs of the layer). The bits are the same on every JDK: sums
 * run over arrays side by side, each in a fixed order. Nothing is allocated after the constructor.
 * Cost: inputs·width + width² + width·outputs products forward, twice that backward. Not
 * thread-safe. Source: Rumelhart, Hinton and Williams, Nature 323, 1986.
 */
public final class Network implements Learner {
  private static final int LAYERS = 3;

  private final int[] sizes;

  /** Of each layer a row for each of its inputs, and b as the last. */
  private final double[][][] weights = new double[LAYERS][][];

  /** The same without b, a row for each of its outputs. */
  private final double[][][] turned = new double[LAYERS][][];

  private final double[][][] slopes = new double[LAYERS][][];

  /** x, h_1, h_2 and y of a batch, and the gradients ∂L/∂ of each. */
  private final double[][][] values = new double[LAYERS + 1][][];

  private final double[][][] errors = new double[LAYERS + 1][][];
  private final double[][] columns = new double[LAYERS][];
  private final List<Ascent> ascents = new ArrayList<>();

  /**
   * A network with weights that are drawn.
   *
   * @param inputs length of x, &gt; 0
   * @param width of both hidden layers, &gt; 0
   * @param outputs length of y, &gt; 0
   * @param batch most inputs at a time, &gt; 0
   * @param optimizer turns gradients into moves of the weights, a row at a time
   */
  public Network(
      int inputs, int width, int outputs, int batch, Optimizer optimizer, RandomGenerator random) {
    this(new int[] {inputs, width, width, outputs}, batch);
    for (int l = 0; l < LAYERS; l++) {
      double bound = 1 / Math.sqrt(sizes[l]);
      for (double[] row : weights[l]) {
        Arrays.setAll(row, j -> bound * (2 * random.nextDouble() - 1));
        ascents.add(optimizer.start(new FreeParameters(row.length)));
      }
    }
    refresh();
  }

  private Network(int[] sizes, int batch) {
    this.sizes = sizes;
    Require.positive("batch", batch);
    for (int l = 0; l <= LAYERS; l++) {
      Require.positive("size of layer " + l, sizes[l]);
      values[l] = new double[batch][sizes[l]];
      errors[l] = new double[batch][sizes[l]];
    }
    for (int l = 0; l < LAYERS; l++) {
      weights[l] = new double[sizes[l] + 1][sizes[l + 1]];
      slopes[l] = new double[sizes[l] + 1][sizes[l + 1]];
      turned[l] = new double[sizes[l + 1]][sizes[l]];
      columns[l] = new double[sizes[l]];
    }
  }

  /** {@return what this one is now, for batches of another size, without an optimizer} */
  public Network snapshot(int batch) {
    Network copy = new Network(sizes, batch);
    copy.follow(this, 1);
    return copy;
  }

  /** Reads the weights again after {@link #memory} was written to. */
  public void refresh() {
    for (int l = 0; l < LAYERS; l++) {
      for (int i = 0; i < sizes[l]; i++) {
        for (int j = 0; j < sizes[l + 1]; j++) {
          turned[l][j][i] = weights[l][i][j];
        }
      }
    }
  }

  /** {@return where the x of a batch go, a row each, to be filled before {@link #forward}} */
  public double[][] inputs() {
    return values[0];
  }

  /** {@return where ∂L/∂y go, a row each, to be filled before {@link #backward}} */
  public double[][] outputErrors() {
    return errors[LAYERS];
  }

  /** {@return y of the first so many inputs, a row each, until the next call} */
  public double[][] forward(int count) {
    for (int l = 0; l < LAYERS; l++) {
      double[] bias = weights[l][sizes[l]];
      for (int s = 0; s < count; s++) {
        double[] out = values[l + 1][s];
        if (out.length < Sums.FEW) {
          for (int j = 0; j < out.length; j++) {
            out[j] = bias[j] + Sums.dot(values[l][s], turned[l][j]);
          }
        } else {
          System.arraycopy(bias, 0, out, 0, out.length);
          Sums.add(values[l][s], weights[l], out);
        }
        for (int j = 0; l < LAYERS - 1 && j < out.length; j++) {
          out[j] = Math.max(0, out[j]);
        }
      }
    }
    return values[LAYERS];
  }

  /**
   * {@return ∂L/∂x of the first so many inputs, a row each, after {@link #forward} of as many}
   *
   * @param learns whether ∂L/∂W is added up as well, for {@link #ascend}
   */
  public double[][] backward(int count, boolean learns) {
    for (int l = LAYERS - 1; l >= 0; l--) {
      if (learns) {
        addSlopes(l, count);
      }
      for (int s = 0; s < count; s++) {
        double[] error = errors[l][s];
        double[] value = values[l][s];
        Arrays.fill(error, 0);
        Sums.add(errors[l + 1][s], turned[l], error);
        for (int i = 0; l > 0 && i < error.length; i++) {
          error[i] = value[i] > 0 ? error[i] : 0;
        }
      }
    }
    return errors[0];
  }

  private void addSlopes(int l, int count) {
    if (sizes[l + 1] < Sums.FEW) {
      addFewSlopes(l, count);
    } else {
      for (int i = 0; i < sizes[l]; i++) {
        Sums.addColumn(values[l], i, errors[l + 1], count, slopes[l][i]);
      }
    }
    for (int s = 0; s < count; s++) {
      Sums.add(1, errors[l + 1][s], slopes[l][sizes[l]]);
    }
  }

  private void addFewSlopes(int l, int count) {
    double[] column = columns[l];
    for (int j = 0; j < sizes[l + 1]; j++) {
      Arrays.fill(column, 0);
      Sums.addColumn(errors[l + 1], j, values[l], count, column);
      for (int i = 0; i < sizes[l]; i++) {
        slopes[l][i][j] += column[i];
      }
    }
  }

  /** Moves the weights along factor · ∂L/∂W by the optimizer's rule, and forgets ∂L/∂W. */
  public void ascend(double factor) {
    int row = 0;
    for (int l = 0; l < LAYERS; l++) {
      for (int i = 0; i <= sizes[l]; i++, row++) {
        double[] slope = slopes[l][i];
        for (int j = 0; j < slope.length; j++) {
          slope[j] *= factor;
        }
        ascents.get(row).ascend(weights[l][i], slope);
        Arrays.fill(slope, 0);
      }
    }
    refresh();
  }

  /** {@return how many numbers W is} */
  public int parameters() {
    return rows().stream().mapToInt(row -> row.length).sum();
  }

  /** Moves ∂L/∂W as added up so far into an array as long as W, and forgets it. */
  public void takeSlopes(double[] out) {
    int at = 0;
    for (double[] row : slopes()) {
      System.arraycopy(row, 0, out, at, row.length);
      Arrays.fill(row, 0);
      at += row.length;
    }
  }

  /** Moves the weights a share of the way, in [0, 1], to those of a network of the same sizes. */
  public void follow(Network other, double share) {
    Require.that(Arrays.equals(sizes, other.sizes), "sizes must be the same: %s", other);
    for (int l = 0; l < LAYERS; l++) {
      for (int i = 0; i <= sizes[l]; i++) {
        double[] own = weights[l][i];
        double[] theirs = other.weights[l][i];
        for (int j = 0; j < own.length; j++) {
          own[j] = share == 1 ? theirs[j] : own[j] + share * (theirs[j] - own[j]);
        }
      }
    }
    refresh();
  }

  /** {@return ∂L/∂W as added up so far, row by row, in the order of {@link #rows}; live} */
  List<double[]> slopes() {
    return rows(slopes);
  }

  /** {@return the weights, row by row; live} */
  List<double[]> rows() {
    return rows(weights);
  }

  private static List<double[]> rows(double[][][] layers) {
    return Arrays.stream(layers).flatMap(Arrays::stream).toList();
  }

  /** Weights with what the optimizer remembers of each row. Call {@link #refresh} after a write. */
  @Override
  public List<double[]> memory() {
    return Learner.memory(List.of(rows(), ascents));
  }

  @Override
  public String toString() {
    return "Network " + Arrays.toString(sizes);
  }
}
