package hyperlead.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final List<String> drawn = new ArrayList<>();
  private long millis;
  private final Progress progress =
      new Progress(
          "training",
          Rendering::ofText,
          new Recorder(),
          () -> TimeUnit.MILLISECONDS.toNanos(millis));

  private final class Recorder implements ProgressLine {
    @Override
    public void draw(Rendering line) {
      drawn.add(line.text());
    }

    @Override
    public void end(Rendering line) {
      drawn.add("end: " + line.text());
    }
  }

  private void reportAt(long time, long done) {
    millis = time;
    progress.report(done, 100, "J = " + done);
  }

  @Test
  void itIsRedrawnFourTimesASecondWithTheTimeLeft() {
    reportAt(0, 0);
    reportAt(100, 1);
    reportAt(249, 2);
    reportAt(1000, 1);
    assertEquals(
        List.of("training: 0 of 100, J = 0", "training: 1 of 100, J = 1, 1:39 left"), drawn);
  }

  @Test
  void whatWasFoundAtTheStartDoesNotCountAsMadeSince() {
    reportAt(5000, 90);
    reportAt(6000, 91);
    reportAt(7000, 95);
    assertEquals(
        List.of(
            "training: 90 of 100, J = 90",
            "training: 91 of 100, J = 91, 0:09 left",
            "training: 95 of 100, J = 95, 0:02 left"),
        drawn);
  }

  @Test
  void theEndIsShownAtOnceOnceAndWithoutTimes() {
    reportAt(1000, 50);
    reportAt(1001, 100);
    progress.close();
    reportAt(5000, 60);
    assertEquals(
        List.of("training: 50 of 100, J = 50", "end: training: 100 of 100, J = 100"), drawn);
  }

  @Test
  void closingEarlyLeavesHowFarItCame() {
    reportAt(1000, 10);
    reportAt(1001, 20);
    progress.close();
    assertEquals("end: training: 20 of 100, J = 20", drawn.get(1));
  }

  @Test
  void withoutAReportNothingIsShown() {
    progress.close();
    assertEquals(List.of(), drawn);
  }

  @Test
  void impossibleReportsAreRefused() {
    var error =
        assertThrows(IllegalArgumentException.class, () -> progress.report(101, 100, "late"));
    assertEquals("done must be in 0..100: 101", error.getMessage());
    assertThrows(IllegalArgumentException.class, () -> progress.report(-1, 100, ""));
    assertThrows(IllegalArgumentException.class, () -> progress.report(0, 0, ""));
  }
}
