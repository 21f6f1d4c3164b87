package hyperlead.claims;

import hyperlead.BaselineFeatures;
import hyperlead.Budget;
import hyperlead.Estimator;
import hyperlead.LeaderTraining;
import hyperlead.Run;
import hyperlead.continuous.ContinuousEpisode;
import hyperlead.continuous.ContinuousProblem;
import hyperlead.continuous.ContinuousResponse;
import hyperlead.continuous.LinearWind;
import hyperlead.critics.ContinuousCritic;
import hyperlead.critics.FeatureCritic;
import hyperlead.critics.FourierFeatures;
import hyperlead.environments.GuidedCartPole;
import hyperlead.environments.GuidedPendulum;
import hyperlead.estimators.BoltzmannCovariance;
import hyperlead.estimators.NaivePolicyGradient;
import hyperlead.experiments.Specification;
import hyperlead.experiments.Sweep;
import hyperlead.followers.SoftActorCritic;
import hyperlead.neural.Sizes;
import hyperlead.parameters.Adam;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Leaders that blow, by the naive policy gradient and by BC-HG: at the pole of GuidedCartPole v1,
 * of which they want the cart in (.25, .75), and at the GuidedPendulum, whose motor is 3/w times as
 * strong as the wind. The follower of the cart has τ = 0.005 and γ_F = 0.99 or, warm, 1 and 0.95:
 * what BC-HG divides by τ are V_F's errors too.
 *
 * <pre>
 * mvn -q test-compile
 * cd library/core
 * java -cp 'target/test-classes:target/classes:target/lib/*' hyperlead.claims.WindFigures \
 *     cart-wind.csv cart 1 naive 101-140
 * … cart-weak-wind.csv cart 0.6 naive,BC-HG 101-140
 * … cart-warm-wind.csv warm-cart 0.3 naive,BC-HG 101-140
 * … pendulum-wind.csv pendulum 2 naive,BC-HG 101-140
 * … pendulum-weak-wind.csv pendulum 1 naive,BC-HG 101-140
 * </pre>
 *
 * <p>File in datasets/results, machine, wind, methods and seeds. What stands in the file is not run
 * again. The follower makes 10,000 steps before the first update, and 400 before each later one.
 * Then a follower that knows nothing learns for 20,000 steps below the last leader, and {@code
 * return} is the mean of what the leader gets: on the cart its undiscounted return of 50 episodes,
 * of at most 200, in which it blows without noise; on the pendulum its J of 2,000 episodes.
 */
public final class WindFigures {
  private static final int FIRST = 10_000;

