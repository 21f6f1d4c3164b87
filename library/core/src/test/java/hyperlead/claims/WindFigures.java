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
import hyperlead.estimators.BoltzmannCovariance;
import hyperlead.estimators.NaivePolicyGradient;
import hyperlead.experiments.Specification;
import hyperlead.experiments.Sweep;
import hyperlead.followers.SoftActorCritic;
import hyperlead.neural.Sizes;
import hyperlead.parameters.Adam;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Leaders that blow at the pole of GuidedCartPole v1, of which they want the cart in (.25, .75): by
 * the naive policy gradient at wind 1, and beside BC-HG at 0.6, where the follower is stronger.
 *
 * <pre>
 * mvn -q test-compile
 * cd library/core
 * java -cp 'target/test-classes:target/classes:target/lib/*' hyperlead.claims.WindFigures \
 *     cart-wind.csv 1 naive 101-110
 * … cart-weak-wind.csv 0.6 naive 101-120
 * … cart-weak-wind-guided.csv 0.6 BC-HG 101-110
 * </pre>
 *
 * <p>File in datasets/results, wind, methods and seeds. What stands in the file is not run again. A
 * run is 135 updates from 1,000 steps each, with 10,000 steps of the follower before the first and
 * 400 before each later one: 198,600 steps of the cart. Then a follower that knows nothing learns
 * for 20,000 steps below the last leader, which blows without noise, and stands 50 episodes: their
 * mean undiscounted return is {@code return}, of at most 200.
 */
public final class WindFigures {
  private static final int UPDATES = 135;
  private static final int FIRST = 10_000;
  private static final double TAU = 0.005;

  /** σ of the leader's action while it learns, before the action is cut to ±1. */
  private static final double NOISE = 1;

  private static final double[] SEEN = {1, 1, 2, 0.3, 3};
  private static final double[] STEP = {1, 1, 2, 0.3, 3, 3};

  private WindFigures() {}

  private static ContinuousProblem problem(double wind, double noise) {
    GuidedCartPole cart = GuidedCartPole.v1().withWind(wind);
    ContinuousProblem usual = ContinuousProblem.wind("GuidedCartPole v1, w = " + wind, cart, TAU);
    return new ContinuousProblem(
        usual.setting().withDiscounts(0.99, 0.98),
        cart,
        new LinearWind(cart, noise),
        usual.parameterization(),
        usual.spread());
  }

  private static Map<String, Estimator.Kind<ContinuousEpisode>> methods() {
    ContinuousCritic critic =
        new ContinuousCritic(FeatureCritic.returns(FourierFeatures.of(80, 1, STEP), 1e-4));
    BaselineFeatures<ContinuousEpisode> baseline = FourierFeatures.of(60, 2, SEEN).onMachines();
    Map<String, Estimator.Kind<ContinuousEpisode>> methods = new LinkedHashMap<>();
    methods.put("naive", new NaivePolicyGradient<>(critic));
    methods.put("BC-HG", new BoltzmannCovariance<>(critic).fitted(baseline, 1e-3, 1));
    return methods;
  }

  private static LeaderTraining<ContinuousEpisode> training(
      double wind, Estimator.Kind<ContinuousEpisode> method) {
    Sizes sizes = new Sizes(32, 64, 2e-3, 0.05);
    return LeaderTraining.of(
            problem(wind, NOISE), SoftActorCritic.of(FIRST, 400).with(sizes), method)
        .withOptimizer(Adam.of(0.12).withDecays(0.8, 0.99).decayingOver(UPDATES))
        .withUpdates(UPDATES)
        .withSamples(1000)
        .withLogEvery(5);
  }

  /** The mean undiscounted return of the last θ, without noise, below a new follower. */
  private static double judged(double wind, Run run) {
    ContinuousProblem still = problem(wind, 1e-9);
    ContinuousResponse answer =
        (ContinuousResponse)
            SoftActorCritic.of(20_000, 1)
                .on(problem(wind, NOISE), new SplittableRandom(run.seed()))
                .respond(run.theta());
    return new ContinuousResponse(still, run.theta(), answer.policy(), Double.NaN)
        .play(Budget.episodes(50), new SplittableRandom(run.seed() + 1)).list().stream()
            .mapToDouble(e -> IntStream.range(0, e.length()).mapToDouble(e::leaderReward).sum())
            .average()
            .orElseThrow();
  }

  static Sweep of(double wind, List<String> names, long... seeds) {
    List<Specification> grid = new ArrayList<>();
    for (String name : names) {
      LeaderTraining<ContinuousEpisode> training = training(wind, methods().get(name));
      for (long seed : seeds) {
        grid.add(Specification.of(name, training, seed));
      }
    }
    return Sweep.of(grid).withMeasure("return", run -> judged(wind, run));
  }

  /** File, wind, methods and seeds. */
  public static void main(String[] arguments) {
    String[] ends = arguments[3].split("-", -1);
    long[] seeds =
        LongStream.rangeClosed(Long.parseLong(ends[0]), Long.parseLong(ends[1])).toArray();
    of(Double.parseDouble(arguments[1]), List.of(arguments[2].split(",", -1)), seeds)
        .withThreads(1)
        .withListener((done, all, status) -> System.out.println(done + "/" + all + " " + status))
        .run(Claims.FILE.resolveSibling(arguments[0]));
  }
}
