package hyperlead.estimators;

import hyperlead.Episode;
import hyperlead.Estimator;
import hyperlead.Hypergradient;
import hyperlead.LeaderProblem;
import hyperlead.algebra.Require;
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
 * @param exploring estimates the first updates, such as BC-HG with a learning critic
 * @param committed estimates the rest, such as the certainty-equivalent hypergradient
 * @param updates of exploration, &gt; 0
 */
public record ExploreThenCommit<E extends Episode>(
    Estimator.Kind<E> exploring, Estimator.Kind<E> committed, int updates)
    implements Estimator.Kind<E> {

  public ExploreThenCommit {
    Require.positive("updates", updates);
  }

  @Override
  public Estimator<E> on(LeaderProblem<E> problem, RandomGenerator random) {
    Estimator<E> noisy = exploring.on(problem, random);
    Estimator<E> quiet = committed.on(problem, random);
    double[] done = {0};
    Estimator<E> work =
        (theta, round) -> {
          Hypergradient committing = quiet.estimate(theta, round);
          return done[0]++ < updates ? noisy.estimate(theta, round) : committing;
        };
    return Estimator.of(this, problem, work, noisy.memory(), quiet, done);
  }

  @Override
  public String toString() {
    return "%s for %s updates, then %s".formatted(exploring, updates, committed);
  }
}
