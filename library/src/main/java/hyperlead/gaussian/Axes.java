package hyperlead.gaussian;

import hyperlead.dense.Matrix;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;

/** The axes of a Gaussian law: directions e_k, orthogonal, with their widths s_k. */
final class Axes {
  private final Matrix directions;
  private final double[] width;

  private Axes(Matrix directions, double[] width) {
    this.directions = directions;
    this.width = width;
  }

  /** The axes of a covariance, none narrower than the least width. */
  static Axes of(Matrix covariance, double least) {
    double[][] symmetric = covariance.copy().symmetrize().toRows();
    EigenDecomposition modes = new EigenDecomposition(new Array2DRowRealMatrix(symmetric, false));
    double[] width = modes.getRealEigenvalues();
    for (int k = 0; k < width.length; k++) {
      width[k] = Math.max(Math.sqrt(Math.max(width[k], 0)), least);
    }
    return new Axes(Matrix.of("axes", modes.getV().getData()), width);
  }

  /** s_k e_k as columns. */
  Matrix scaled() {
    return directions.times(Matrix.diagonal(width));
  }

  /** e_k / s_k as columns. */
  Matrix scores() {
    double[] inverse = width.clone();
    for (int k = 0; k < inverse.length; k++) {
      inverse[k] = 1 / inverse[k];
    }
    return directions.times(Matrix.diagonal(inverse));
  }
}
