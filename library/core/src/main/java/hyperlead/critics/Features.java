package hyperlead.critics;

import hyperlead.BaselineFeatures;
import hyperlead.Credits;
import hyperlead.Episodes;
import hyperlead.StepEpisode;
import hyperlead.StepLaw;
import hyperlead.StepProblem;
import hyperlead.algebra.CrossFit;
import hyperlead.algebra.Matrix;
import hyperlead.continuous.ContinuousEpisode;
import hyperlead.linear.FollowedStep;
import hyperlead.linear.LinearQuadraticEpisode;
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
  private final double[] node;
  private StepLaw law;

  /** k features, of steps of p + n + m entries, that follow no response yet. */
  protected Features(int size, int width) {
    this.size = size;
    now = new double[size];
    node = new double[size];
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
  public boolean haveActions() {
    return true;
  }

  /** {@return the number k of features} */
  public final int size() {
    return size;
  }

  /** Takes expectations under this response, the follower's policy, from now on. */
  public final void follow(LinearQuadraticResponse response) {
    follow(new FollowedStep(response));
  }

  /** Takes expectations under a follower's policy from now on. */
  public final void follow(StepLaw policy) {
    law = policy;
    smooth(law.spread());
  }

  /**
   * Fills E_{u~π(·|a,x)}[φ(a, x, u)], length k; a, x and anything for u stand in an array from an
   * index on.
   */
  public final void fillExpected(double[] rows, int from, double[] out) {
    if (!haveActions()) {
      fill(rows, from, out);
      return;
    }
    double weight = law.fillNode(0, rows, from, mean);
    fillSmoothed(mean, out);
    for (int k = 1; k < law.nodes(); k++) {
      for (int i = 0; k == 1 && i < size; i++) {
        out[i] *= weight;
      }
      double share = law.fillNode(k, rows, from, mean);
      fillSmoothed(mean, node);
      for (int i = 0; i < size; i++) {
        out[i] += share * node[i];
      }
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
    double share = law.fillNode(0, rows, from, mean);
    double value = share * smoothedValue(weights, mean);
    for (int k = 1; k < law.nodes(); k++) {
      share = law.fillNode(k, rows, from, mean);
      value += share * smoothedValue(weights, mean);
    }
    return value;
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
    for (int k = 0; k < law.nodes(); k++) {
      double share = law.fillNode(k, rows, from, mean);
      Arrays.fill(gradient, 0);
      addSmoothedGradient(weights, mean, gradient);
      law.addPulledBack(factor * share, gradient, out);
    }
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
    Features on(StepProblem<?> problem);

    /** Cost O(steps · k² + folds · k³). */
    @Override
    default Credits<LinearQuadraticEpisode> residuals(
        Episodes<LinearQuadraticEpisode> round,
        Credits<LinearQuadraticEpisode> numbers,
        double ridge,
        int folds) {
      Features features = on(round.list().get(0).response().problem());
      return features.baseline(round, numbers, ridge, folds);
    }

    /** {@return the same for a baseline on machines} */
    default BaselineFeatures<ContinuousEpisode> onMachines() {
      return new OnMachines(this);
    }
  }

  private record OnMachines(Kind features) implements BaselineFeatures<ContinuousEpisode> {
    @Override
    public Credits<ContinuousEpisode> residuals(
        Episodes<ContinuousEpisode> round,
        Credits<ContinuousEpisode> numbers,
        double ridge,
        int folds) {
      Features fitted = features.on(round.list().get(0).response().problem());
      return fitted.baseline(round, numbers, ridge, folds);
    }

    @Override
    public String toString() {
      return features.toString();
    }
  }

  /** See {@link BaselineFeatures#residuals}. */
  final <E extends StepEpisode> Credits<E> baseline(
      Episodes<E> round, Credits<E> numbers, double ridge, int folds) {
    follow(round.list().get(0).law());
    CrossFit fit = new CrossFit(folds, size);
    double discount = round.problem().leaderDiscount();
    IdentityHashMap<E, double[]> known = new IdentityHashMap<>();
    IdentityHashMap<E, Integer> fold = new IdentityHashMap<>();
    for (E episode : round.list()) {
      int own = fold.size() % folds;
      fold.put(episode, own);
      double[] targets = known.computeIfAbsent(episode, numbers::credits);
      double weight = 1;
      for (int t = 0; t < targets.length; t++) {
        fillExpected(episode.path(), episode.row(t), fit.features(own));
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
        credits[t] -= expectedValue(fitted, episode.path(), episode.row(t));
        credits[t] *= weight;
        weight *= discount;
      }
      return credits;
    };
  }
}
