package hyperlead.experiments;

import hyperlead.OrderedTasks;
import hyperlead.Run;
import hyperlead.algebra.Require;
import hyperlead.algebra.Text;
import hyperlead.data.CsvFile;
import hyperlead.data.CsvFile.Field;
import hyperlead.data.DataFile;
import hyperlead.data.DataFormatException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import java.util.zip.CRC32;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

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
 * back to the same bits. A row, in the file as in the table, is the list of a line's fields without
 * the check.
 */
final class SweepLines {
  private static final String ADVICE = "; choose another file, or delete this line";

  private final List<Specification> specifications;
  private final Map<String, ToDoubleFunction<Run>> measures;
  private final List<String> names;
  private final int fingerprint;
  private final Map<List<String>, Integer> numbers = new HashMap<>();

  /** Throws an {@link IllegalArgumentException} if two runs or two columns cannot be told apart. */
  SweepLines(List<Specification> specifications, Map<String, ToDoubleFunction<Run>> measures) {
    this.specifications = specifications;
    this.measures = measures;
    List<String> settings = List.copyOf(specifications.get(0).settings().keySet());
    List<String> columns = new ArrayList<>(settings);
    columns.addAll(List.of("training", "seed", "fingerprint", "objective", "updates", "samples"));
    columns.addAll(measures.keySet());
    columns.add("check");
    names = Require.distinct("columns", columns);
    fingerprint = names.indexOf("fingerprint");
    for (Specification specification : specifications) {
      List<String> own = List.copyOf(specification.settings().keySet());
      boolean alike = own.equals(settings);
      Require.that(alike, "settings must be %s in every specification: %s", settings, own);
      boolean isNew = numbers.put(specification.identity(), numbers.size()) == null;
      Require.that(isNew, "specification must stand once: %s", specification);
    }
  }

  String header() {
    return CsvFile.line(names);
  }

  /** The row of a finished run. */
  List<String> row(Specification specification, Run run) {
    return row(specification, run, Fingerprint.of(specification.training(), specification.seed()));
  }

  /** The row of a run that failed on a worker: a reason, and no numbers. */
  List<String> failed(Specification specification, String reason) {
    List<String> row = new ArrayList<>(specification.identity());
    row.add(reason);
    row.addAll(Collections.nCopies(names.size() - 1 - row.size(), ""));
    return row;
  }

  /** The row of a finished run, and what its first update showed. */
  List<String> row(Specification specification, Run run, String shown) {
    double[] updates = run.column("update");
    double[] samples = run.column("samples");
    int last = updates.length - 1;
    List<String> row = new ArrayList<>(specification.identity());
    row.add(shown);
    row.add(Double.toString(run.objective()));
    row.add(Long.toString((long) updates[last]));
    row.add(Long.toString((long) samples[last]));
    measures.forEach(
        (name, measure) -> {
          double number = measure.applyAsDouble(run);
          if (!Double.isFinite(number)) {
            throw new ArithmeticException("measure " + name + " must be finite: " + number);
          }
          row.add(Double.toString(number));
        });
    return row;
  }

  static String line(List<String> row) {
    String content = CsvFile.line(row);
    return content + "," + check(content);
  }

  static String check(String content) {
    CRC32 crc = new CRC32();
    crc.update(content.getBytes(StandardCharsets.UTF_8));
    return Text.of("%08x", crc.getValue());
  }

  /**
   * Reads complete lines.
   *
   * @param threads for the comparison of the fingerprints
   * @return rows by the number of their specification
   * @throws DataFormatException if a line is not as this sweep would write it
   * @throws CancellationException if this thread was interrupted
   */
  SortedMap<Integer, List<String>> read(DataFile file, int threads) {
    SortedMap<Integer, List<Field>> found = new TreeMap<>();
    for (List<Field> fields : CsvFile.of(file, header()).rows()) {
      int number = number(fields);
      if (!isFailed(fields.get(fingerprint).text())) {
        checkNumbers(fields);
      }
      if (found.put(number, fields) != null) {
        throw fields.get(0).error("run stands twice: " + specifications.get(number));
      }
      Field check = fields.get(names.size() - 1);
      String content = check(file.lines().get(check.line()).substring(0, check.column() - 1));
      if (!check.text().equals(content)) {
        throw check.error(
            "line was changed: its check is " + check.text() + ", its content's " + content);
      }
    }
    compareFingerprints(found, threads);
    SortedMap<Integer, List<String>> rows = new TreeMap<>();
    found.forEach((number, fields) -> rows.put(number, texts(fields, names.size() - 1)));
    return rows;
  }

