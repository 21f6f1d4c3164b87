package hyperlead.prototyping;

import hyperlead.dense.ConfiguredMatrix;
import hyperlead.dense.Matrix;
import hyperlead.gaussian.GaussianLaw;
import hyperlead.parameterizations.Coefficients;
import java.util.List;
import java.util.Optional;

/** What of a {@link LinearWorld} has a default: Q, R, D, the law of x_0, C, K, W and c. */
record Parts(
    ConfiguredMatrix stateCost,
    Matrix actionCost,
    Matrix noise,
    GaussianLaw initial,
    Matrix leaderInput,
    ConfiguredMatrix feedback,
    Matrix leaderNoise,
    Optional<Coefficients> price) {

  /** Q = I, R = I, D = 0, x_0 ~ N(0, I), no actions of the leader, no price. */
  static <S> Parts of(List<S> states, int actions, double[] y) {
    int n = states.size();
    return new Parts(
        LinearWorld.matrix("Q", states, states, (c, i, j) -> Expression.of(i.equals(j) ? 1 : 0), y),
        Matrix.scalar(actions, 1),
        Matrix.zero(n, 0),
        GaussianLaw.of(new double[n], Matrix.scalar(n, 1)),
        Matrix.zero(n, 0),
        LinearWorld.matrix("K", List.of(), states, (c, i, j) -> Expression.of(0), y),
        Matrix.zero(0, 0),
        Optional.empty());
  }

  Parts withCost(ConfiguredMatrix q, Matrix r) {
    return new Parts(q, r, noise, initial, leaderInput, feedback, leaderNoise, price);
  }

  Parts withNoise(Matrix d) {
    return new Parts(stateCost, actionCost, d, initial, leaderInput, feedback, leaderNoise, price);
  }

  Parts withInitial(GaussianLaw law) {
    return new Parts(stateCost, actionCost, noise, law, leaderInput, feedback, leaderNoise, price);
  }

  Parts withLeader(Matrix c, ConfiguredMatrix k, Matrix w) {
    return new Parts(stateCost, actionCost, noise, initial, c, k, w, price);
  }

  Parts withPrice(Coefficients c) {
    return new Parts(
        stateCost, actionCost, noise, initial, leaderInput, feedback, leaderNoise, Optional.of(c));
  }
}
