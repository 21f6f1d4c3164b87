package hyperlead.estimators;

import hyperlead.Episodes;
import hyperlead.algebra.Require;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.parameters.Coefficients;
import hyperlead.parameters.FreeParameters;
import hyperlead.tabular.InitialLaw;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularFollower;
import hyperlead.tabular.TabularHypergradient;
import hyperlead.tabular.TabularMdp;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import hyperlead.tabular.TransitionCounts;
import hyperlead.tabular.TransitionLaw;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.SimpleValueChecker;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunctionGradient;
import org.apache.commons.math3.optim.nonlinear.scalar.gradient.NonLinearConjugateGradientOptimizer;

/** A black-box follower by a fit of its reward, see {@link BlackBox#inverse}. */
final class InverseReinforcement implements BlackBox.Estimate {
  private final TabularProblem problem;
  private final Coefficients known;
  private final double[][] features;
  private final TransitionCounts counts;
  private final TabularHypergradient model = new TabularHypergradient();

  InverseReinforcement(
      TabularProblem problem, Coefficients known, double[][] features, double memory) {
    int pairs = problem.transitions().pattern().pairs();
    Require.that(
        known.size() == pairs, "known reward must have %s numbers: %s", pairs, known.size());
    for (double[] feature : features) {
      Require.vector("feature", feature, pairs);
    }
    this.problem = problem;
    this.known = known;
    this.features = features;
    counts = new TransitionCounts(problem, memory);
  }

  @Override
  public List<double[]> memory() {
    return counts.memory();
  }

  @Override
  public TabularResponse observe(Episodes<TabularEpisode> round) {
    counts.observe(round);
    TabularMdp mdp = round.list().get(0).response().mdp();
    TabularFollower follower = new SoftPolicyIteration().on(at(mdp.configuration()));
    double[] w =
        new NonLinearConjugateGradientOptimizer(
                NonLinearConjugateGradientOptimizer.Formula.POLAK_RIBIERE,
                new SimpleValueChecker(1e-12, 1e-9))
            .optimize(
                GoalType.MAXIMIZE,
                new MaxEval(10_000),
                new InitialGuess(new double[features.length]),
                new ObjectiveFunction(at -> likelihood(follower.respond(at))),
                new ObjectiveFunctionGradient(at -> slope(follower.respond(at))))
            .getPoint();
    TabularResponse fit = follower.respond(w);
    return new TabularResponse(mdp, policy(fit), fit.values(), fit.residual(), 1);
  }

  /** The follower's problem at y, with w in the place of θ. */
  private TabularProblem at(double[] y) {
    double[] reward = known.all(y);
    TransitionLaw law = problem.transitions();
    return new TabularProblem(
        problem.setting(),
        new FreeParameters(features.length),
        new TransitionLaw(
            law.pattern(), Coefficients.fixed(law.probability().all(y)), law.shares()),
        InitialLaw.startingIn(0),
        Coefficients.of(
            reward.length,
            (w, pair) -> {
              double sum = reward[pair];
              for (int j = 0; j < w.length; j++) {
                sum += w[j] * features[j][pair];
              }
              return sum;
            },
            (w, pair, weight, g) -> Arrays.setAll(g, j -> g[j] + weight * features[j][pair])),
        Coefficients.fixed(new double[reward.length]),
        random -> new double[features.length]);
  }

  private double likelihood(TabularResponse response) {
    double[] policy = policy(response);
    double sum = 0;
    for (double w : response.theta()) {
      sum -= w * w / 2;
    }
    for (int pair = 0; pair < policy.length; pair++) {
      double visits = counts.visits(pair);
      sum += visits > 0 ? visits * StrictMath.log(policy[pair]) : 0;
    }
    return sum;
  }

  private double[] slope(TabularResponse response) {
    double[] shares = policy(response);
    Arrays.setAll(shares, p -> counts.visits(p) > 0 ? counts.visits(p) / shares[p] : 0);
    double[] g = model.policyGradient(response, shares);
    Arrays.setAll(g, j -> g[j] - response.theta()[j]);
    return g;
  }

  private static double[] policy(TabularResponse response) {
    return Arrays.stream(response.policy()).flatMapToDouble(Arrays::stream).toArray();
  }
}
