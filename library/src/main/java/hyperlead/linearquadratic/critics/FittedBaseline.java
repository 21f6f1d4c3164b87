package hyperlead.linearquadratic.critics;

import hyperlead.BaselineFeatures;
import hyperlead.Credits;
import hyperlead.Episodes;
import hyperlead.dense.Cholesky;
import hyperlead.dense.Matrix;
import hyperlead.dense.OuterSum;
import hyperlead.linearquadratic.LinearQuadraticEpisode;
import java.util.IdentityHashMap;

/** The fit of {@link BaselineFeatures#residuals}. Cost O(steps · k² + k³). */
final class FittedBaseline {
  private final Features features;
  private final double ridge;
  private final OuterSum squares;
  private final double[] fit;

  FittedBaseline(Features features, double ridge) {
    this.features = features;
    this.ridge = ridge;
    squares = new OuterSum(features.size(), features.size());
    fit = new double[features.size()];
  }

  Credits<LinearQuadraticEpisode> residuals(
      Episodes<LinearQuadraticEpisode> round, Credits<LinearQuadraticEpisode> numbers) {
    features.follow(round.list().get(0).response());
    double leaderDiscount = round.problem().leaderDiscount();
    IdentityHashMap<LinearQuadraticEpisode, double[]> known = new IdentityHashMap<>();
    for (LinearQuadraticEpisode episode : round.list()) {
      double[] own = numbers.credits(episode);
      known.put(episode, own);
      double discount = 1;
      for (int t = 0; t < own.length; t++) {
        features.fillExpected(episode.path(), episode.row(t), squares.right());
        add(discount, own[t]);
        discount *= leaderDiscount;
      }
    }
    solve();
    return episode -> residuals(episode, known.get(episode), leaderDiscount);
  }

  private void add(double weight, double number) {
    double[] now = squares.right();
    double[] weighted = squares.left();
    for (int i = 0; i < now.length; i++) {
      weighted[i] = weight * now[i];
      fit[i] += weighted[i] * number;
    }
    squares.push();
  }

  private void solve() {
    Matrix sum = squares.sum();
    int size = fit.length;
    for (int i = 0; i < size; i++) {
      double diagonal = sum.entries()[i * size + i];
      sum.entries()[i * size + i] += diagonal == 0 ? 1 : ridge * diagonal;
    }
    Cholesky.of("squares of the baseline's features", sum).solve(fit);
  }

  private double[] residuals(
      LinearQuadraticEpisode episode, double[] numbers, double leaderDiscount) {
    double[] credits = new double[numbers.length];
    double discount = 1;
    for (int t = 0; t < credits.length; t++) {
      double fitted = features.expectedValue(fit, episode.path(), episode.row(t));
      credits[t] = discount * (numbers[t] - fitted);
      discount *= leaderDiscount;
    }
    return credits;
  }
}
