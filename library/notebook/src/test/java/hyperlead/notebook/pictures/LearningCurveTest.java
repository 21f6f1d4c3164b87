package hyperlead.notebook.pictures;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import hyperlead.LeaderTraining;
import hyperlead.Run;
import hyperlead.environments.ThreeStates;
import hyperlead.estimators.Exact;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.notebook.Picture;
import java.util.List;
import org.junit.jupiter.api.Test;

class LearningCurveTest {
  /** What stays is the chart of the runs' logs, whichever thread was first. */
  @Test
  void theLastPictureHasEveryRowOfEveryRun() {
    LearningCurve curve = new LearningCurve("exact");
    List<Run> runs =
        LeaderTraining.of(ThreeStates.problem(), new SoftPolicyIteration(), new Exact<>())
            .withUpdates(20)
            .withSamples(1)
            .withLogEvery(5)
            .withListener(curve)
            .runs(1, 2, 3);
    XyPlot expected = Plots.xy(Axes.of("leader update", "objective J").withTitle("title"));
    for (Run run : runs) {
      expected = expected.withLine("exact", run.column("update"), run.column("objective"));
    }
    assertArrayEquals(png(expected), png(curve.chart("title")));
  }

  private static byte[] png(Picture picture) {
    return Pixels.png(picture.image());
  }
}
