package hyperlead.estimators;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hyperlead.Budget;
import hyperlead.Episodes;
import hyperlead.LeaderCritic;
import hyperlead.critics.ExactCritic;
import hyperlead.critics.MonteCarloCritic;
import hyperlead.critics.SarsaCritic;
import hyperlead.critics.TabularCritic;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.tabular.RandomProblem;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** HPGD by credits equals its textbook form with explicit Jacobians. */
class HpgdTest {
  @Test
  void equalsTheTextbookFormOnSmallBatches() {
    for (long seed = 0; seed < 30; seed++) {
      TabularProblem problem = RandomProblem.of(seed, 0.5);
      for (TabularCritic.Kind critic :
          List.of(new ExactCritic(), new MonteCarloCritic(), SarsaCritic.zero(0.3))) {
        assertTextbook(problem, critic, seed);
      }
    }
  }

  private static void assertTextbook(TabularProblem problem, TabularCritic.Kind kind, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] theta = problem.initialParameters(random);
    TabularResponse response = new SoftPolicyIteration().on(problem).respond(theta);
    Episodes<TabularEpisode> round = response.play(Budget.episodes(10), random);
    double[] guidance = new Hpgd(kind).on(problem).estimate(theta, round).guidance();
    TabularCritic critic = kind.on(problem);
    critic.observe(round);
    double[] textbook = textbook(problem, critic, round);
    for (int i = 0; i < textbook.length; i++) {
      double tolerance = 1e-12 * (1 + Math.abs(textbook[i]));
      String where = "seed " + seed + ", " + kind;
      assertEquals(textbook[i], guidance[i], tolerance, where + "[" + i + "]");
    }
  }

  /** Σ_t w_t ( ∇Q̂_F(x_t,a_t) − ∇V̂_F(x_t) ) with tables of averaged Jacobians. */
  private static double[] textbook(
      TabularProblem problem, LeaderCritic<TabularEpisode> critic, Episodes<TabularEpisode> round) {
    Map<String, List<double[]>> samples = new HashMap<>();
    for (TabularEpisode episode : round.list()) {
      for (int t = 0; t < episode.length(); t++) {
        double[] jacobian = sample(problem, episode, t);
        samples.computeIfAbsent("x" + episode.state(t), k -> new ArrayList<>()).add(jacobian);
        samples.computeIfAbsent(pair(episode, t), k -> new ArrayList<>()).add(jacobian);
      }
    }
    double[] guidance = round.zeroGradient();
    for (TabularEpisode episode : round.list()) {
      for (int t = 0; t < episode.length(); t++) {
        double w =
            Math.pow(problem.leaderDiscount(), t)
                * critic.advantage(episode, t)
                / problem.temperature();
        double[] q = mean(samples.get(pair(episode, t)));
        double[] v = mean(samples.get("x" + episode.state(t)));
        for (int i = 0; i < guidance.length; i++) {
          guidance[i] += w * (q[i] - v[i]) / round.list().size();
        }
      }
    }
    return guidance;
  }

  private static String pair(TabularEpisode episode, int t) {
    return episode.state(t) + "," + episode.action(t);
  }

  /** I_t = Σ_{k≥t} γ_F^{k−t} ( ∇r_F(x_k,a_k) + γ_F V_F(x_{k+1}) ∇log P(x_{k+1}|x_k,a_k) ). */
  private static double[] sample(TabularProblem problem, TabularEpisode episode, int t) {
    double[] sum = new double[problem.parameterization().configurations()];
    for (int k = t; k < episode.length(); k++) {
      double weight = Math.pow(problem.followerDiscount(), k - t);
      episode.addFollowerRewardGradient(k, weight, sum);
      episode.addTransitionScore(
          k, weight * problem.followerDiscount() * episode.followerValue(k + 1), sum);
    }
    return sum;
  }

  private static double[] mean(List<double[]> vectors) {
    double[] mean = new double[vectors.get(0).length];
    for (double[] vector : vectors) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += vector[i] / vectors.size();
      }
    }
    return mean;
  }
}
