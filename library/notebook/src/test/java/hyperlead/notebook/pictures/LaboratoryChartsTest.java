package hyperlead.notebook.pictures;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.critics.ExactCritic;
import hyperlead.environments.ThreeStates;
import hyperlead.estimators.BoltzmannCovariance;
import hyperlead.estimators.Exact;
import hyperlead.experiments.Laboratory;
import hyperlead.experiments.Measurement;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularProblem;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

/** Charts from a real table, so that the names of its columns are tested too. */
class LaboratoryChartsTest {
  private final TabularProblem problem = ThreeStates.problem();

  private Laboratory<TabularEpisode> exactAlone() {
    return Laboratory.of(problem, new SoftPolicyIteration(), new Exact<>())
        .with("exact", new Exact<>())
        .withRepeats(10)
        .withSamples(200, 20);
  }

  private Table table(Laboratory<TabularEpisode> laboratory) {
    Measurement measured = laboratory.at(problem.initialParameters(new SplittableRandom(1)), 2);
    return measured.table();
  }

  private Laboratory<TabularEpisode> both() {
    return exactAlone().with("BC-HG", new BoltzmannCovariance<>(new ExactCritic()));
  }

  @Test
  void errorsLeaveTheExactOneOut() {
    Table both = table(both());
    BufferedImage image = LaboratoryCharts.error(both);
    Table noisy = both.where(both.stringColumn("estimator").isEqualTo("BC-HG"));
    assertArrayEquals(Pixels.png(LaboratoryCharts.error(noisy)), Pixels.png(image));
    assertTrue(Pixels.count(image, Pixels.all(image), Palette.BLUE) > 100, "a line is drawn");
    Pixels.assertMessage(
        "needs an estimator with an error above 0",
        () -> LaboratoryCharts.error(table(exactAlone())));
  }

  @Test
  void errorsFallFromLeftToRight() {
    BufferedImage image = LaboratoryCharts.error(table(both()));
    // Samples were given in falling order; the line still goes from few to many.
    assertTrue(mean(Pixels.rows(image, 200, Palette.BLUE)) > 0, "left");
    assertTrue(
        mean(Pixels.rows(image, 200, Palette.BLUE)) < mean(Pixels.rows(image, 700, Palette.BLUE)));
  }

  private static double mean(int[] rows) {
    return Arrays.stream(rows).average().orElse(0);
  }

  @Test
  void cosinesShowEveryEstimator() {
    Table both = table(both());
    BufferedImage image = LaboratoryCharts.cosine(both);
    assertEquals(840, Pixels.width(image));
    assertTrue(Pixels.count(image, Pixels.all(image), Palette.BLACK) > 100, "the exact one");
    assertTrue(Pixels.count(image, Pixels.all(image), Palette.BLUE) > 100, "BC-HG");
  }

  @Test
  void oneBudgetIsAPoint() {
    BufferedImage image = LaboratoryCharts.error(table(both().withSamples(100)));
    assertTrue(Pixels.count(image, Pixels.all(image), Palette.BLUE) > 10, "a point");
  }
}
