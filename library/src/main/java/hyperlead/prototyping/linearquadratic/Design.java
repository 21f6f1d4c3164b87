package hyperlead.prototyping.linearquadratic;

import hyperlead.dense.ConfiguredMatrix;
import hyperlead.parameterizations.Parameterization;
import java.util.Arrays;
import java.util.List;

/**
 * θ ↦ (y, M_1(y), M_2(y), …): a parameterization followed by the entries of the matrices that it
 * configures, each row by row.
 *
 * <pre>(∂/∂θ)ᵀ (g, G_1, G_2, …) = (∂y/∂θ)ᵀ ( g + Σ_k (∂M_k/∂y)ᵀ G_k )</pre>
 *
 * <p>y comes first, so that a reward that names entries of y finds them.
 */
final class Design implements Parameterization {
  private final Parameterization first;
  private final List<LambdaMatrix> matrices;

  Design(Parameterization first, List<LambdaMatrix> matrices) {
    this.first = first;
    this.matrices = matrices;
  }

  /** One of the matrices, or one that does not depend on y. */
  ConfiguredMatrix matrix(LambdaMatrix matrix) {
    if (!matrix.isConfigured()) {
      double[] y = first.configuration(new double[first.parameters()]);
      return ConfiguredMatrix.fixed(matrix.at(y));
    }
    return ConfiguredMatrix.block(offset(matrix), matrix.rows(), matrix.columns());
  }

  /** Where the entries of a matrix begin; where all end if it is none of these. */
  int offset(LambdaMatrix until) {
    int offset = first.configurations();
    for (LambdaMatrix matrix : matrices) {
      if (matrix == until) {
        return offset;
      }
      offset += matrix.rows() * matrix.columns();
    }
    return offset;
  }

  @Override
  public int parameters() {
    return first.parameters();
  }

  @Override
  public int configurations() {
    return offset(null);
  }

  @Override
  public double[] configuration(double[] theta) {
    double[] y = first.configuration(theta);
    double[] all = Arrays.copyOf(y, configurations());
    for (LambdaMatrix matrix : matrices) {
      double[] entries = matrix.at(y).entries();
      System.arraycopy(entries, 0, all, offset(matrix), entries.length);
    }
    return all;
  }

  @Override
  public double[] pullBack(double[] configuration, double[] gradient) {
    double[] y = Arrays.copyOf(configuration, first.configurations());
    double[] g = Arrays.copyOf(gradient, y.length);
    for (LambdaMatrix matrix : matrices) {
      matrix.addGradient(y, gradient, offset(matrix), g);
    }
    return first.pullBack(y, g);
  }

  @Override
  public double[] mirrorGradient(double[] configuration, double[] gradient) {
    return first.mirrorGradient(Arrays.copyOf(configuration, first.configurations()), gradient);
  }

  @Override
  public String toString() {
    return first.toString();
  }
}
