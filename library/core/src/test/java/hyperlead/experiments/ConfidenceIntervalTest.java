package hyperlead.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConfidenceIntervalTest {
  /** s = √2.5 and the table value t(0.975; 4) = 2.776445. */
  @Test
  void agreesWithTheTableOfStudentsDistribution() {
    ConfidenceInterval interval = ConfidenceInterval.of(1, 2, 3, 4, 5);
    assertEquals(3, interval.mean(), 1e-12);
    assertEquals(2.776445 * Math.sqrt(2.5 / 5), interval.halfWidth(), 1e-6);
    assertEquals(3 - interval.halfWidth(), interval.low());
    assertEquals(3 + interval.halfWidth(), interval.high());
  }

  /** The level's meaning: 95 of 100 intervals contain the mean of the samples' law. */
  @Test
  void coversTheMeanNineteenTimesInTwenty() {
    Random random = new Random(1);
    int trials = 4000;
    int covered = 0;
    for (int i = 0; i < trials; i++) {
      ConfidenceInterval interval =
          ConfidenceInterval.of(
              7 + random.nextGaussian(), 7 + random.nextGaussian(), 7 + random.nextGaussian());
      covered += interval.low() < 7 && 7 < interval.high() ? 1 : 0;
    }
    // Four standard errors of a binomial share.
    assertEquals(0.95, (double) covered / trials, 4 * Math.sqrt(0.95 * 0.05 / trials));
  }

  @Test
  void acrossCurvesIsTheIntervalAtEachPlace() {
    List<ConfidenceInterval> intervals =
        ConfidenceInterval.across(List.of(new double[] {1, 5}, new double[] {2, 9}));
    assertEquals(List.of(ConfidenceInterval.of(1, 2), ConfidenceInterval.of(5, 9)), intervals);
  }

  @Test
  void rejectsWhatHasNoInterval() {
    assertMessage("at least 2 samples: 1", () -> ConfidenceInterval.of(3));
    assertMessage("sample 1 must be finite: NaN", () -> ConfidenceInterval.of(3, Double.NaN));
    assertMessage(
        "curve 1 must have length 1: 2",
        () -> ConfidenceInterval.across(List.of(new double[1], new double[2])));
  }

  private static void assertMessage(String part, Runnable call) {
    Exception e = assertThrows(IllegalArgumentException.class, call::run);
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }
}
