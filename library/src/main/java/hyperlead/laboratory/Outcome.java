package hyperlead.laboratory;

import hyperlead.Run;
import java.util.List;

/**
 * What a sweep keeps of a finished run.
 *
 * @param objective J at the last iterate
 * @param updates moves of θ
 * @param samples simulated steps that they used
 * @param measured further numbers, in the order of the sweep's measures
 */
record Outcome(double objective, int updates, long samples, List<Double> measured) {
  static Outcome of(Run run, List<Measure> measures) {
    var log = run.log();
    int last = log.rowCount() - 1;
    return new Outcome(
        run.objective(),
        log.intColumn("update").get(last),
        log.longColumn("samples").get(last),
        measures.stream().map(measure -> measure.of(run)).toList());
  }
}
