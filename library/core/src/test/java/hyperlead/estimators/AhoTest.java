package hyperlead.estimators;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.BatchMeans;
import hyperlead.Budget;
import hyperlead.Estimator;
import hyperlead.Hypergradient;
import hyperlead.algebra.PolicySystem;
import hyperlead.algebra.TransitionPattern;
import hyperlead.critics.ExactCritic;
import hyperlead.critics.ExpectedTransition;
import hyperlead.environments.FourRooms;
import hyperlead.environments.ThreeStates;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.tabular.LeaderValues;
import hyperlead.tabular.RandomProblem;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularMdp;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The recursion of W and U from the model, and what sampling and learning make of it. */
class AhoTest {
  @Test
  void theRecursionFromTheModelIsTheExactGuidance() {
    for (TabularProblem problem :
        List.of(
            FourRooms.problem(0.05),
            FourRooms.problem(0.003),
            ThreeStates.problem(),
            RandomProblem.of(4, 0.5),
            RandomProblem.of(7, 0.1))) {
      TabularResponse own = answer(problem);
      Hypergradient exact = ExactHypergradient.of(problem).at(own.theta());
      double scale = Math.max(1, exact.guidanceNorm());
      assertArrayEquals(exact.guidance(), guidance(own, 1), 1e-10 * scale, problem.name());
      // E_π[A_L] = 0: without U it is the same number.
      assertArrayEquals(exact.guidance(), guidance(own, 0), 1e-10 * scale, problem.name());
    }
  }

  private static TabularResponse answer(TabularProblem problem) {
    double[] theta = problem.initialParameters(new SplittableRandom(1));
    return new SoftPolicyIteration().on(problem).respond(theta);
  }

  /** Σ_{x,a} m(x) π(a|x) A_L(x,a) ( W(x,a) − share · U(x) ) / τ. */
  private static double[] guidance(TabularResponse own, double share) {
    TabularMdp mdp = own.mdp();
    int actions = mdp.pattern().actions();
    double[][] w = gradients(own);
    double[] visits = own.pairVisits();
    LeaderValues leader = LeaderValues.of(own);
    double[] g = new double[mdp.configuration().length];
    for (int pair = 0; pair < visits.length; pair++) {
      double weight = visits[pair] * leader.advantage(pair) / mdp.problem().temperature();
      for (int i = 0; i < g.length; i++) {
        double mean = 0;
        for (int a = 0; a < actions; a++) {
          mean += own.policy(pair / actions, a) * w[pair - pair % actions + a][i];
        }
        g[i] += weight * (w[pair][i] - share * mean);
      }
    }
    return mdp.pullBack(g);
  }

  /** W: its own part, and then what follows by U = (I − γ_F P_π)⁻¹ E_π[own part]. */
  private static double[][] gradients(TabularResponse own) {
    TabularMdp mdp = own.mdp();
    TransitionPattern pattern = mdp.pattern();
    double[] y = mdp.configuration();
    double[][] w = new double[pattern.pairs()][y.length];
    double[] policy = Arrays.stream(own.policy()).flatMapToDouble(Arrays::stream).toArray();
    double[] discount = new double[w.length];
    for (int pair = 0; pair < w.length; pair++) {
      discount[pair] = mdp.problem().followerDiscount(pair / pattern.actions());
      mdp.problem().followerReward().addGradient(y, pair, 1, w[pair]);
      mdp.addExpectedTransition(pair, discount[pair], own::value, w[pair]);
    }
    PolicySystem system = mdp.fillFollower(new PolicySystem(pattern), policy);
    for (int i = 0; i < y.length; i++) {
      double[] u = new double[pattern.end() + 1];
      for (int pair = 0; pair < w.length; pair++) {
        u[pair / pattern.actions()] += policy[pair] * w[pair][i];
      }
      system.solve(u);
      for (int e = 0; e < pattern.entries(); e++) {
        int pair = pattern.pair(e);
        w[pair][i] += discount[pair] * mdp.probability(e) * u[pattern.successor(e)];
      }
    }
    return w;
  }

  /** Means of rounds after W has settled, with W − U, and the variance without U. */
  @Test
  void learnedVectorCriticsAreRightUpToTheirStepSize() {
    for (TabularProblem problem :
        List.of(ThreeStates.problem(), RandomProblem.of(3, 0.5), RandomProblem.of(9, 0.5))) {
      SplittableRandom random = new SplittableRandom(2);
      TabularResponse own = answer(problem);
      Hypergradient exact = ExactHypergradient.of(problem).at(own.theta());
      Estimator.Kind<TabularEpisode> kind =
          new Aho(new ExpectedTransition(new ExactCritic()), 0.05);
      BatchMeans means = new BatchMeans(exact.guidance());
      for (int repeat = 0; repeat < 20; repeat++) {
        Estimator<TabularEpisode> aho = kind.on(problem);
        aho.estimate(own.theta(), own.play(Budget.episodes(10_000), random));
        means.add(aho.estimate(own.theta(), own.play(Budget.episodes(2000), random)).guidance());
      }
      means.assertAgrees(problem.name(), 0.02 * exact.guidanceNorm());
    }
  }

  @Test
  void theFirstRoundHasNoGuidanceAndTheSecondHas() {
    TabularProblem problem = RandomProblem.of(3, 0.5);
    TabularResponse own = answer(problem);
    Estimator<TabularEpisode> aho = new Aho(new ExactCritic(), 0.1).on(problem);
    SplittableRandom random = new SplittableRandom(1);
    double[] theta = own.theta();
    assertEquals(0, aho.estimate(theta, own.play(Budget.episodes(20), random)).guidanceNorm());
    assertTrue(aho.estimate(theta, own.play(Budget.episodes(20), random)).guidanceNorm() > 0);
    assertTrue(aho.memory().stream().anyMatch(row -> row.length == theta.length));
  }

  @Test
  void rejectsStepSizesOutOfRange() {
    assertEquals(
        "stepSize must be in [0, 1]: 1.5",
        assertThrows(IllegalArgumentException.class, () -> new Aho(new ExactCritic(), 1.5))
            .getMessage());
  }
}
