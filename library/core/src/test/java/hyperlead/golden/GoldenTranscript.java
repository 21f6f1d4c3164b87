package hyperlead.golden;

import hyperlead.Hypergradient;
import hyperlead.Run;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.zip.CRC32;

/**
 * What every bundled problem, follower and estimator says at one θ and seed, to the bit: a change
 * that must not change numbers leaves it as it is, and {@link GoldenTranscriptTest} says so.
 *
 * <p>Where a change must move last digits, renew it in the same commit, and say there why:
 *
 * <pre>
 * mvn -q package -DskipTests
 * java -cp 'library/core/target/test-classes:library/core/target/classes:library/core/target/lib/*' \
 *     hyperlead.golden.GoldenTranscript library/core/src/test/resources/golden.txt
 * </pre>
 *
 * <p>Numbers are hexadecimal, since {@link Double#toString} differs between Java versions; the
 * decimal one beside it is for the reader. Long vectors are written by their first entries and a
 * checksum.
 */
public final class GoldenTranscript {
  private static final int SHOWN = 4;

  private GoldenTranscript() {}

  /** Writes the transcript to the file that is named. */
  public static void main(String[] args) throws IOException {
    Files.write(Path.of(args[0]), lines());
  }

  static List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (GoldenSubject subject : GoldenRegistry.subjects()) {
      lines.add("== " + subject.name());
      lines.add("constants " + subject.constants());
      subject.hypergradients().forEach((name, value) -> lines.add(text(name, value.get())));
      subject.objectives().forEach((name, value) -> lines.add(name + ": " + text(value.get())));
      subject.trainings().forEach((name, training) -> lines.add(text(name, training.run(4))));
    }
    return lines;
  }

  private static String text(String name, Hypergradient gradient) {
    String terms =
        Double.isNaN(gradient.directNorm())
            ? "total " + text(gradient.total())
            : "direct %s guidance %s".formatted(text(gradient.direct()), text(gradient.guidance()));
    return "%s: J %s %s".formatted(name, text(gradient.objective()), terms);
  }

  /** The last iterate and the sums of the log's columns. */
  private static String text(String name, Run run) {
    Map<String, String> sums = new TreeMap<>();
    List<String> columns = new ArrayList<>(run.log().columnNames());
    columns.remove("unseen"); // younger than the transcript
    for (String column : columns) {
      sums.put(column, text(DoubleStream.of(run.column(column)).sum()));
    }
    return "%s: θ %s %s".formatted(name, text(run.theta()), sums);
  }

  private static String text(double[] vector) {
    String shown =
        DoubleStream.of(vector)
            .limit(SHOWN)
            .mapToObj(Double::toHexString)
            .collect(Collectors.joining(" ", "[", ""));
    return vector.length <= SHOWN
        ? shown + "]"
        : "%s … %d, %08x]".formatted(shown, vector.length, check(vector));
  }

  private static long check(double[] vector) {
    ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * vector.length);
    bytes.asDoubleBuffer().put(vector);
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return crc.getValue();
  }

  private static String text(double number) {
    return "%s (%s)"
        .formatted(Double.toHexString(number), String.format(Locale.ROOT, "%.6g", number));
  }
}
