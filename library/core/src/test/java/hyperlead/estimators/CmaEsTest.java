package hyperlead.estimators;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.Budget;
import hyperlead.Estimator;
import hyperlead.Follower;
import hyperlead.LeaderProblem;
import hyperlead.LeaderTraining;
import hyperlead.Run;
import hyperlead.environments.BilevelLqr;
import hyperlead.environments.Garnet;
import hyperlead.followers.MaxEntropyLqr;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.linear.LinearQuadraticEpisode;
import hyperlead.linear.LinearQuadraticProblem;
import hyperlead.parameters.Sgd;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularProblem;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class CmaEsTest {
  private static final LinearQuadraticProblem CART = BilevelLqr.problem();

  /** Counts how often it is asked. */
  private record Counting(AtomicInteger asked) implements Follower.Kind<LinearQuadraticEpisode> {
    @Override
    public Follower<LinearQuadraticEpisode> on(
        LeaderProblem<LinearQuadraticEpisode> problem, RandomGenerator random) {
      Follower<LinearQuadraticEpisode> optimal = new MaxEntropyLqr().on(problem, random);
      return theta -> {
        asked.incrementAndGet();
        return optimal.respond(theta);
      };
    }
  }

  private static CmaEs<LinearQuadraticEpisode> search(AtomicInteger asked, int evaluations) {
    return new CmaEs<>(new Counting(asked), 1, evaluations, Budget.episodes(1));
  }

  private static double[] step(Estimator.Kind<LinearQuadraticEpisode> search, double[] theta) {
    return search
        .on(CART, new SplittableRandom(5))
        .estimate(
            theta,
            new MaxEntropyLqr()
                .on(CART)
                .respond(theta)
                .play(Budget.episodes(1), new SplittableRandom(6)))
        .total();
  }

  @Test
  void asksAsOftenAsItMay() {
    for (int evaluations : new int[] {1, 7, 100}) {
      AtomicInteger asked = new AtomicInteger();
      double[] step = step(search(asked, evaluations), new double[] {-1, -2});
      assertEquals(evaluations, asked.get());
      assertArrayEquals(
          step, step(search(new AtomicInteger(), evaluations), new double[] {-1, -2}));
    }
    assertArrayEquals(
        new double[2], step(search(new AtomicInteger(), 1), new double[] {-1, -2}), "θ alone");
  }

  /** From a start at which J is 0.00 to near the best known value, 11.309. */
  @Test
  void findsTheRidgeOfBilevelLqr() {
    Run run =
        LeaderTraining.of(
                CART,
                new MaxEntropyLqr(),
                new CmaEs<>(new MaxEntropyLqr(), 1, 500, Budget.episodes(4)))
            .withOptimizer(Sgd.of(1))
            .withUpdates(1)
            .run(1);
    assertTrue(run.column("objective")[0] < 0.1, "start " + run.column("objective")[0]);
    assertTrue(run.objective() > 11, "J " + run.objective());
  }

  /** J of one state, (v − θ²/2) / (1 − 0.95 · 0.9), is best at θ = 0. */
  @Test
  void searchesOneParameter() {
    TabularProblem one = Garnet.problem(1, 2, 1, 0.5, 1);
    LeaderTraining<TabularEpisode> training =
        LeaderTraining.of(
                one,
                new SoftPolicyIteration(),
                new CmaEs<>(new SoftPolicyIteration(), 1, 200, Budget.episodes(5)))
            .withOptimizer(Sgd.of(1))
            .withUpdates(1);
    assertEquals(0, training.run(1).theta()[0], 1e-4);
  }

  @Test
  void refusesNumbersOutOfRange() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new CmaEs<>(new MaxEntropyLqr(), 0, 10, Budget.episodes(1)));
    assertThrows(
        IllegalArgumentException.class,
        () -> new CmaEs<>(new MaxEntropyLqr(), 1, 0, Budget.episodes(1)));
  }
}
