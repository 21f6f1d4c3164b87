package hyperlead.critics;

import hyperlead.Episodes;
import hyperlead.LeaderCritic;
import hyperlead.LeaderProblem;
import hyperlead.Worker;
import hyperlead.continuous.ContinuousEpisode;
import hyperlead.continuous.ContinuousProblem;
import hyperlead.continuous.Influence;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegrator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegratorFactory;

/**
 * The leader's values on a machine, by a fit of features, which meet the score of the leader's own
 * policy in expectation over its action:
 *
 * <pre>
 * V(b̃, o) ∇log f(b̃|o)   becomes   ∇m(o) E_z[ V(m + σz, o) z ] / σ,   z ~ N(0, 1), by 5 nodes
 * </pre>
 *
 * <p>for V_L and V_F alike: a leader knows its own policy. θ moves a step's law through b alone, so
 * this is the path-wise derivative too: where nothing is cut E_z[V z] / σ = E_z[∂V/∂b], by Stein's
 * identity, and neither the machine nor V_F has to be differentiated. Bias: where m + σz is cut, V
 * has a kink that 5 nodes miss; of V = b the slope is off by up to 0.039, most at |m| = 1 ± 1.36 σ,
 * and by nothing where |m| &lt; 1 − 2.86 σ. Where the leader does not act there is no score. Where
 * an episode ended by itself, what comes after is worth 0.
 *
 * @param fit features, ridge and what a step is worth
 */
public record ContinuousCritic(FeatureCritic fit) implements LeaderCritic.Kind<ContinuousEpisode> {
  private static final GaussIntegrator RULE = new GaussIntegratorFactory().hermite(5);

  @Override
  public LeaderCritic<ContinuousEpisode> on(
      LeaderProblem<ContinuousEpisode> problem, RandomGenerator random) {
    return new Fit(ContinuousProblem.of(problem));
  }

  @Override
  public String toString() {
    return "expected, " + fit;
  }

  private final class Fit extends Worker<ContinuousProblem>
      implements LeaderCritic<ContinuousEpisode> {
    private final FeatureFit values;
    private final Influence influence = problem.influence();
    private final double[] row = new double[problem.width()];

    Fit(ContinuousProblem problem) {
      super(ContinuousCritic.this, problem);
      values = new FeatureFit(fit, fit.features().on(problem));
    }

    @Override
    public void observe(Episodes<ContinuousEpisode> round) {
      checkOf(round);
      values.observe(round);
    }

    @Override
    public double actionValue(ContinuousEpisode episode, int t) {
      return values.actionValue(episode.path(), episode.row(t));
    }

    @Override
    public double value(ContinuousEpisode episode, int t) {
      return FeatureFit.isOver(episode, t) ? 0 : values.value(episode.path(), episode.row(t));
    }

    @Override
    public void addInitialScore(ContinuousEpisode episode, double[] g) {
      add(episode, 0, 1, v -> values.value(v, 0), g);
    }

    @Override
    public void addLeaderScore(ContinuousEpisode episode, int t, double weight, double[] g) {
      add(episode, t + 1, weight, v -> values.value(v, 0), g);
    }

    @Override
    public void addFollowerScore(ContinuousEpisode episode, int t, double weight, double[] g) {
      add(episode, t + 1, weight, v -> episode.response().policy().value(v, 0), g);
    }

    /** Adds weight · ∇m E[V z] / σ at time t. */
    private void add(
        ContinuousEpisode episode, int t, double weight, ToDoubleFunction<double[]> v, double[] g) {
      if (!influence.acts() || FeatureFit.isOver(episode, t)) {
        return;
      }
      double[] y = episode.response().configuration();
      System.arraycopy(episode.path(), episode.row(t), row, 0, problem.seen());
      double mean = influence.mean(y, row, 1);
      double sum = 0;
      for (int k = 0; k < RULE.getNumberOfPoints(); k++) {
        double z = Math.sqrt(2) * RULE.getPoint(k);
        row[0] = Math.max(-1, Math.min(1, mean + influence.deviation() * z));
        sum += RULE.getWeight(k) / Math.sqrt(Math.PI) * z * v.applyAsDouble(row);
      }
      influence.addMeanGradient(y, row, 1, weight * sum / influence.deviation(), g);
    }
  }
}
