package hyperlead;

import hyperlead.algebra.Learner;
import java.util.List;
import java.util.function.Supplier;

/** An estimator of the hypergradient at work: what it has learned it keeps from round to round. */
@FunctionalInterface
public interface Estimator<E extends Episode> extends Learner {
  /**
   * Estimates ∇J(θ).
   *
   * @param theta the leader's parameters, length d
   * @param round episodes under θ
   * @return the estimate, its direct and guidance terms of length d
   */
  Hypergradient estimate(double[] theta, Episodes<E> round);

  /**
   * {@return an estimate of someone's own estimator, checked}
   *
   * @param when it was made, for the message
   * @throws IllegalArgumentException if there is none, or its length is another than θ's
   */
  static Hypergradient checked(
      Object estimator, Hypergradient estimate, int parameters, Supplier<String> when) {
    if (estimate != null && estimate.dimension() == parameters) {
      return estimate;
    }
    throw new IllegalArgumentException(
        "%s must return a hypergradient of length %s, but in %s it returned %s"
            .formatted(
                estimator.toString().replaceAll("\\$\\$Lambda.*", "'s lambda"),
                parameters,
                when.get(),
                estimate == null ? "null" : "one of length " + estimate.dimension()));
  }

  /**
   * {@return an estimator that does this work, and says of what kind it is}
   *
   * @param parts what the work remembers: arrays, followers, critics, estimators, lists of those
   */
  static <E extends Episode> Estimator<E> of(
      Kind<E> kind, LeaderProblem<E> problem, Estimator<E> work, Object... parts) {
    class Work extends Worker<LeaderProblem<E>> implements Estimator<E> {
      Work(LeaderProblem<E> problem) {
        super(kind, problem);
        remember(List.of(parts));
      }

      @Override
      public Hypergradient estimate(double[] theta, Episodes<E> round) {
        return work.estimate(theta, round);
      }
    }
    return new Work(problem);
  }

  /** A kind of estimator: how it makes an estimate of a round. */
  interface Kind<E extends Episode> extends hyperlead.Kind<E, Estimator<E>> {}
}
