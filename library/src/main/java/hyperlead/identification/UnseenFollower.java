package hyperlead.identification;

import hyperlead.Episodes;
import hyperlead.Estimator;
import hyperlead.LeaderProblem;
import hyperlead.dense.Cholesky;
import hyperlead.dense.Matrix;
import hyperlead.linearquadratic.LinearQuadraticEpisode;
import hyperlead.linearquadratic.LinearQuadraticModel;
import hyperlead.linearquadratic.LinearQuadraticResponse;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Any estimator of linear-quadratic problems in the fully decentralized setting, where the leader
 * sees trajectories only.
 *
 * <pre>
 * F̂ minimises Σ_t |u_t + F s_t|²,   ÛÛᵀ = mean of the residuals' squares,   V̂_F by {@link SoftQuadraticValues}
 * </pre>
 *
 * <p>Each round is handed on with the follower's answer replaced by the estimate of that round.
 * r_F, τ and γ_F are known. Bias: that of the inner estimator, and that of π̂ and V̂_F, which
 * vanishes as rounds grow where s = (x, a) spans all directions. Cost: one more fit a round.
 */
public record UnseenFollower(Estimator.Kind<LinearQuadraticEpisode> inner)
    implements Estimator.Kind<LinearQuadraticEpisode> {
  @Override
  public Estimator<LinearQuadraticEpisode> on(
      LeaderProblem<LinearQuadraticEpisode> problem, RandomGenerator random) {
    Estimator<LinearQuadraticEpisode> seeing = inner.on(problem, random);
    return Estimator.of(
        this,
        problem,
        (theta, round) -> {
          LinearQuadraticResponse policy = policy(round);
          LinearQuadraticResponse estimated =
              SoftQuadraticValues.fit(round, policy).evaluated(policy);
          List<LinearQuadraticEpisode> relabelled =
              round.list().stream().map(episode -> episode.observedWith(estimated)).toList();
          double[] configuration = problem.parameterization().configuration(theta);
          return seeing.estimate(theta, new Episodes<>(estimated, configuration, relabelled));
        });
  }

  /** π̂, without values. */
  private static LinearQuadraticResponse policy(Episodes<LinearQuadraticEpisode> episodes) {
    LinearQuadraticModel model = episodes.list().get(0).response().model();
    int seen = model.states() + model.leaderActions();
    int m = model.actions();
    Matrix squares = Matrix.zero(seen, seen);
    Matrix products = Matrix.zero(seen, m);
    Matrix actions = Matrix.zero(m, m);
    for (LinearQuadraticEpisode episode : episodes.list()) {
      for (int t = 0; t < episode.length(); t++) {
        Matrix s = seen(model, episode, t);
        int from = episode.row(t) + model.states();
        Matrix u = Matrix.row(Arrays.copyOfRange(episode.path(), from, from + m));
        squares.addProduct(1, s, s.transposed());
        products.addProduct(1, s, u);
        actions.addProduct(1, u.transposed(), u);
      }
    }
    Matrix gain =
        Cholesky.of("mean squares of (x, a)", squares).solve(products.copy()).transposed();
    Matrix residuals = actions.addProduct(-1, gain, products).symmetrize();
    Matrix deviation =
        Cholesky.of("policy's covariance", residuals.times(1.0 / episodes.steps())).root();
    return new LinearQuadraticResponse(
        model, gain.times(-1), deviation, Matrix.zero(seen, seen), 0, Double.NaN, 1);
  }

  private static Matrix seen(LinearQuadraticModel model, LinearQuadraticEpisode episode, int t) {
    int from = episode.row(t);
    int leader = from + model.states() + model.actions();
    Matrix s = Matrix.zero(model.states() + model.leaderActions(), 1);
    s.fillBlock(
        0, 0, Matrix.column(Arrays.copyOfRange(episode.path(), from, from + model.states())));
    return s.fillBlock(
        model.states(),
        0,
        Matrix.column(Arrays.copyOfRange(episode.path(), leader, leader + model.leaderActions())));
  }

  @Override
  public String toString() {
    return "UnseenFollower(" + inner + ")";
  }
}
