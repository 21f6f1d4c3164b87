package hyperlead.linearquadratic.critics;

import hyperlead.dense.LuFactors;
import hyperlead.dense.Matrix;
import hyperlead.dense.OuterSum;
import hyperlead.linearquadratic.LinearQuadraticEpisode;
import hyperlead.linearquadratic.LinearQuadraticResponse;
import hyperlead.validation.Require;
import java.util.Arrays;

/**
 * Q_L = wᵀφ(x, u, a) and V_L = wᵀE_π[φ](x, a), with w from k equations in k unknowns:
 *
 * <pre>
 * ( Σ φ (φ − ψ)ᵀ + ridge · diag(Σ φ φᵀ) ) w = Σ φ y
 * </pre>
 *
 * <p>where y is what a step is worth and ψ the features of what follows.
 */
final class FeatureValues {
  final Features features;
  private final double ridge;
  private final OuterSum system;
  private final double[] squares;
  private final Matrix weights;

  FeatureValues(Features features, double ridge) {
    this.features = features;
    this.ridge = Require.probability("ridge", ridge);
    int size = features.size();
    system = new OuterSum(size, size);
    squares = new double[size];
    weights = Matrix.zero(size, 1);
  }

  /** Forgets all samples; expectations are under this response from now on. */
  void start(LinearQuadraticResponse response) {
    features.follow(response);
    system.clear();
    Arrays.fill(squares, 0);
    Arrays.fill(weights.entries(), 0);
  }

  /** A sample Q(step) = target + discount · V(next step). */
  void add(LinearQuadraticEpisode episode, int t, double target, double discount) {
    double[] now = system.left();
    double[] next = system.right();
    features.fill(episode.path(), episode.row(t), now);
    if (discount > 0) {
      features.fillExpected(episode.path(), episode.row(t + 1), next);
    }
    double[] right = weights.entries();
    for (int i = 0; i < now.length; i++) {
      double feature = now[i];
      next[i] = feature - discount * next[i];
      right[i] += feature * target;
      squares[i] += feature * feature;
    }
    system.push();
  }

  /** Solves for w. */
  void solve() {
    Matrix sum = system.sum();
    int size = squares.length;
    for (int i = 0; i < size; i++) {
      // A feature that was always zero keeps weight zero.
      sum.entries()[i * size + i] += ridge * squares[i] + (squares[i] > 0 ? 0 : 1);
    }
    LuFactors.of("system of the critic's weights", sum).solve(weights);
  }

  double actionValue(LinearQuadraticEpisode episode, int t) {
    return features.value(weights.entries(), episode.path(), episode.row(t));
  }

  double value(LinearQuadraticEpisode episode, int t) {
    return features.expectedValue(weights.entries(), episode.path(), episode.row(t));
  }

  void addValueGradient(double[] rows, int from, double factor, double[] out) {
    features.addExpectedGradient(weights.entries(), rows, from, factor, out);
  }
}
