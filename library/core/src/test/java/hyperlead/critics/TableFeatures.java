package hyperlead.critics;

import hyperlead.algebra.Matrix;
import java.util.Arrays;

/** One feature for each cell of a table, of steps that are a state and a push without noise. */
public final class TableFeatures extends Features {
  private final Cell cell;

  /** The number of the cell that a row from an index on stands in; negative for none. */
  @FunctionalInterface
  public interface Cell {
    /** {@return the number} */
    int of(double[] rows, int from);
  }

  /** A table of so many cells. */
  public TableFeatures(int cells, Cell cell) {
    super(cells, 2);
    this.cell = cell;
  }

  @Override
  public void fill(double[] rows, int from, double[] out) {
    Arrays.fill(out, 0);
    int k = cell.of(rows, from);
    if (k >= 0) {
      out[k] = 1;
    }
  }

  @Override
  protected void smooth(Matrix covariance) {}

  @Override
  protected void fillSmoothed(double[] v, double[] out) {
    fill(v, 0, out);
  }

  @Override
  protected void addSmoothedGradient(double[] weights, double[] v, double[] g) {}

  @Override
  public boolean areQuadratic() {
    return false;
  }
}
