package hyperlead.strategies;

import hyperlead.Episode;
import hyperlead.Episodes;
import hyperlead.Estimator;
import hyperlead.Hypergradient;
import hyperlead.validation.Require;
import java.util.random.RandomGenerator;

/**
 * Explore, then commit: a noisy estimator for the first updates, a quiet one from then on.
 *
 * <p>On a plateau the exact hypergradient is nearly zero and a quiet estimator stays. The errors of
 * a critic that is still learning, times 1/τ, are a search: BC-HG leaves the plateau on them, and
 * they are what keeps its last iterates from the optimum. Both estimators see every round until the
 * second commits, so it has learned from the exploration. What it needs is what the two need. Cost:
 * that of both while exploring. Source: the name is that of bandit algorithms (Lattimore and
 * Szepesvári, Bandit Algorithms, 2020, ch. 6).
 *
 * @param <E> the episodes that both can use
 */
public final class ExploreThenCommit<E extends Episode> implements Estimator<E> {
  private final Estimator<? super E> exploring;
  private final Estimator<? super E> committed;
  private final int updates;
  private int done;

  /**
   * Explores for so many updates.
   *
   * @param exploring estimates the first updates, such as BC-HG with a learning critic
   * @param committed estimates the rest, such as the certainty-equivalent hypergradient
   * @param updates of exploration, &gt; 0
   * @throws IllegalArgumentException if updates is not positive
   */
  public ExploreThenCommit(
      Estimator<? super E> exploring, Estimator<? super E> committed, int updates) {
    this.exploring = exploring;
    this.committed = committed;
    this.updates = Require.positive("updates", updates);
  }

  @Override
  public Hypergradient estimate(double[] theta, Episodes<? extends E> episodes) {
    Hypergradient quiet = committed.estimate(theta, episodes);
    return done++ < updates ? exploring.estimate(theta, episodes) : quiet;
  }

  @Override
  public ExploreThenCommit<E> fresh(RandomGenerator random) {
    return new ExploreThenCommit<>(exploring.fresh(random), committed.fresh(random), updates);
  }

  @Override
  public String toString() {
    return "%s for %s updates, then %s".formatted(exploring, updates, committed);
  }
}
