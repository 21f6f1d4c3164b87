package hyperlead.environments;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.Estimator;
import hyperlead.Hypergradient;
import hyperlead.critics.ExactCritic;
import hyperlead.estimators.BoltzmannCovariance;
import hyperlead.estimators.ExactHypergradient;
import hyperlead.estimators.NaivePolicyGradient;
import hyperlead.experiments.GradientCheck;
import hyperlead.experiments.Verdict;
import hyperlead.prototyping.Grid;
import hyperlead.prototyping.World;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TransitionLaw;
import org.junit.jupiter.api.Test;

class PendulumGridTest {
  private static final PendulumGrid SMALL = new PendulumGrid(GuidedPendulum.v0(), 12, 9, 3);
  private static final double[] DESIGN = {0.5, -1, 0.3, 0.7};
  private static final double[] GAINS = {0.4, -0.8, 0.3};

  @Test
  void gradientsAreSlopes() {
    checkSlopes(SMALL.designed(0.5), DESIGN);
    checkSlopes(SMALL.guided(0.5), GAINS);
  }

  private static void checkSlopes(TabularProblem problem, double[] theta) {
    GradientCheck<?> check = GradientCheck.of(problem);
    check.model(theta).forEach(PendulumGridTest::assertAgrees);
    assertAgrees(check.hypergradient(theta));
  }

  private static void assertAgrees(Verdict verdict) {
    assertEquals(Verdict.Outcome.AGREES, verdict.outcome(), verdict.toString());
  }

  /**
   * 30 rounds of 300 episodes of 100 steps, which leave 0.6 % of the return; at seed 1 the standard
   * errors are a tenth of the gradient by design, and half of it by wind, where scores are noise.
   */
  @Test
  void withExactCriticsBcHgIsUnbiased() {
    assertAgrees(
        verdict(SMALL.designed(0.5), DESIGN, new BoltzmannCovariance<>(new ExactCritic())));
    assertAgrees(verdict(SMALL.guided(5), GAINS, new BoltzmannCovariance<>(new ExactCritic())));
  }

  /**
   * Its follower leans into the wind, onto the side that the wind comes from, and the direct term
   * does not know it. θ₀ = ∓3 is a wind of ∓1 while the pendulum is upright.
   */
  @Test
  void toBlowThePendulumOffASideBringsItThere() {
    TabularProblem problem =
        new PendulumGrid(GuidedPendulum.v0(), 25, 25, 5).guided(2).withDiscounts(0.97, 0.97);
    ExactHypergradient<?> exact = ExactHypergradient.of(problem);
    Hypergradient still = exact.at(new double[3]);
    assertTrue(still.direct()[0] < -1 && still.guidance()[0] > 1.2, still.toString());
    double off = exact.at(new double[] {-3, 0, 0}).objective();
    double towards = exact.at(new double[] {3, 0, 0}).objective();
    assertTrue(off < still.objective() - 0.3 && towards > still.objective());
  }

  /** A leader of rewards has no direct term. */
  @Test
  void theNaiveGradientOfADesignIsZero() {
    TabularProblem problem = SMALL.designed(0.5);
    assertArrayEquals(new double[4], ExactHypergradient.of(problem).at(DESIGN).direct());
    Verdict verdict = verdict(problem, DESIGN, new NaivePolicyGradient<>(new ExactCritic()));
    assertEquals(Verdict.Outcome.DIFFERS, verdict.outcome(), verdict.toString());
  }

  private static Verdict verdict(
      TabularProblem problem, double[] theta, Estimator.Kind<TabularEpisode> estimator) {
    return GradientCheck.of(problem.withHorizon(100)).estimator(estimator, theta, 30, 300, 1);
  }

  /** Without wind the leader's gains do nothing; a design of zero is the pendulum as it is. */
  @Test
  void bothLeadersWhoDoNothingHaveTheSamePendulum() {
    PendulumGrid calm = new PendulumGrid(new GuidedPendulum(0), 12, 9, 3);
    Hypergradient guided = ExactHypergradient.of(calm.guided(0.5)).at(GAINS);
    assertEquals(0, guided.norm());
    double designed = ExactHypergradient.of(calm.designed(0.5)).at(new double[4]).objective();
    assertEquals(designed, guided.objective(), 1e-12);
    double still = ExactHypergradient.of(SMALL.guided(0.5)).at(new double[3]).objective();
    assertEquals(designed, still, 1e-12);
  }

  /** What a pair leads to has the pendulum's speed and angle for its mean, but for the ring. */
  @Test
  void theMeanOfAStepIsWhereThePendulumComes() {
    World<Grid.Point, Double> world = SMALL.world();
    TransitionLaw law = SMALL.guided(0.5).transitions();
    double[] p = law.probability().all(GAINS);
    for (int pair = 0; pair < law.pattern().pairs(); pair++) {
      Grid.Point s = world.states().get(pair / 3);
      double[] next = {s.get(0), s.get(1)};
      double b = StrictMath.tanh(0.4 * cos(s) - 0.8 * Math.sin(s.get(0)) + 0.3 * s.get(1));
      GuidedPendulum.v0().step(next, b, world.actions().get(pair % 3), next);
      double angle = 0;
      double speed = 0;
      for (int e : law.pattern().row(pair).toArray()) {
        Grid.Point to = world.states().get(law.pattern().successor(e));
        angle += p[e] * Math.IEEEremainder(to.get(0) - next[0], 2 * Math.PI);
        speed += p[e] * to.get(1);
      }
      assertEquals(0, angle, 1e-12);
      assertEquals(next[1], speed, 1e-12);
    }
  }

  private static double cos(Grid.Point s) {
    return Math.cos(s.get(0));
  }

  @Test
  void everyBadSettingIsAnError() {
    assertError("angles must be at least 8: 7", 7, 9, 3);
    assertError("speeds must be odd and at least 9: 10", 12, 10, 3);
    assertError("speeds must be odd and at least 9: 7", 12, 7, 3);
    assertError("torques must be at least 2: 1", 12, 9, 1);
    assertThrows(IllegalArgumentException.class, () -> SMALL.designed(0));
  }

  private static void assertError(String message, int angles, int speeds, int torques) {
    assertEquals(
        message,
        assertThrows(
                IllegalArgumentException.class,
                () -> new PendulumGrid(GuidedPendulum.v0(), angles, speeds, torques))
            .getMessage());
  }
}
