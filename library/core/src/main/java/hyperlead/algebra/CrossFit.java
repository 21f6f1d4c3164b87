package hyperlead.algebra;

import java.util.Arrays;

/**
 * Weights of a fit that are cross-fitted: what is subtracted from a fold was fitted on the others.
 *
 * <pre>
 * S_k = Σ_{t ∈ fold k} ω_t φ_t φ_tᵀ,   r_k = Σ_{t ∈ fold k} ω_t y_t φ_t,   S = Σ_k S_k
 * β_j = Σ_{k≠j} ( S − S_k )⁻¹ r_k,   with one fold β = S⁻¹ r
 * </pre>
 *
 * <p>For β_j read the sum with its factors exchanged: with numbers z_t that are fitted on the other
 * folds, Θ_k = (S − S_k)⁻¹ Σ_{t ∉ fold k} ω_t φ_t z_t, it is Σ_k r_kᵀ Θ_k = Σ_j Σ_{t ∈ fold j} ω_t
 * φ_tᵀβ_j z_t. So the z need not be stored, and y and the fit that meets it share no sample. Cost
 * k² a sample and k³ a fold. Source: Chernozhukov et al., "Double/debiased machine learning for
 * treatment and structural parameters", Econometrics Journal 21, 2018.
 */
public final class CrossFit {
  private final LeastSquares[] squares;
  private final double[][] products;

  /** No samples yet, in so many folds, of so many features, both &gt; 0. */
  public CrossFit(int folds, int features) {
    squares = new LeastSquares[Require.positive("folds", folds)];
    Arrays.setAll(squares, j -> new LeastSquares(features, 0));
    products = new double[folds][features];
  }

  /** {@return where φ of the next sample of a fold goes, length k} */
  public double[] features(int fold) {
    return squares[fold].features();
  }

  /** Adds the sample that stands in {@link #features}, with its weight ω ≥ 0 and y. */
  public void add(int fold, double weight, double target) {
    double[] features = squares[fold].features();
    for (int i = 0; i < features.length; i++) {
      products[fold][i] += weight * target * features[i];
    }
    squares[fold].add(weight, 0);
  }

  /**
   * {@return β_j of every fold j, each of length k; 0 if all samples are of one fold of several}
   *
   * @param name what the equations are, for messages
   * @param ridge &gt; 0, share of each feature's sum of squares that is added to the diagonal of S
   *     − S_k
   */
  public double[][] solve(String name, double ridge) {
    int folds = squares.length;
    if (folds == 1) {
      return new double[][] {squares[0].solveTransposed(name, ridge, products[0])};
    }
    double[][] weights = new double[folds][products[0].length];
    for (int k = 0; k < folds; k++) {
      LeastSquares others = new LeastSquares(products[k].length, 0);
      for (int j = 0; j < folds; j++) {
        if (j != k) {
          others.addAll(squares[j]);
        }
      }
      double[] share = others.solveTransposed(name, ridge, products[k]);
      for (int j = 0; j < folds; j++) {
        for (int i = 0; j != k && i < share.length; i++) {
          weights[j][i] += share[i];
        }
      }
    }
    return weights;
  }
}
