package hyperlead.laboratory;

import hyperlead.OrderedTasks;
import hyperlead.Run;
import hyperlead.data.CsvFile;
import hyperlead.data.CsvFile.Field;
import hyperlead.data.DataFile;
import hyperlead.data.DataFormatException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.zip.CRC32;

/**
 * The lines of a sweep's file: a header, then one for each finished run, in the order in which they
 * finished.
 *
 * <pre>
 * method,…,training,seed,fingerprint,objective,updates,samples,…,check
 * </pre>
 *
 * <p>{@code check} is the CRC-32 of the line up to its last comma, in eight hexadecimal digits, so
 * that a changed digit does not pass. Doubles are written by {@link Double#toString}, which reads
 * back to the same bits.
 */
final class SweepLines {
  private static final String ADVICE = "; choose another file, or delete this line";

  private final Sweep sweep;
  private final List<Specification> specifications;
  private final List<String> names;
  private final int identities;
  private final Map<List<String>, Integer> numbers = new HashMap<>();

  SweepLines(Sweep sweep) {
    this.sweep = sweep;
    specifications = sweep.specifications();
    names = new ArrayList<>(sweep.columns());
    identities = specifications.get(0).identity().size();
    names.add(identities, "fingerprint");
    names.add("check");
    for (int i = 0; i < specifications.size(); i++) {
      numbers.put(specifications.get(i).identity(), i);
    }
  }

  /**
   * What a sweep keeps of a finished run.
   *
   * @param objective J at the last iterate
   * @param updates moves of θ
   * @param samples simulated steps that they used
   * @param measured further numbers, in the order of the sweep's measures
   */
  record Outcome(double objective, int updates, long samples, List<Double> measured) {
    static Outcome of(Run run, List<Sweep.Measure> measures) {
      var log = run.log();
      int last = log.rowCount() - 1;
      return new Outcome(
          run.objective(),
          log.intColumn("update").get(last),
          log.longColumn("samples").get(last),
          measures.stream().map(measure -> measure.of(run)).toList());
    }
  }

  String header() {
    return CsvFile.line(names);
  }

  String line(int specification, String fingerprint, Outcome outcome) {
    List<String> fields = new ArrayList<>(specifications.get(specification).identity());
    fields.add(fingerprint);
    fields.add(Double.toString(outcome.objective()));
    fields.add(Integer.toString(outcome.updates()));
    fields.add(Long.toString(outcome.samples()));
    outcome.measured().forEach(number -> fields.add(Double.toString(number)));
    String content = CsvFile.line(fields);
    return content + "," + check(content);
  }

  private static String check(String line) {
    CRC32 crc = new CRC32();
    crc.update(line.getBytes(StandardCharsets.UTF_8));
    return String.format(Locale.ROOT, "%08x", crc.getValue());
  }

  /**
   * Reads complete lines.
   *
   * @return outcomes by the number of their specification
   * @throws DataFormatException if one is not as this sweep would write it
   * @throws CancellationException if this thread was interrupted
   */
  Map<Integer, Outcome> read(DataFile file) {
    CsvFile csv = CsvFile.of(file, header());
    Map<Integer, Field> fingerprints = new LinkedHashMap<>();
    Map<Integer, Outcome> outcomes = new HashMap<>();
    for (List<Field> row : csv.rows()) {
      int specification = specification(csv, row);
      if (outcomes.put(specification, outcome(csv, row)) != null) {
        throw csv.error(row.get(0), "run stands twice: " + specifications.get(specification));
      }
      Field check = row.get(row.size() - 1);
      String content = check(file.lines().get(check.line()).substring(0, check.column() - 1));
      if (!check.text().equals(content)) {
        throw csv.error(
            check, "line was changed: its check is " + check.text() + ", its content's " + content);
      }
      fingerprints.put(specification, row.get(identities));
    }
    compare(csv, fingerprints);
    return outcomes;
  }

  private int specification(CsvFile csv, List<Field> row) {
    List<String> came = row.subList(0, identities).stream().map(Field::text).toList();
    Integer number = numbers.get(came);
    if (number != null) {
      return number;
    }
    Specification nearest =
        specifications.stream()
            .min(Comparator.comparingInt(known -> differences(came, known).size()))
            .orElseThrow();
    throw csv.error(
        row.get(0),
        "expected a run of this sweep; the nearest, %s, differs in %s"
            .formatted(nearest, String.join(", ", differences(came, nearest)) + ADVICE));
  }

  /** Names, with the old and the new value. */
  private List<String> differences(List<String> came, Specification known) {
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < identities; i++) {
      if (!came.get(i).equals(known.identity().get(i))) {
        differences.add(names.get(i) + ": " + difference(came.get(i), known.identity().get(i)));
      }
    }
    return differences;
  }

  /** Of long texts only the parts between equal ends. */
  private static String difference(String came, String known) {
    List<String> old = List.of(came.split(", "));
    List<String> now = List.of(known.split(", "));
    int both = Math.min(old.size(), now.size());
    int start = 0;
    while (start < both && old.get(start).equals(now.get(start))) {
      start++;
    }
    int end = 0;
    while (end < both - start
        && old.get(old.size() - 1 - end).equals(now.get(now.size() - 1 - end))) {
      end++;
    }
    return "%s in the file, %s now"
        .formatted(
            String.join(", ", old.subList(start, old.size() - end)),
            String.join(", ", now.subList(start, now.size() - end)));
  }

  /** Compares the fingerprints, on all threads. */
  private void compare(CsvFile csv, Map<Integer, Field> fingerprints) {
    List<Integer> runs = List.copyOf(fingerprints.keySet());
    OrderedTasks<DataFormatException> tasks =
        new OrderedTasks<>(
            runs.size(),
            sweep.threads(),
            runs.size(),
            i -> "first update of " + specifications.get(runs.get(i)));
    boolean whole =
        tasks.run(
            i -> {
              Specification run = specifications.get(runs.get(i));
              Field came = fingerprints.get(runs.get(i));
              String now = Fingerprint.of(run.training(), run.seed());
              return tasks.stopping() || came.text().equals(now)
                  ? null
                  : stale(csv, came, run, now);
            },
            stale -> {
              throw stale;
            });
    if (!whole) {
      throw new CancellationException("interrupted while the file was compared with the sweep");
    }
  }

  private static DataFormatException stale(CsvFile csv, Field came, Specification run, String now) {
    return csv.error(
        came,
        "%s does not begin as this line's run did: fingerprint %s in the file, %s now. Its problem (a reward, a law, the map, the start), follower or estimator was changed"
                .formatted(run, came.text(), now)
            + ADVICE);
  }

  private Outcome outcome(CsvFile csv, List<Field> row) {
    int first = identities + 1;
    return new Outcome(
        csv.number(row.get(first)),
        Math.toIntExact(csv.whole(row.get(first + 1), Integer.MAX_VALUE)),
        csv.whole(row.get(first + 2), Long.MAX_VALUE),
        row.subList(first + 3, row.size() - 1).stream().map(csv::number).toList());
  }
}
