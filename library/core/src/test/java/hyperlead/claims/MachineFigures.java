package hyperlead.claims;

import hyperlead.BaselineFeatures;
import hyperlead.Estimator;
import hyperlead.LeaderTraining;
import hyperlead.Run;
import hyperlead.continuous.ContinuousEpisode;
import hyperlead.continuous.ContinuousProblem;
import hyperlead.critics.ContinuousCritic;
import hyperlead.critics.FeatureCritic;
import hyperlead.critics.FourierFeatures;
import hyperlead.environments.GuidedCartPole;
import hyperlead.estimators.BoltzmannCovariance;
import hyperlead.estimators.HpgdFeatures;
import hyperlead.estimators.NaivePolicyGradient;
import hyperlead.estimators.TotalDerivative;
import hyperlead.experiments.Specification;
import hyperlead.experiments.Sweep;
import hyperlead.followers.SoftActorCritic;
import hyperlead.neural.Sizes;
import hyperlead.parameters.Adam;
import hyperlead.parameters.SigmoidBox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * Learning curves of leaders of the cart, with a soft actor-critic below them that goes on learning
 * while they do: BC-HG, its rivals and the naive policy gradient, seed by seed.
 *
 * <pre>
 * mvn -q test-compile
 * cd library/core
 * java -cp 'target/test-classes:target/classes:target/lib/*' hyperlead.claims.MachineFigures \
 *     cart-leaders.csv 101-120
 * </pre>
 *
 * <p>File in datasets/results and seeds. What stands in the file is not run again. A run is 40
 * updates from 1,000 steps each, with 5,000 steps of the follower before the first and 400 before
 * each later one: 62,000 steps of the cart, some 8 s of processor time.
 */
public final class MachineFigures {
  private static final int UPDATES = 40;

  /** Updates that a number of the file is the mean of. */
  private static final int EACH = 2;

  private static final int LAST = 10;
  private static final double[] SEEN = {1, 2, 0.3, 3};
  private static final double[] STEP = {1, 2, 0.3, 3, 3};

  private MachineFigures() {}

  /** A cart that the leader wants on the right half, and may pay by place: ±0.4 a bump. */
  private static ContinuousProblem design() {
    ContinuousProblem problem =
        ContinuousProblem.design("Cart, right half", new GuidedCartPole(0, 2.4, 0), 0.2)
            .withParameterization(SigmoidBox.of(9, -0.4, 0.4));
    return problem.with(problem.setting().withDiscounts(0.95, 0.99));
  }

  /**
   * A method, and its rate of Adam. On the seeds 1 to 5 it ends at 58.3 with 0.25 and 58.8 with 0.5
   * (BC-HG), 59.2 and 59.3 (HPGD), 59.2 and 55.8 (total derivative), and lower with 0.1. The
   * rivals' features and ridges are those whose estimates at y = 0 had the largest cosine to
   * BC-HG's mean for three followers.
   */
  private record Method(Estimator.Kind<ContinuousEpisode> kind, double rate) {}

  private static Map<String, Method> methods() {
    FourierFeatures step = FourierFeatures.of(80, 1, STEP);
    FourierFeatures seen = FourierFeatures.of(60, 2, SEEN);
    ContinuousCritic critic = new ContinuousCritic(FeatureCritic.returns(step, 1e-4));
    BaselineFeatures<ContinuousEpisode> baseline = seen.onMachines();
    Map<String, Method> methods = new LinkedHashMap<>();
    methods.put(
        "BC-HG", new Method(new BoltzmannCovariance<>(critic).fitted(baseline, 1e-3, 1), 0.5));
    methods.put("naive", new Method(new NaivePolicyGradient<>(critic), 0.25));
    FourierFeatures waves = FourierFeatures.of(200, 3, STEP);
    methods.put("HPGD", new Method(new HpgdFeatures<>(critic, waves, 1e-5), 0.5));
    methods.put(
        "total derivative",
        new Method(new TotalDerivative(critic, 1e-4).fitted(baseline, 1e-3, 1), 0.25));
    return methods;
  }

  private static LeaderTraining<ContinuousEpisode> training(Method method) {
    Sizes sizes = new Sizes(32, 64, 2e-3, 0.05);
    return LeaderTraining.of(design(), SoftActorCritic.of(5000, 400).with(sizes), method.kind)
        .withOptimizer(Adam.of(method.rate).withDecays(0.8, 0.99))
        .withUpdates(UPDATES)
        .withSamples(1000)
        .withLogEvery(1);
  }

  /** The mean return, of at most 86.6, of the rounds that followed on some updates. */
  private static double mean(Run run, int after, int last) {
    return Arrays.stream(run.column("sampled return"), after + 1, last + 1).average().orElseThrow();
  }

  static Sweep of(long... seeds) {
    List<Specification> grid = new ArrayList<>();
    methods()
        .forEach(
            (name, method) -> {
              for (long seed : seeds) {
                grid.add(Specification.of(name, training(method), seed));
              }
            });
    Sweep sweep = Sweep.of(grid).withMeasure("last J", run -> mean(run, UPDATES - LAST, UPDATES));
    for (int k = EACH; k <= UPDATES; k += EACH) {
      int end = k;
      sweep = sweep.withMeasure("J " + k, run -> mean(run, end - EACH, end));
    }
    return sweep;
  }

  /** File and seeds. */
  public static void main(String[] arguments) {
    String[] ends = arguments[1].split("-", -1);
    of(LongStream.rangeClosed(Long.parseLong(ends[0]), Long.parseLong(ends[1])).toArray())
        .withThreads(1)
        .withListener((done, all, status) -> System.out.println(done + "/" + all + " " + status))
        .run(Claims.FILE.resolveSibling(arguments[0]));
  }
}
