package hyperlead.notebook.pictures;

import hyperlead.Listener;
import hyperlead.notebook.Picture;
import hyperlead.notebook.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The objective of each run while they are under way, one line a run: {@code
 * training.withListener(new LearningCurve("BC-HG")).runs(seeds)}. In a notebook the chart is drawn
 * anew about four times a second, with the time left in its title; the last one stays, without it.
 * Elsewhere it is a {@link Progress} line.
 */
public final class LearningCurve implements Listener {
  private final String name;
  private final Progress progress;
  private final Map<Integer, List<double[]>> rows = new TreeMap<>();

  /** A curve of what is trained, not shown before the first row. */
  public LearningCurve(String name) {
    this.name = name;
    progress = Progress.pictured(name, this::chart);
  }

  @Override
  public synchronized void row(int run, int update, double objective) {
    rows.computeIfAbsent(run, first -> new ArrayList<>()).add(new double[] {update, objective});
  }

  @Override
  public void report(long done, long total, String status) {
    progress.report(done, total, status.replaceFirst(" [(].*", "")); // room for the time left
  }

  /** The lines as far as they are, below a title. */
  synchronized Picture chart(String title) {
    XyPlot chart = Plots.xy(Axes.of("leader update", "objective J").withTitle(title));
    for (List<double[]> run : rows.values()) {
      double[] updates = run.stream().mapToDouble(row -> row[0]).toArray();
      chart = chart.withLine(name, updates, run.stream().mapToDouble(row -> row[1]).toArray());
    }
    return chart;
  }

  @Override
  public String toString() {
    return "LearningCurve of " + name;
  }
}
