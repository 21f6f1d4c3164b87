package hyperlead.laboratory;

import hyperlead.data.DataFile;
import hyperlead.data.DataFormatException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * The lines of a sweep's file: a header, then one for each finished run, in the order in which they
 * finished.
 *
 * <pre>
 * method,…,training,seed,objective,updates,samples,…,check
 * </pre>
 *
 * <p>{@code check} is the CRC-32 of the line up to its last comma, in eight hexadecimal digits, so
 * that a changed digit does not pass. Doubles are written by {@link Double#toString}, which reads
 * back to the same bits.
 */
final class SweepLines {
  private final List<Specification> specifications;
  private final int columns;
  private final int identities;
  private final String header;
  private final Map<String, Integer> numbers = new HashMap<>();

  SweepLines(Sweep sweep) {
    specifications = sweep.specifications();
    columns = sweep.columns().size() + 1;
    identities = columns - 4 - sweep.measures().size();
    header = String.join(",", sweep.columns()) + ",check";
    for (int i = 0; i < specifications.size(); i++) {
      numbers.put(specifications.get(i).identity(), i);
    }
  }

  String header() {
    return header;
  }

  String line(int specification, Outcome outcome) {
    StringBuilder line = new StringBuilder(specifications.get(specification).identity());
    line.append(',').append(outcome.objective());
    line.append(',').append(outcome.updates());
    line.append(',').append(outcome.samples());
    outcome.measured().forEach(number -> line.append(',').append(number));
    String content = line.toString();
    return content + "," + check(content);
  }

  private static String check(String line) {
    CRC32 crc = new CRC32();
    crc.update(line.getBytes(StandardCharsets.UTF_8));
    return "%08x".formatted(crc.getValue());
  }

  /**
   * Reads complete lines.
   *
   * @return outcomes by the number of their specification
   * @throws DataFormatException if one is not as this sweep wrote it
   */
  Map<Integer, Outcome> read(DataFile file) {
    if (!file.lines().get(0).equals(header)) {
      throw file.error(0, 0, "expected the header " + header);
    }
    Map<Integer, Outcome> outcomes = new HashMap<>();
    for (int line = 1; line < file.lines().size(); line++) {
      Fields fields = Fields.of(file, line, columns);
      int specification = specification(fields);
      if (outcomes.put(specification, outcome(fields)) != null) {
        throw fields.error(0, "run stands twice: " + specifications.get(specification));
      }
    }
    return outcomes;
  }

  private int specification(Fields fields) {
    String identity = fields.before(identities);
    Integer number = numbers.get(identity);
    if (number == null) {
      throw fields.error(0, "expected a run of this sweep: " + identity);
    }
    return number;
  }

  private Outcome outcome(Fields fields) {
    List<Double> measured = new ArrayList<>();
    double objective = fields.number(identities);
    int updates = Math.toIntExact(fields.whole(identities + 1, Integer.MAX_VALUE));
    long samples = fields.whole(identities + 2, Long.MAX_VALUE);
    for (int i = identities + 3; i < columns - 1; i++) {
      measured.add(fields.number(i));
    }
    String check = check(fields.before(columns - 1));
    if (!fields.text(columns - 1).equals(check)) {
      throw fields.error(
          columns - 1,
          "line was changed: its check is "
              + fields.text(columns - 1)
              + ", its content's "
              + check);
    }
    return new Outcome(objective, updates, samples, measured);
  }
}
