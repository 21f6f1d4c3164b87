package hyperlead.claims;

import hyperlead.Estimator;
import hyperlead.LeaderTraining;
import hyperlead.Run;
import hyperlead.algebra.Text;
import hyperlead.continuous.ContinuousEpisode;
import hyperlead.continuous.ContinuousProblem;
import hyperlead.critics.ContinuousCritic;
import hyperlead.critics.FeatureCritic;
import hyperlead.critics.FourierFeatures;
import hyperlead.environments.GuidedCartPole;
import hyperlead.estimators.BoltzmannCovariance;
import hyperlead.estimators.NaivePolicyGradient;
import hyperlead.followers.SoftActorCritic;
import hyperlead.neural.Sizes;
import hyperlead.parameters.Adam;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/**
 * Leaders of a cart with a soft actor-critic below them: {@code MachineFigures design FIRST LAST}
 * or {@code MachineFigures WIND FIRST LAST}, with the seeds of a row each. A row is the mean of the
 * discounted return, of at most 86.6, over the last ten updates. Some 21 s of processor a run.
 */
public final class MachineFigures {
  private static final int UPDATES = 40;
  private static final int LAST = 10;

  private MachineFigures() {}

  /** Prints BC-HG and naive, seed by seed. */
  public static void main(String[] args) {
    boolean designs = args[0].equals("design");
    GuidedCartPole cart = GuidedCartPole.v1().withWind(designs ? 0 : Double.parseDouble(args[0]));
    ContinuousProblem problem =
        designs
            ? ContinuousProblem.design("ShapedCartPole", cart, 0.1)
            : ContinuousProblem.wind("GuidedCartPole", cart, 0.1);
    double[] step = {0.7, 1.5, 0.25, 2, 3};
    double[] widths =
        designs ? step : DoubleStream.concat(DoubleStream.of(1), DoubleStream.of(step)).toArray();
    FeatureCritic fit = FeatureCritic.returns(FourierFeatures.of(100, 1, widths), 1e-4);
    ContinuousCritic critic = new ContinuousCritic(fit);
    List<Estimator.Kind<ContinuousEpisode>> methods =
        List.of(new BoltzmannCovariance<>(critic).centred(), new NaivePolicyGradient<>(critic));
    for (long seed :
        LongStream.rangeClosed(Long.parseLong(args[1]), Long.parseLong(args[2])).toArray()) {
      for (Estimator.Kind<ContinuousEpisode> method : methods) {
        System.out.println(
            Text.of("%s, %s, seed %d: %.2f", args[0], method, seed, last(problem, method, seed)));
      }
    }
  }

  private static double last(
      ContinuousProblem problem, Estimator.Kind<ContinuousEpisode> method, long seed) {
    Sizes sizes = new Sizes(64, 64, 1e-3, 0.01);
    Run run =
        LeaderTraining.of(
                problem, new SoftActorCritic(sizes, Double.NaN, 8000, 400, 2, 50_000), method)
            .withOptimizer(Adam.of(0.03).withDecays(0.8, 0.99))
            .withUpdates(UPDATES)
            .withSamples(1000)
            .withLogEvery(1)
            .run(seed);
    double[] returns = run.column("sampled return");
    return DoubleStream.of(returns).skip(returns.length - LAST).average().orElseThrow();
  }
}
