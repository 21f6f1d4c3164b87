package hyperlead.experiments;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.Budget;
import hyperlead.Estimator;
import hyperlead.Hypergradient;
import hyperlead.critics.ExactCritic;
import hyperlead.critics.SarsaCritic;
import hyperlead.estimators.BoltzmannCovariance;
import hyperlead.estimators.Exact;
import hyperlead.estimators.ExactHypergradient;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.tabular.RandomProblem;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularProblem;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class LaboratoryTest {
  private static final Exact<TabularEpisode> EXACT = new Exact<>();

  private static final long SEED = 5;

  private final TabularProblem problem = RandomProblem.of(7, 0.5);
  private final double[] theta = problem.initialParameters(new SplittableRandom(1));
  private final ExactHypergradient<TabularEpisode> exact = ExactHypergradient.of(problem);

  private Laboratory<TabularEpisode> empty() {
    return Laboratory.of(problem, new SoftPolicyIteration(), new Exact<>())
        .withSamples(50, 200)
        .withRepeats(40);
  }

  private Laboratory<TabularEpisode> laboratory() {
    return empty()
        .with("BC-HG, exact", new BoltzmannCovariance<>(new ExactCritic()))
        .with("BC-HG, SARSA", new BoltzmannCovariance<>(SarsaCritic.random(0.3)))
        .with("exact", EXACT);
  }

  /** A method with its guidance changed. */
  private static Estimator.Kind<TabularEpisode> distorted(
      Estimator.Kind<TabularEpisode> method, UnaryOperator<double[]> change) {
    return (of, random) -> {
      Estimator<TabularEpisode> inner = method.on(of, random);
      return (at, round) -> {
        Hypergradient truth = inner.estimate(at, round);
        return new Hypergradient(truth.objective(), truth.direct(), change.apply(truth.guidance()));
      };
    };
  }

  /** The exact hypergradient times the number of rounds that it has seen. */
  private static Estimator.Kind<TabularEpisode> growing() {
    return (of, random) -> {
      ExactHypergradient<TabularEpisode> exact = ExactHypergradient.of(of);
      int[] rounds = {0};
      return (at, round) -> {
        rounds[0]++;
        Hypergradient truth = exact.at(at);
        return new Hypergradient(
            truth.objective(),
            scaled(truth.direct(), rounds[0]),
            scaled(truth.guidance(), rounds[0]));
      };
    };
  }

  private static double[] scaled(double[] vector, double factor) {
    double[] scaled = vector.clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= factor;
    }
    return scaled;
  }

  private static double at(Table table, String estimator, int budget, String column) {
    Table rows = table.where(table.stringColumn("estimator").isEqualTo(estimator));
    return rows.doubleColumn(column).get(budget);
  }

  @Test
  void sameBitsOnOneThreadOrMany() {
    Measurement one = laboratory().withThreads(1).at(theta, SEED);
    Measurement many = laboratory().withThreads(7).at(theta, SEED);
    assertEquals(6, one.table().rowCount());
    assertSameBits(one.table(), many.table());
    assertSameBits(one.terms(), many.terms());
    double other = at(laboratory().at(theta, SEED + 1).table(), "BC-HG, exact", 0, "bias");
    assertNotEquals(at(one.table(), "BC-HG, exact", 0, "bias"), other, "another seed");
  }

  private static void assertSameBits(Table expected, Table actual) {
    assertEquals(expected.columnNames(), actual.columnNames());
    assertEquals(expected.print(1000), actual.print(1000));
    for (int c = 2; c < expected.columnCount(); c++) {
      String name = expected.column(c).name();
      assertArrayEquals(
          expected.doubleColumn(c).asDoubleArray(), actual.doubleColumn(c).asDoubleArray(), name);
    }
  }

  @Test
  void anotherEstimatorOrBudgetLeavesTheOthersAlone() {
    Table before = laboratory().at(theta, SEED).table();
    Table after =
        laboratory()
            .with("again", new BoltzmannCovariance<>(SarsaCritic.random(0.3)))
            .withSamples(50, 200, 10)
            .at(theta, SEED)
            .table();
    for (int budget = 0; budget < 2; budget++) {
      double bias = at(before, "BC-HG, SARSA", budget, "bias");
      assertEquals(bias, at(after, "BC-HG, SARSA", budget, "bias"), 0.0);
      assertNotEquals(bias, at(after, "again", budget, "bias"), "its own initial table");
    }
  }

  @Test
  void estimatorsSeeTheSameEpisodes() {
    Table table =
        empty()
            .with("a", new BoltzmannCovariance<>(new ExactCritic()))
            .with("b", new BoltzmannCovariance<>(new ExactCritic()))
            .at(theta, SEED)
            .table();
    for (int c = 3; c < table.columnCount(); c++) {
      assertEquals(table.doubleColumn(c).get(0), table.doubleColumn(c).get(2), 0.0);
      assertEquals(table.doubleColumn(c).get(1), table.doubleColumn(c).get(3), 0.0);
    }
    assertEquals(50, table.doubleColumn("samples").get(0));
  }

  @Test
  void theExactOneHasNoError() {
    Table table = laboratory().at(theta, SEED).table();
    for (String column :
        new String[] {"bias", "standard error", "standard deviation", "mean squared error"}) {
      assertEquals(0, at(table, "exact", 1, column), column);
      assertTrue(at(table, "BC-HG, exact", 1, column) > 0, column);
    }
    assertEquals(0, at(table, "exact", 0, "mse low"));
    assertEquals(1, at(table, "exact", 0, "cosine"), 1e-14);
  }

  @Test
  void showsABiasAsItIs() {
    Hypergradient truth = exact.at(theta);
    Measurement measured =
        empty().with("doubled", distorted(EXACT, guidance -> scaled(guidance, 2))).at(theta, SEED);
    double bias = truth.guidanceNorm();
    assertEquals(bias, at(measured.table(), "doubled", 0, "bias"), 1e-12);
    assertEquals(bias / truth.norm(), at(measured.table(), "doubled", 0, "relative bias"), 1e-12);
    assertEquals(bias * bias, at(measured.table(), "doubled", 0, "mean squared error"), 1e-12);
    assertEquals(0, at(measured.table(), "doubled", 0, "standard deviation"));
    assertEquals(0, at(measured.terms(), "doubled", 0, "direct bias"));
    assertEquals(bias, at(measured.terms(), "doubled", 0, "guidance bias"), 1e-12);
    assertEquals(bias, at(measured.terms(), "doubled", 0, "guidance exact"), 1e-12);
  }

  @Test
  void meanSquaredErrorIsSquaredBiasAndVariance() {
    Table table = laboratory().at(theta, SEED).table();
    for (int budget = 0; budget < 2; budget++) {
      for (String estimator : new String[] {"BC-HG, exact", "BC-HG, SARSA"}) {
        double bias = at(table, estimator, budget, "bias");
        double deviation = at(table, estimator, budget, "standard deviation");
        double error = at(table, estimator, budget, "mean squared error");
        assertEquals(error, bias * bias + deviation * deviation * 39 / 40, 1e-12 * error);
        assertEquals(
            deviation / Math.sqrt(40), at(table, estimator, budget, "standard error"), 1e-12);
        assertTrue(at(table, estimator, budget, "mse low") < error);
        assertTrue(at(table, estimator, budget, "mse high") > error);
      }
    }
  }

  @Test
  void biasOfAnUnbiasedEstimatorIsItsStandardError() {
    Estimator.Kind<TabularEpisode> bcHg = new BoltzmannCovariance<>(new ExactCritic());
    // Whole episodes: no cut, so no bias but chance.
    Table table =
        empty()
            .with("BC-HG", bcHg)
            .with("doubled", distorted(bcHg, guidance -> scaled(guidance, 2)))
            .withBudgets(Budget.episodes(20), new Budget(20, 1000))
            .withRepeats(400)
            .at(theta, SEED)
            .table();
    double error = at(table, "BC-HG", 0, "standard error");
    assertTrue(at(table, "BC-HG", 0, "bias") < 3 * error, table.print());
    assertTrue(at(table, "doubled", 0, "bias") > 5 * error, table.print());
    assertEquals("20 episodes", table.stringColumn("budget").get(0));
    assertEquals("20 episodes or 1000 steps", table.stringColumn("budget").get(1));
    assertEquals("1 episode", Budget.episodes(1).toString());
    assertEquals("1 step", Budget.steps(1).toString());
  }

  @Test
  void measuresTheRoundAfterTheWarmUpOfAFreshEstimator() {
    double norm = exact.at(theta).norm();
    Laboratory<TabularEpisode> growing = empty().with("growing", growing());
    for (int budget = 0; budget < 2; budget++) {
      assertEquals(0, at(growing.at(theta, SEED).table(), "growing", budget, "bias"));
      Table warm = growing.withWarmUp(3).at(theta, SEED).table();
      assertEquals(3 * norm, at(warm, "growing", budget, "bias"), 1e-12);
      assertEquals(0, at(warm, "growing", budget, "standard deviation"));
    }
  }

  @Test
  void anEstimateOfZeroHasCosineZero() {
    Estimator.Kind<TabularEpisode> zero =
        (of, random) ->
            (at, round) -> new Hypergradient(0, new double[at.length], new double[at.length]);
    assertEquals(0, at(empty().with("zero", zero).at(theta, 1).table(), "zero", 0, "cosine"));
    // Against an exact zero there is no angle.
    Table table =
        Laboratory.of(problem, new SoftPolicyIteration(), zero)
            .with("exact", EXACT)
            .at(theta, 1)
            .table();
    assertTrue(table.doubleColumn("cosine").isMissing(0));
  }

  @Test
  void timesAreApart() {
    Measurement measured = laboratory().at(theta, SEED);
    Table times = measured.times();
    for (int row = 0; row < times.rowCount(); row++) {
      double median = times.doubleColumn("microseconds").get(row);
      assertTrue(0 < median && median <= times.doubleColumn("90 % quantile").get(row));
    }
    assertFalse(measured.table().columnNames().contains("microseconds"));
  }

  @Test
  void interruptLeavesCompleteRepeats() throws InterruptedException {
    Thread here = Thread.currentThread();
    Laboratory<TabularEpisode> endless = laboratory().withThreads(2).withRepeats(1_000_000);
    Measurement early =
        endless
            .withListener(
                (done, total, status) -> {
                  if (done == 40) {
                    here.interrupt();
                  }
                })
            .at(theta, SEED);
    assertTrue(Thread.interrupted(), "the caller sees it, too");
    int under = early.repeats() - 40;
    assertTrue(0 <= under && under <= 8, "and those under way: " + under);
    here.interrupt();
    Exception e = assertThrows(CancellationException.class, () -> endless.at(theta, SEED));
    assertEquals("the follower's answer was interrupted", e.getMessage());
    assertTrue(Thread.interrupted(), "the caller sees it, too");
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals("hyperlead-task")) {
        // Its work is done; it may need a moment to leave. One that stays would hang the test.
        thread.join();
      }
    }
  }

  @Test
  void saysWhatFailed() {
    Estimator.Kind<TabularEpisode> failing =
        distorted(EXACT, guidance -> scaled(guidance, Double.NaN));
    Exception e =
        assertThrows(
            IllegalStateException.class, () -> empty().with("NaN", failing).at(theta, SEED));
    assertTrue(e.getMessage().startsWith("repeat 0 failed: NaN, 50 steps: "), e.getMessage());
    assertTrue(e.getMessage().endsWith("guidance[0] must be finite: NaN"), e.getMessage());
    assertThrows(IllegalStateException.class, () -> empty().at(theta, SEED));
  }

  @Test
  void checksItsSettings() {
    assertMessage("repeats must be at least 2: 1", () -> empty().withRepeats(1));
    assertMessage("warmUp must not be negative: -1", () -> empty().withWarmUp(-1));
    assertMessage("threads must be positive: 0", () -> empty().withThreads(0));
    assertMessage("number of budgets must be positive: 0", () -> empty().withSamples());
    assertMessage(
        "name of an estimator must be one line of text: \" \"", () -> empty().with(" ", EXACT));
    assertMessage(
        "estimators must differ: exact stands twice", () -> laboratory().with("exact", EXACT));
  }

  private static void assertMessage(
      String message, org.junit.jupiter.api.function.Executable code) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, code).getMessage());
  }
}
