package hyperlead;

import java.util.random.RandomGenerator;

/**
 * A way to the hypergradient. What a method may see stands in its constructor: episodes only, a
 * follower to ask again, or a model.
 *
 * @param <E> the episodes that it can use
 */
public interface Estimator<E extends Episode> {
  /**
   * Estimates ∇J(θ).
   *
   * @param theta the leader's parameters, length d
   * @param episodes a round of episodes under θ
   * @return the estimate, its direct and guidance terms of length d
   */
  Hypergradient estimate(double[] theta, Episodes<? extends E> episodes);

  /**
   * The same method with nothing learned yet.
   *
   * @param random source of its own chance, if it has any
   * @return an estimator with the same settings, for another run or thread
   */
  Estimator<E> fresh(RandomGenerator random);
}