  /**
   * A machine, how it is learned on, and what the last leader is judged by.
   *
   * @param waves of the critic
   * @param seen waves of the baseline
   */
  private record Case(
      ContinuousProblem problem,
      int updates,
      int samples,
      FourierFeatures waves,
      double ridge,
      FourierFeatures seen) {
    static Case of(String machine, double wind) {
      return switch (machine) {
        case "cart" -> cart(wind, 0.005, 0.99);
        case "warm-cart" -> cart(wind, 1, 0.95);
        case "pendulum" -> pendulum(wind);
        default -> throw new IllegalArgumentException("cart, warm-cart or pendulum: " + machine);
      };
    }

    /** The leader looks at the cart alone: 198,600 steps of the machine. */
    private static Case cart(double wind, double temperature, double discount) {
      GuidedCartPole cart = GuidedCartPole.v1().withWind(wind);
      ContinuousProblem problem =
          ContinuousProblem.of(
              "GuidedCartPole v1, w = " + wind, cart, new LinearWind(cart, 1, 2), temperature);
      problem = problem.with(problem.setting().withDiscounts(discount, 0.98));
      FourierFeatures waves = FourierFeatures.of(150, 1, 1, 1, 2, 0.3, 3, 3);
      FourierFeatures seen = FourierFeatures.of(60, 2, 1, 1, 2, 0.3, 3);
      return new Case(problem, 135, 1000, waves, 1e-4, seen);
    }

    /** 153,600 steps. */
    private static Case pendulum(double wind) {
      GuidedPendulum pendulum = new GuidedPendulum(wind);
      ContinuousProblem problem =
          ContinuousProblem.of(
              "GuidedPendulum, w = " + wind, pendulum, LinearWind.of(pendulum, 0.3), 2);
      problem = problem.with(problem.setting().withDiscounts(0.97, 0.97));
      FourierFeatures waves = FourierFeatures.of(200, 1, 1, 1.2, 1.2, 6, 1.5);
      FourierFeatures seen = FourierFeatures.of(100, 2, 1, 1.2, 1.2, 6);
      return new Case(problem, 60, 2000, waves, 1e-6, seen);
    }

    Estimator.Kind<ContinuousEpisode> method(String name) {
      ContinuousCritic critic =
          new ContinuousCritic(FeatureCritic.temporalDifferences(waves, ridge));
      BaselineFeatures<ContinuousEpisode> baseline = seen.onMachines();
      return name.equals("naive")
          ? new NaivePolicyGradient<>(critic)
          : new BoltzmannCovariance<>(critic).fitted(baseline, 1e-3, 1);
    }

    LeaderTraining<ContinuousEpisode> training(String method) {
      Sizes sizes = new Sizes(32, 64, 1e-3, 0.02);
      return LeaderTraining.of(problem, SoftActorCritic.of(FIRST, 400).with(sizes), method(method))
          .withOptimizer(Adam.of(0.12).withDecays(0.8, 0.99).decayingOver(updates))
          .withUpdates(updates)
          .withSamples(samples)
          .withLogEvery(5);
    }

    /** What the last leader gets of a new follower. */
    double judged(Run run) {
      ContinuousResponse answer =
          (ContinuousResponse)
              SoftActorCritic.of(20_000, 1)
                  .on(problem, new SplittableRandom(run.seed()))
                  .respond(run.theta());
      SplittableRandom chance = new SplittableRandom(run.seed() + 1);
      if (problem.dynamics() instanceof GuidedPendulum) {
        return answer.play(Budget.episodes(2000), chance).meanReturn();
      }
      LinearWind wind = (LinearWind) problem.influence();
      LinearWind still = new LinearWind(wind.dynamics(), 1e-9, wind.entries());
      ContinuousProblem calm =
          ContinuousProblem.of(problem.name(), wind.dynamics(), still, problem.temperature());
      return new ContinuousResponse(calm, run.theta(), answer.policy(), Double.NaN)
          .play(Budget.episodes(50), chance).list().stream()
              .mapToDouble(e -> IntStream.range(0, e.length()).mapToDouble(e::leaderReward).sum())
              .average()
              .orElseThrow();
    }
  }

  private WindFigures() {}

  static Sweep of(String machine, double wind, List<String> methods, long... seeds) {
    Case learned = Case.of(machine, wind);
    List<Specification> grid = new ArrayList<>();
    for (String method : methods) {
      for (long seed : seeds) {
        grid.add(Specification.of(method, learned.training(method), seed));
      }
    }
    return Sweep.of(grid).withMeasure("return", learned::judged);
  }

  /** File, machine, wind, methods and seeds. */
  public static void main(String[] arguments) {
    String[] ends = arguments[4].split("-", -1);
    long[] seeds =
        LongStream.rangeClosed(Long.parseLong(ends[0]), Long.parseLong(ends[1])).toArray();
    List<String> methods = List.of(arguments[3].split(",", -1));
    of(arguments[1], Double.parseDouble(arguments[2]), methods, seeds)
        .withThreads(1)
        .withListener((done, all, status) -> System.out.println(done + "/" + all + " " + status))
        .run(Claims.FILE.resolveSibling(arguments[0]));
  }
}
