package hyperlead.estimators;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hyperlead.BatchMeans;
import hyperlead.Budget;
import hyperlead.Episodes;
import hyperlead.Hypergradient;
import hyperlead.LeaderProblem;
import hyperlead.critics.ExactCritic;
import hyperlead.critics.TabularCritic;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.tabular.RandomProblem;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** BC-HG with the exact critic has no bias: direct and guidance within 4 standard errors each. */
class BoltzmannCovarianceTest {
  private static final int BATCHES = 100;

  @Test
  void isUnbiasedWhereEverythingDependsOnTheta() {
    for (long seed = 0; seed < 10; seed++) {
      assertUnbiased(RandomProblem.of(seed, 0.5), 200, seed);
    }
  }

  /** Many episodes a round, so that what one leaves behind for the next would show. */
  @Test
  void equalsTheDoubleSumOfItsDefinition() {
    for (long seed = 0; seed < 10; seed++) {
      TabularProblem problem = RandomProblem.of(seed, 0.5).withHorizon(12);
      SplittableRandom random = new SplittableRandom(seed);
      double[] theta = problem.initialParameters(random);
      Episodes<TabularEpisode> round =
          new SoftPolicyIteration().on(problem).respond(theta).play(Budget.episodes(8), random);
      TabularCritic critic = new ExactCritic().on(problem);
      critic.observe(round);
      BoltzmannCovariance<TabularEpisode> method = new BoltzmannCovariance<>(new ExactCritic());
      Hypergradient plain = method.on(problem).estimate(theta, round);
      assertNear(direct(round, critic), plain.direct());
      assertNear(guidance(round, critic, new double[8]), plain.guidance());
      Hypergradient centred = method.centred().on(problem).estimate(theta, round);
      assertNear(direct(round, critic), centred.direct());
      assertNear(guidance(round, critic, baselines(round, critic)), centred.guidance());
    }
  }

  /** Sums of up to 1,000 terms that differ in their order. */
  private static void assertNear(double[] expected, double[] actual) {
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], 1e-11 * (1 + Math.abs(expected[i])), "entry " + i);
    }
  }

  /** V_L(x_0) ∇log μ + Σ_t γ_L^t ( ∇r_L + γ_L V_L(x_{t+1}) ∇log P ), the mean over episodes. */
  private static double[] direct(Episodes<TabularEpisode> round, TabularCritic critic) {
    double share = 1.0 / round.list().size();
    double discount = round.problem().leaderDiscount();
    double[] g = round.zeroGradient();
    for (TabularEpisode episode : round.list()) {
      episode.addInitialScore(share * critic.value(episode, 0), g);
      for (int t = 0; t < episode.length(); t++) {
        double next = Math.pow(discount, t + 1) * critic.value(episode, t + 1);
        episode.addLeaderRewardGradient(t, share * Math.pow(discount, t), g);
        episode.addTransitionScore(t, share * next, g);
      }
    }
    return g;
  }

  /** w_t of a step. */
  private static double weight(
      Episodes<TabularEpisode> round, TabularCritic critic, TabularEpisode episode, int t) {
    LeaderProblem<TabularEpisode> problem = round.problem();
    double discount = Math.pow(problem.leaderDiscount(), t);
    return discount * critic.advantage(episode, t) / problem.temperature();
  }

  /** Σ_t Σ_{s≥t} ( w_t γ_F^{s−t} h_s ) − Σ_s b_i h_s, the mean over episodes i. */
  private static double[] guidance(
      Episodes<TabularEpisode> round, TabularCritic critic, double[] baselines) {
    double discount = round.problem().followerDiscount();
    double[] g = round.zeroGradient();
    for (int i = 0; i < baselines.length; i++) {
      TabularEpisode episode = round.list().get(i);
      for (int s = 0; s < episode.length(); s++) {
        addStep(episode, s, -baselines[i] / baselines.length, discount, g);
        for (int t = 0; t <= s; t++) {
          double share = weight(round, critic, episode, t) / baselines.length;
          addStep(episode, s, share * Math.pow(discount, s - t), discount, g);
        }
      }
    }
    return g;
  }

  /** weight · h_s with h = ∇r_F + γ_F V_F(x') ∇log P. */
  private static void addStep(
      TabularEpisode episode, int s, double weight, double discount, double[] g) {
    episode.addFollowerRewardGradient(s, weight, g);
    episode.addTransitionScore(s, weight * discount * episode.followerValue(s + 1), g);
  }

  /** b_i = Σ_{j≠i} E_j / (N − T_j), where E_j = Σ_t w_t Σ_{s≥t} γ_F^{s−t} up to the cut, if any. */
  private static double[] baselines(Episodes<TabularEpisode> round, TabularCritic critic) {
    double discount = round.problem().followerDiscount();
    double[] baselines = new double[round.list().size()];
    for (int j = 0; j < baselines.length; j++) {
      TabularEpisode episode = round.list().get(j);
      double sum = 0;
      for (int t = 0; t < episode.length(); t++) {
        double beyond =
            episode.terminated() ? 0 : Math.pow(discount, (double) episode.length() - t);
        sum += weight(round, critic, episode, t) * (1 - beyond) / (1 - discount);
      }
      for (int i = 0; i < baselines.length; i++) {
        baselines[i] += i == j ? 0 : sum / (round.steps() - episode.length());
      }
    }
    return baselines;
  }

  private static void assertUnbiased(TabularProblem problem, int episodes, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] theta = problem.initialParameters(random);
    TabularResponse response = new SoftPolicyIteration().on(problem).respond(theta);
    Hypergradient exact = ExactHypergradient.of(problem).at(theta);
    BatchMeans direct = new BatchMeans(exact.direct());
    BatchMeans guidance = new BatchMeans(exact.guidance());
    for (int batch = 0; batch < BATCHES; batch++) {
      Hypergradient estimate =
          new BoltzmannCovariance<>(new ExactCritic())
              .on(problem)
              .estimate(theta, response.play(Budget.episodes(episodes), random));
      direct.add(estimate.direct());
      guidance.add(estimate.guidance());
    }
    String where = problem.name() + ", seed " + seed;
    direct.assertAgrees(where + ", direct");
    guidance.assertAgrees(where + ", guidance");
  }
}