  private static boolean isFailed(String shown) {
    return shown.startsWith(Outcome.FAILED);
  }

  private static List<String> texts(List<Field> fields, int count) {
    return fields.subList(0, count).stream().map(Field::text).toList();
  }

  private void checkNumbers(List<Field> fields) {
    fields.get(fingerprint + 1).number();
    fields.get(fingerprint + 2).whole(Integer.MAX_VALUE);
    fields.get(fingerprint + 3).whole(Long.MAX_VALUE);
    fields.subList(fingerprint + 4, names.size() - 1).forEach(Field::number);
  }

  private int number(List<Field> fields) {
    List<String> came = texts(fields, fingerprint);
    Integer number = numbers.get(came);
    if (number != null) {
      return number;
    }
    Specification nearest =
        specifications.stream()
            .min(Comparator.comparingInt(known -> differences(came, known).size()))
            .orElseThrow();
    throw fields
        .get(0)
        .error(
            "expected a run of this sweep; the nearest, %s, differs in %s"
                .formatted(nearest, String.join(", ", differences(came, nearest)) + ADVICE));
  }

  /** Names, with the old and the new value. */
  private List<String> differences(List<String> came, Specification known) {
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < fingerprint; i++) {
      if (!came.get(i).equals(known.identity().get(i))) {
        differences.add(names.get(i) + ": " + difference(came.get(i), known.identity().get(i)));
      }
    }
    return differences;
  }

  /** Of long texts only the parts between equal ends. */
  private static String difference(String came, String known) {
    List<String> old = new ArrayList<>(List.of(came.split(", ")));
    List<String> now = new ArrayList<>(List.of(known.split(", ")));
    for (int end = 0; end < 2; end++) {
      while (!old.isEmpty() && !now.isEmpty() && old.get(0).equals(now.get(0))) {
        old.remove(0);
        now.remove(0);
      }
      Collections.reverse(old);
      Collections.reverse(now);
    }
    return "%s in the file, %s now".formatted(String.join(", ", old), String.join(", ", now));
  }

  private void compareFingerprints(SortedMap<Integer, List<Field>> found, int threads) {
    List<Integer> runs =
        found.keySet().stream()
            .filter(number -> !isFailed(found.get(number).get(fingerprint).text()))
            .toList();
    int count = runs.size();
    IntFunction<String> name = i -> "first update of " + specifications.get(runs.get(i));
    OrderedTasks<DataFormatException> tasks = new OrderedTasks<>(count, threads, count, name);
    boolean whole =
        tasks.run(
            i -> {
              Specification run = specifications.get(runs.get(i));
              Field came = found.get(runs.get(i)).get(fingerprint);
              String now = Fingerprint.of(run.training(), run.seed());
              return tasks.stopping() || came.text().equals(now)
                  ? null
                  : came.error(stale(run, came.text(), now));
            },
            stale -> {
              throw stale;
            });
    if (!whole) {
      throw new CancellationException("interrupted while the file was compared with the sweep");
    }
  }

  private static String stale(Specification run, String came, String now) {
    return "%s does not begin as this line's run did: fingerprint %s in the file, %s now. Its problem (a reward, a law, the map, the start), follower or estimator was changed"
            .formatted(run, came, now)
        + ADVICE;
  }

  /** Rows as a table, in their order. */
  Table table(Collection<List<String>> rows) {
    Table table = SweepTable.of(names.subList(0, names.size() - 1), rows);
    StringColumn shown = table.stringColumn("fingerprint");
    if (shown.asList().stream().anyMatch(SweepLines::isFailed)) {
      StringColumn failure = StringColumn.create("failure");
      shown.forEach(s -> failure.append(isFailed(s) ? s.substring(Outcome.FAILED.length()) : ""));
      table.addColumns(failure);
    }
    return table.removeColumns("fingerprint");
  }
}
