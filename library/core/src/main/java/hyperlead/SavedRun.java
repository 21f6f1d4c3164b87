package hyperlead;

import hyperlead.algebra.Require;
import hyperlead.algebra.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/**
 * A run as a text file of lines {@code name = value}, UTF-8:
 *
 * <pre>
 * format = hyperlead run 1
 * problem = …                   and the other settings, then seed, interrupted and theta
 * column objective = numbers    and the log's other columns
 * memory = numbers              for each array that the run goes on from
 * check = CRC-32 of all lines above, hexadecimal
 * </pre>
 *
 * <p>A comma and a blank stand between numbers; doubles are written by {@link Double#toString},
 * which reads back to the same bits.
 */
final class SavedRun {
  private static final String FORMAT = "format = hyperlead run 1";
  private static final String COLUMN = "column ";

  private SavedRun() {}

  static void write(Run run, Map<String, String> settings, Path file) {
    try {
      Files.write(file, lines(run, settings));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + e, e);
    }
  }

  static List<String> lines(Run run, Map<String, String> settings) {
    List<String> lines = new ArrayList<>();
    lines.add(FORMAT);
    settings.forEach((name, value) -> lines.add(name + " = " + Require.line(name, value)));
    lines.add("seed = " + run.seed());
    lines.add("interrupted = " + run.interrupted());
    lines.add("theta = " + text(run.theta()));
    for (String name : run.columns()) {
      lines.add(COLUMN + name + " = " + text(run.column(name)));
    }
    run.memory().forEach(array -> lines.add("memory = " + text(array)));
    lines.add(check(lines, lines.size()));
    return lines;
  }

  private static String text(double... numbers) {
    return Arrays.stream(numbers).mapToObj(Double::toString).collect(Collectors.joining(", "));
  }

  /** The last line for so many first ones. */
  private static String check(List<String> lines, int count) {
    CRC32 crc = new CRC32();
    lines
        .subList(0, count)
        .forEach(line -> crc.update((line + "\n").getBytes(StandardCharsets.UTF_8)));
    return Text.of("check = %08x", crc.getValue());
  }

  static Run read(Path file) {
    try {
      return of(file.toString(), Files.readAllLines(file));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": " + e, e);
    }
  }

  /** A run from its lines, which stand in what has this name. */
  static Run of(String file, List<String> lines) {
    int last = lines.size() - 1;
    Require.that(
        last > 0 && lines.get(0).equals(FORMAT) && lines.get(last).equals(check(lines, last)),
        "%s must be as Run.save left it, from the line \"%s\" to the check of its content: it was"
            + " changed, cut off, or is something else",
        file,
        FORMAT);
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String line : lines.subList(1, last)) {
      String[] parts = line.split(" = ", 2);
      values.computeIfAbsent(parts[0], name -> new ArrayList<>()).add(parts[1]);
    }
    return run(values);
  }

  private static Run run(Map<String, List<String>> values) {
    Map<String, double[]> log = new LinkedHashMap<>();
    Map<String, String> settings = new LinkedHashMap<>();
    values.forEach(
        (name, texts) -> {
          if (name.startsWith(COLUMN)) {
            log.put(name.substring(COLUMN.length()), numbers(texts.get(0)));
          } else {
            settings.put(name, texts.get(0));
          }
        });
    settings.remove("memory");
    return new Run(
        numbers(settings.remove("theta")),
        log,
        Long.parseLong(settings.remove("seed")),
        settings,
        Boolean.parseBoolean(settings.remove("interrupted")),
        values.get("memory").stream().map(SavedRun::numbers).toList());
  }

  private static double[] numbers(String text) {
    return text.isEmpty()
        ? new double[0]
        : Arrays.stream(text.split(",")).mapToDouble(Double::parseDouble).toArray();
  }
}
