package hyperlead;

import hyperlead.algebra.Text;
import hyperlead.continuous.ContinuousProblem;
import hyperlead.environments.GuidedCartPole;
import hyperlead.followers.SoftActorCritic;
import hyperlead.neural.Sizes;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;

/**
 * A soft actor-critic of a width, alone on the cart-pole: {@code ActorCriticRace WIDTH BATCH STEPS
 * SEEDS} prints updates a second of processor time and steps of 200 after each training;
 * python/actor_critic.sh runs it beside PyTorch.
 */
final class ActorCriticRace {
  private static final double TAU = 0.005;

  private ActorCriticRace() {}

  public static void main(String[] args) {
    Sizes sizes = new Sizes(Integer.parseInt(args[0]), Integer.parseInt(args[1]), 1e-3, 5e-3);
    ActorCriticBenchmark updates = new ActorCriticBenchmark();
    updates.width = sizes.width();
    updates.size = sizes.batch();
    updates.fill();
    double best = Double.POSITIVE_INFINITY;
    for (int round = 0; round < 10; round++) {
      double begin = now();
      for (int i = 0; i < 40; i++) {
        double unused = updates.update();
      }
      best = Math.min(best, (now() - begin) / 40);
    }
    System.out.println(
        Text.of(
            "Hyperlead, %s: %.0f us an update, %.0f updates a second",
            sizes, 1e6 * best, 1 / best));
    for (int seed = 1; seed <= Integer.parseInt(args[3]); seed++) {
      train(sizes, Integer.parseInt(args[2]), seed);
    }
  }

  private static void train(Sizes sizes, int steps, int seed) {
    GuidedCartPole cart = GuidedCartPole.v1().withWind(0);
    ContinuousProblem problem = ContinuousProblem.design("CartPole", cart, TAU);
    double begin = now();
    Response<?> answer =
        SoftActorCritic.of(steps, 1)
            .with(sizes)
            .on(problem, new SplittableRandom(seed))
            .respond(new double[cart.features()]);
    double seconds = now() - begin;
    double reached = answer.play(Budget.episodes(20), new SplittableRandom(seed)).steps() / 20.0;
    System.out.println(
        Text.of("  seed %d: %d steps in %.1f s, then %.1f of 200", seed, steps, seconds, reached));
  }

  private static double now() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
  }
}
