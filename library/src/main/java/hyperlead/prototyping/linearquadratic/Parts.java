package hyperlead.prototyping.linearquadratic;

import hyperlead.dense.Matrix;
import hyperlead.gaussian.GaussianLaw;
import hyperlead.prototyping.Expression;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What of a {@link LinearWorld} has a default: Q, R, D, the law of x_0, C, K, W and c. */
record Parts(
    LambdaMatrix stateCost,
    Matrix actionCost,
    Matrix noise,
    GaussianLaw initial,
    Matrix leaderInput,
    LambdaMatrix feedback,
    Matrix leaderNoise,
    Optional<LambdaMatrix> price) {

  /** Q = I, R = I, D = 0, x_0 ~ N(0, I), no actions of the leader, no price. */
  static <S> Parts of(List<S> states, int actions, double[] y) {
    int n = states.size();
    return new Parts(
        LambdaMatrix.of("Q", states, states, (c, i, j) -> Expression.of(i.equals(j) ? 1 : 0), y),
        Matrix.scalar(actions, 1),
        Matrix.zero(n, 0),
        GaussianLaw.of(new double[n], Matrix.scalar(n, 1)),
        Matrix.zero(n, 0),
        LambdaMatrix.of("K", List.of(), states, (c, i, j) -> Expression.of(0), y),
        Matrix.zero(0, 0),
        Optional.empty());
  }

  Parts withCost(LambdaMatrix q, Matrix r) {
    return new Parts(q, r, noise, initial, leaderInput, feedback, leaderNoise, price);
  }

  Parts withNoise(Matrix d) {
    return new Parts(stateCost, actionCost, d, initial, leaderInput, feedback, leaderNoise, price);
  }

  Parts withInitial(GaussianLaw law) {
    return new Parts(stateCost, actionCost, noise, law, leaderInput, feedback, leaderNoise, price);
  }

  Parts withLeader(Matrix c, LambdaMatrix k, Matrix w) {
    return new Parts(stateCost, actionCost, noise, initial, c, k, w, price);
  }

  Parts withPrice(LambdaMatrix c) {
    return new Parts(
        stateCost, actionCost, noise, initial, leaderInput, feedback, leaderNoise, Optional.of(c));
  }

  /** A, K, Q as far as they depend on y, and c, however it does. */
  List<LambdaMatrix> configured(LambdaMatrix dynamics) {
    return Stream.concat(
            Stream.of(dynamics, feedback, stateCost).filter(LambdaMatrix::isConfigured),
            price.stream())
        .toList();
  }
}
