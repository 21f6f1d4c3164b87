package hyperlead.games;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.BatchMeans;
import hyperlead.Budget;
import hyperlead.Episodes;
import hyperlead.Estimator;
import hyperlead.Hypergradient;
import hyperlead.algebra.Matrix;
import hyperlead.critics.ExactCritic;
import hyperlead.critics.LeastSquaresCritic;
import hyperlead.critics.TabularCritic;
import hyperlead.estimators.BoltzmannCovariance;
import hyperlead.estimators.ExactHypergradient;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.tabular.RandomProblem;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularFollower;
import hyperlead.tabular.TabularMdp;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ZeroSumFollowersTest {
  /** μᵀQν + τ H(μ) − τ H(ν). */
  private static double payoff(Matrix q, double tau, double[] mu, double[] nu) {
    double sum = 0;
    for (int a = 0; a < mu.length; a++) {
      sum -= mu[a] == 0 ? 0 : tau * mu[a] * Math.log(mu[a]);
      for (int b = 0; b < nu.length; b++) {
        sum += mu[a] * q.get(a, b) * nu[b];
      }
    }
    for (double p : nu) {
      sum += p == 0 ? 0 : tau * p * Math.log(p);
    }
    return sum;
  }

  private static double[] law(SplittableRandom random, int size) {
    double[] law = new double[size];
    double sum = 0;
    for (int i = 0; i < size; i++) {
      law[i] = -Math.log(1 - random.nextDouble());
      sum += law[i];
    }
    for (int i = 0; i < size; i++) {
      law[i] /= sum;
    }
    return law;
  }

  @Test
  void nobodyGainsByLeavingASaddlePoint() {
    SplittableRandom random = new SplittableRandom(1);
    for (double tau : new double[] {1e-3, 0.02, 0.3, 10}) {
      for (int k = 0; k < 50; k++) {
        int rows = random.nextInt(1, 6);
        int columns = random.nextInt(1, 6);
        Matrix q = Matrix.of(rows, columns, (a, b) -> random.nextDouble(-2, 2));
        SaddlePoint saddle = new SaddlePoint(q, tau);
        double[] mu = saddle.maximiser.entries();
        double[] nu = saddle.minimiser.entries();
        String where = "τ = " + tau + ", Q = " + q;
        assertEquals(payoff(q, tau, mu, nu), saddle.value, 1e-9, where);
        for (int other = 0; other < 20; other++) {
          assertTrue(payoff(q, tau, law(random, rows), nu) <= saddle.value + 1e-9, where);
          assertTrue(payoff(q, tau, mu, law(random, columns)) >= saddle.value - 1e-9, where);
        }
      }
    }
  }

  /** Matching pennies: both halves, worth 0; and with stakes 3 and 1, by the equations. */
  @Test
  void matchingPennies() {
    SaddlePoint even = new SaddlePoint(Matrix.of("Q", new double[][] {{1, -1}, {-1, 1}}), 0.1);
    assertArrayEquals(new double[] {0.5, 0.5}, even.maximiser.entries(), 1e-13);
    assertEquals(0, even.value, 1e-13);
    SaddlePoint odd = new SaddlePoint(Matrix.of("Q", new double[][] {{3, -1}, {-1, 1}}), 1e-3);
    // Without entropy μ = (1/3, 2/3) = ν and V = 1/3.
    assertArrayEquals(new double[] {1.0 / 3, 2.0 / 3}, odd.maximiser.entries(), 1e-3);
    assertEquals(1.0 / 3, odd.value, 1e-3);
  }

  @Test
  void theAnswerSolvesItsBellmanEquation() {
    for (long seed = 0; seed < 10; seed++) {
      TabularProblem problem = RandomProblem.withActions(seed, 0.3, 6);
      double[] theta = problem.initialParameters(new SplittableRandom(seed));
      TabularResponse saddle = new ZeroSumFollowers(3).on(problem).respond(theta);
      TabularMdp mdp = saddle.mdp();
      for (int x = 0; x < mdp.pattern().states(); x++) {
        double[] mu = new double[2];
        double[] nu = new double[3];
        double[][] q = new double[2][3];
        for (int pair = 6 * x; pair < 6 * x + 6; pair++) {
          int a = pair % 6 / 3;
          int b = pair % 3;
          mu[a] += saddle.policy(x, pair % 6);
          nu[b] += saddle.policy(x, pair % 6);
          q[a][b] = mdp.followerReward(x, pair % 6);
          for (int e = mdp.pattern().rowStart(pair); e < mdp.pattern().rowStart(pair + 1); e++) {
            q[a][b] +=
                problem.followerDiscount()
                    * mdp.probability(e)
                    * saddle.value(mdp.pattern().successor(e));
          }
        }
        Matrix payoffs = Matrix.of("Q", q);
        assertEquals(payoff(payoffs, 0.3, mu, nu), saddle.value(x), 1e-11, "seed " + seed);
        for (int a = 0; a < 2; a++) {
          double advantage = payoffs.applied(a, nu, 0) - payoffs.applied(0, nu, 0);
          assertEquals(Math.exp(advantage / 0.3), mu[a] / mu[0], 1e-9, "first, seed " + seed);
          for (int b = 0; b < 3; b++) {
            assertEquals(mu[a] * nu[b], saddle.policy(x, 3 * a + b), 1e-14);
          }
        }
        for (int b = 0; b < 3; b++) {
          double cost = 0;
          for (int a = 0; a < 2; a++) {
            cost += mu[a] * (q[a][b] - q[a][0]);
          }
          assertEquals(Math.exp(-cost / 0.3), nu[b] / nu[0], 1e-9, "second, seed " + seed);
        }
      }
      assertTrue(saddle.iterations() < 30, saddle + ": " + saddle.iterations());
    }
  }

  private static Hypergradient exact(TabularProblem problem, int columns, double[] theta) {
    Episodes<TabularEpisode> round =
        new SoftPolicyIteration()
            .on(problem)
            .respond(theta)
            .play(Budget.episodes(1), new SplittableRandom(1));
    return new ZeroSumFollowers(columns).hypergradient().on(problem).estimate(theta, round);
  }

  @Test
  void theHypergradientIsThatOfDifferences() {
    for (long seed = 0; seed < 20; seed++) {
      int columns = seed % 2 == 0 ? 3 : 2;
      TabularProblem problem = RandomProblem.withActions(seed, 0.3, 6);
      double[] theta = problem.initialParameters(new SplittableRandom(seed));
      Hypergradient exact = exact(problem, columns, theta);
      TabularFollower players = new ZeroSumFollowers(columns).on(problem);
      assertEquals(players.respond(theta).objective(), exact.objective(), 1e-12);
      for (int i = 0; i < theta.length; i++) {
        double[] values = new double[4];
        for (int k = 0; k < 4; k++) {
          double[] moved = theta.clone();
          moved[i] += new double[] {-2e-3, -1e-3, 1e-3, 2e-3}[k];
          values[k] = players.respond(moved).objective();
        }
        double slope = (8 * (values[2] - values[1]) - (values[3] - values[0])) / 12e-3;
        double unit = 1e-7 * (1 + exact.norm());
        assertEquals(slope, exact.total()[i], unit, "seed " + seed + ", θ[" + i + "]");
      }
    }
  }

  @Test
  void withASecondFollowerThatHasNoChoiceItIsTheFirstAlone() {
    TabularProblem problem = RandomProblem.withActions(3, 0.3, 4);
    double[] theta = problem.initialParameters(new SplittableRandom(3));
    TabularResponse alone = new SoftPolicyIteration().on(problem).respond(theta);
    TabularResponse pair = new ZeroSumFollowers(1).on(problem).respond(theta);
    assertArrayEquals(alone.values(), pair.values(), 1e-11);
    double[] guidance = ExactHypergradient.of(problem).at(theta).guidance();
    assertArrayEquals(guidance, exact(problem, 1, theta).guidance(), 1e-10);
  }

  @Test
  void bcHgIsUnbiasedWithTheCriticOfThePair() {
    TabularProblem problem = RandomProblem.withActions(4, 0.5, 6);
    double[] theta = problem.initialParameters(new SplittableRandom(4));
    ZeroSumFollowers players = new ZeroSumFollowers(3);
    TabularResponse saddle = players.on(problem).respond(theta);
    Hypergradient exact = exact(problem, 3, theta);
    Estimator<TabularEpisode> bcHg =
        new BoltzmannCovariance<>(players.critic(new ExactCritic())).on(problem);
    BatchMeans guidance = new BatchMeans(exact.guidance());
    BatchMeans direct = new BatchMeans(exact.direct());
    SplittableRandom random = new SplittableRandom(5);
    for (int batch = 0; batch < 400; batch++) {
      Episodes<TabularEpisode> round = saddle.play(Budget.episodes(100), random);
      Hypergradient estimate = bcHg.estimate(theta, round);
      guidance.add(estimate.guidance());
      direct.add(estimate.direct());
    }
    guidance.assertAgrees("guidance");
    direct.assertAgrees("direct");
  }

  /** With a learned critic: what one gets that sees episodes and the two followers' payoffs. */
  @Test
  void aLearnedCriticComesNear() {
    TabularProblem problem = RandomProblem.withActions(4, 0.5, 6);
    double[] theta = problem.initialParameters(new SplittableRandom(4));
    ZeroSumFollowers players = new ZeroSumFollowers(3);
    Episodes<TabularEpisode> many =
        players.on(problem).respond(theta).play(Budget.episodes(20_000), new SplittableRandom(6));
    Hypergradient exact = exact(problem, 3, theta);
    Hypergradient learned =
        new BoltzmannCovariance<>(players.critic(LeastSquaresCritic.zero(1)))
            .on(problem)
            .estimate(theta, many);
    assertTrue(learned.cosine(exact) > 0.98, "cosine " + learned.cosine(exact));
  }

  @Test
  void kindsSayWhatTheyAre() {
    ZeroSumFollowers players = new ZeroSumFollowers(3);
    assertEquals("ZeroSumFollowers(3 columns).hypergradient", players.hypergradient().toString());
    assertEquals(
        "ZeroSumFollowers(3 columns).critic(ExactCritic)",
        players.critic(new ExactCritic()).toString());
  }

  @Test
  void theCriticIsForPlayersAtTheirSaddlePoint() {
    TabularProblem problem = RandomProblem.withActions(1, 0.3, 6);
    double[] theta = problem.initialParameters(new SplittableRandom(1));
    Episodes<TabularEpisode> one =
        new SoftPolicyIteration()
            .on(problem)
            .respond(theta)
            .play(Budget.episodes(1), new SplittableRandom(1));
    TabularCritic critic = new ZeroSumFollowers(3).critic(new ExactCritic()).on(problem);
    Exception e = assertThrows(IllegalArgumentException.class, () -> critic.observe(one));
    assertTrue(e.getMessage().startsWith("players must be at their saddle"), e.getMessage());
  }

  @Test
  void columnsDivideTheActions() {
    TabularProblem problem = RandomProblem.withActions(1, 0.3, 4);
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> new ZeroSumFollowers(3).on(problem));
    assertEquals(
        "columns must divide the actions, 4, which must be there in every state: 3",
        e.getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> new ZeroSumFollowers(3).critic(new ExactCritic()).on(problem));
    assertThrows(IllegalArgumentException.class, () -> new ZeroSumFollowers(0));
  }
}
