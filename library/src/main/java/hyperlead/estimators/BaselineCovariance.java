package hyperlead.estimators;

import hyperlead.Episodes;
import hyperlead.Estimator;
import hyperlead.Hypergradient;
import hyperlead.dense.Cholesky;
import hyperlead.dense.Matrix;
import hyperlead.dense.OuterSum;
import hyperlead.linearquadratic.LinearQuadraticEpisode;
import hyperlead.linearquadratic.critics.Features;
import hyperlead.linearquadratic.critics.QuadraticFeatures;
import hyperlead.scores.TransitionTerm;
import hyperlead.validation.Require;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * BC-HG with a fitted baseline for ∇Q_F, which leaves the covariance but not the noise of its
 * means:
 *
 * <pre>
 * guidance = Σ_t w_t ( I_t − b(s_t) ),   w_t = γ_L^t A_L(x_t,u_t) / τ,   E_π[w_t | s_t] = 0
 * b(s) = ψ(s)ᵀΘ,   ψ(s) = E_π[φ | s],   Θ minimises Σ_t γ_L^t | I_t − ψ_tᵀΘ |²
 * c_t = γ_L^t ( A_L(x_t,u_t)/τ − ψ_tᵀβ ),   β minimises Σ_t γ_L^t ( A_L/τ − ψ_tᵀβ )²
 * </pre>
 *
 * <p>Any baseline that depends on s_t alone leaves the expectation as it is. The last line is the
 * first with the sums exchanged: the same fit is taken from the credits instead of the gradients,
 * so that neither Θ nor any gradient is stored. With quadratic features b can be ∇V_F itself. Bias:
 * of order features over steps, because the fit uses the very steps that it is subtracted from.
 * Needs episodes, the observed response and its values V_F, and a critic. Cost O(steps · k² + k³).
 */
public final class BaselineCovariance implements Estimator<LinearQuadraticEpisode> {
  private final TransitionTerm<LinearQuadraticEpisode> term;
  private final Features features;
  private final double ridge;
  private final OuterSum squares;
  private final double[] fit;
  private double[] credits = {};
  private int cursor;

  /**
   * BC-HG with a baseline on features.
   *
   * @param term how transitions enter, with the critic that learns from every round first
   * @param features φ of what the follower sees, such as {@link QuadraticFeatures#ofSeen}; a copy
   *     is used
   * @param ridge in (0, 1], share of each feature's sum of squares that is added to the diagonal
   * @throws IllegalArgumentException if the ridge is out of range
   */
  public BaselineCovariance(
      TransitionTerm<LinearQuadraticEpisode> term, Features features, double ridge) {
    this.term = term;
    this.features = features.fresh();
    this.ridge = Require.probability("ridge", Require.positive("ridge", ridge));
    squares = new OuterSum(features.size(), features.size());
    fit = new double[features.size()];
  }

  @Override
  public Hypergradient estimate(
      double[] theta, Episodes<? extends LinearQuadraticEpisode> episodes) {
    term.critic().observe(episodes);
    features.follow(episodes.list().get(0).response());
    fitCredits(episodes);
    cursor = 0;
    // Credits are asked for once a step, in the order of the steps.
    return CreditRule.estimate(
        episodes,
        term,
        (episode, t, discount) -> discount * (credits[cursor++] - fitted(episode, t)));
  }

  private void fitCredits(Episodes<? extends LinearQuadraticEpisode> episodes) {
    squares.clear();
    Arrays.fill(fit, 0);
    credits = credits.length < episodes.steps() ? new double[episodes.steps()] : credits;
    cursor = 0;
    for (LinearQuadraticEpisode episode : episodes.list()) {
      double discount = 1;
      for (int t = 0; t < episode.length(); t++) {
        double credit = term.critic().advantage(episode, t) / episodes.problem().temperature();
        credits[cursor++] = credit;
        features.fillExpected(episode.path(), episode.row(t), squares.right());
        addSample(discount, credit);
        discount *= episodes.problem().leaderDiscount();
      }
    }
    Matrix sum = squares.sum();
    int size = fit.length;
    for (int i = 0; i < size; i++) {
      double diagonal = sum.entries()[i * size + i];
      sum.entries()[i * size + i] += diagonal == 0 ? 1 : ridge * diagonal;
    }
    Cholesky.of("squares of the baseline's features", sum).solve(fit);
  }

  private void addSample(double weight, double credit) {
    double[] now = squares.right();
    double[] weighted = squares.left();
    for (int i = 0; i < now.length; i++) {
      weighted[i] = weight * now[i];
      fit[i] += weighted[i] * credit;
    }
    squares.push();
  }

  /** ψ_tᵀβ. */
  private double fitted(LinearQuadraticEpisode episode, int t) {
    return features.expectedValue(fit, episode.path(), episode.row(t));
  }

  @Override
  public BaselineCovariance fresh(RandomGenerator random) {
    return new BaselineCovariance(term.fresh(random), features, ridge);
  }

  @Override
  public String toString() {
    return "BaselineCovariance(" + term + "; " + features + ")";
  }
}
