package hyperlead.critics;

import hyperlead.BaselineFeatures;
import hyperlead.Credits;
import hyperlead.Episodes;
import hyperlead.algebra.CrossFit;
import hyperlead.algebra.Matrix;
import hyperlead.linear.LinearQuadraticEpisode;
import hyperlead.linear.LinearQuadraticProblem;
import hyperlead.linear.LinearQuadraticResponse;
import java.util.Arrays;
import java.util.IdentityHashMap;

/**
 * Features φ(v) of a step v = (a, x, u), with their expectations under the follower's policy.
 *
 * <p>A step is a row of an episode's path, a then x then u. Hold the policy of one response at a
 * time. A kind of its own says what φ is, what it becomes under Gaussian noise, and its slope; the
 * rest is written here.
 */
public abstract class Features {
  private final int size;
  private final double[] now;
  private final double[] mean;
  private final double[] gradient;
  private FollowedStep step;

  /** k features, of steps of p + n + m entries, that follow no response yet. */
  protected Features(int size, int width) {
    this.size = size;
    now = new double[size];
    mean = new double[width];
    gradient = new double[width];
  }

  /** Fills φ(v), length k, where v stands in an array from an index on. */
  public abstract void fill(double[] rows, int from, double[] out);

  /**
   * Takes z in {@link #fillSmoothed} and {@link #addSmoothedGradient} from N(0, covariance) from
   * now on, as long as v.
   */
  protected abstract void smooth(Matrix covariance);

  /** Fills E[φ(v + z)], length k. */
  protected abstract void fillSmoothed(double[] v, double[] out);

  /** Adds the gradient of {@code weightsᵀ E[φ(v + z)]} with respect to v into g. */
  protected abstract void addSmoothedGradient(double[] weights, double[] v, double[] g);

  /** {@return whether they are polynomials of degree two at most} */
  public abstract boolean areQuadratic();

  /** {@return whether they depend on u} Those that do not are what they are expected to be. */
  protected boolean haveActions() {
    return true;
  }

  /** {@return the number k of features} */
  public final int size() {
    return size;
  }

  /** Takes expectations under this response, the follower's policy, from now on. */
  public final void follow(LinearQuadraticResponse response) {
    step = new FollowedStep(response);
    smooth(step.spread());
  }

  /**
   * Fills E_{u~π(·|a,x)}[φ(a, x, u)], length k; a, x and anything for u stand in an array from an
   * index on.
   */
  public final void fillExpected(double[] rows, int from, double[] out) {
    if (haveActions()) {
      step.fillMean(rows, from, mean);
      fillSmoothed(mean, out);
    } else {
      fill(rows, from, out);
    }
  }

  /** {@return weightsᵀφ(a, x, u), where the step stands in an array from an index on} */
  public double value(double[] weights, double[] rows, int from) {
    fill(rows, from, now);
    return dot(weights, now);
  }

  /**
   * {@return weightsᵀE_{u~π(·|a,x)}[φ(a, x, u)]; a, x and anything for u stand in an array from an
   * index on}
   */
  public final double expectedValue(double[] weights, double[] rows, int from) {
    if (!haveActions()) {
      return value(weights, rows, from);
    }
    step.fillMean(rows, from, mean);
    return smoothedValue(weights, mean);
  }

  /** {@return weightsᵀE[φ(v + z)]} */
  protected double smoothedValue(double[] weights, double[] v) {
    fillSmoothed(v, now);
    return dot(weights, now);
  }

  private static double dot(double[] weights, double[] features) {
    double sum = 0;
    for (int i = 0; i < features.length; i++) {
      sum += weights[i] * features[i];
    }
    return sum;
  }

  /** ∂/∂(a, x) of expected values, see {@link DifferentiableCritic#addValueGradient}. */
  final void addExpectedGradient(
      double[] weights, double[] rows, int from, double factor, double[] out) {
    step.fillMean(rows, from, mean);
    Arrays.fill(gradient, 0);
    addSmoothedGradient(weights, mean, gradient);
    step.addPulledBack(factor, gradient, out);
  }

  @Override
  public final String toString() {
    return size + " features of steps of " + mean.length + " entries";
  }

  /**
   * A kind of features, without a policy that they follow; a baseline can be fitted on them.
   * Immutable.
   */
  public interface Kind extends BaselineFeatures<LinearQuadraticEpisode> {
    /** {@return features of this kind that follow no response yet} */
    Features on(LinearQuadraticProblem problem);

    /** Cost O(steps · k² + folds · k³). */
    @Override
    default Credits<LinearQuadraticEpisode> residuals(
        Episodes<LinearQuadraticEpisode> round,
        Credits<LinearQuadraticEpisode> numbers,
        double ridge,
        int folds) {
      LinearQuadraticResponse response = round.list().get(0).response();
      Features features = on(response.problem());
      features.follow(response);
      CrossFit fit = new CrossFit(folds, features.size());
      double discount = round.problem().leaderDiscount();
      IdentityHashMap<LinearQuadraticEpisode, double[]> known = new IdentityHashMap<>();
      IdentityHashMap<LinearQuadraticEpisode, Integer> fold = new IdentityHashMap<>();
      for (LinearQuadraticEpisode episode : round.list()) {
        int own = fold.size() % folds;
        fold.put(episode, own);
        double[] targets = known.computeIfAbsent(episode, numbers::credits);
        double weight = 1;
        for (int t = 0; t < targets.length; t++) {
          features.fillExpected(episode.path(), episode.row(t), fit.features(own));
          fit.add(own, weight, targets[t]);
          weight *= discount;
        }
      }
      double[][] beta = fit.solve("squares of the baseline's features", ridge);
      return episode -> {
        double[] fitted = beta[fold.get(episode)];
        double[] credits = known.get(episode).clone();
        double weight = 1;
        for (int t = 0; t < credits.length; t++) {
          credits[t] -= features.expectedValue(fitted, episode.path(), episode.row(t));
          credits[t] *= weight;
          weight *= discount;
        }
        return credits;
      };
    }
  }
}
