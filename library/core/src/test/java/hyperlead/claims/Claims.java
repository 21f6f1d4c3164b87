package hyperlead.claims;

import hyperlead.algebra.Text;
import hyperlead.data.CsvFile;
import hyperlead.data.DataFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Measures what texts claim of trainings, on the seeds 101 to 140 and more, and writes it to
 * datasets/results/claims.csv.
 *
 * <pre>
 * mvn -q test-compile
 * cd library/core
 * java -cp 'target/test-classes:target/classes:target/lib/*' hyperlead.claims.Claims building-bchg
 * </pre>
 *
 * <p>Names of claims, or the first part of names, say which; {@code all} stands for all. Rows of
 * others stay as they are, but for the texts that they stand in: without a name nothing is
 * measured, and those are written again.
 */
public final class Claims {
  static final Path FILE = ClaimedTexts.ROOT.resolve("datasets/results/claims.csv");

  private static final List<String> COLUMNS =
      Stream.of(
              List.of("id", "texts", "training", "measure", "fails below", "seeds", "n"),
              Distribution.FIGURES,
              List.of("command", "last iterates"))
          .flatMap(List::stream)
          .toList();

  private Claims() {}

  /** Every claim by its name, in the order of the file. */
  static Map<String, Claim> all() {
    Map<String, Claim> claims = new LinkedHashMap<>();
    Stream.of(
            FourRoomsClaims.all(),
            ContinuousClaims.all(),
            GameClaims.all(),
            LessonClaims.all(),
            FieldClaims.all())
        .flatMap(List::stream)
        .forEach(claim -> claims.put(claim.id(), claim));
    return claims;
  }

  /** Measures the claims that are named. */
  public static void main(String[] names) throws IOException {
    write(stored());
    for (Claim claim : all().values()) {
      if (Arrays.stream(names).anyMatch(n -> n.equals("all") || claim.id().startsWith(n))) {
        Map<String, String> row = row(claim, claim.values());
        row.forEach((column, field) -> System.out.println(column + ": " + field));
        Map<String, Map<String, String>> rows = stored();
        rows.put(claim.id(), row);
        write(rows);
      }
    }
  }

  /** The file's rows by the names of claims; none if there is no file. */
  static Map<String, Map<String, String>> stored() throws IOException {
    Map<String, Map<String, String>> rows = new LinkedHashMap<>();
    if (Files.exists(FILE)) {
      CsvFile file = CsvFile.of(DataFile.read(FILE));
      for (List<CsvFile.Field> fields : file.rows()) {
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < fields.size(); i++) {
          row.put(file.names().get(i), fields.get(i).text());
        }
        rows.put(row.get("id"), row);
      }
    }
    return rows;
  }

  private static Map<String, String> row(Claim claim, List<Double> values) {
    Distribution exact = new Distribution(values, claim.failing());
    // Figures are those of the numbers that the file holds.
    Distribution written = Distribution.read(exact.text(), Double.toString(claim.failing()));
    Map<String, String> row = new LinkedHashMap<>();
    row.put("id", claim.id());
    row.put("texts", "");
    row.put("training", claim.training().toString());
    row.put("measure", claim.measure());
    row.put("fails below", Double.toString(claim.failing()));
    row.put("seeds", "101-" + (100 + claim.seeds()));
    row.put("n", Integer.toString(values.size()));
    row.put("failures", Text.of("%.0f", written.figures().get("failures")));
    for (String figure : Distribution.FIGURES.subList(1, Distribution.FIGURES.size())) {
      row.put(figure, Text.of("%.6f", written.figures().get(figure)));
    }
    row.put("command", "hyperlead.claims.Claims " + claim.id());
    row.put("last iterates", written.text());
    return row;
  }

  /** All rows in the order of the claims, with their texts; what is claimed no more is left out. */
  private static void write(Map<String, Map<String, String>> rows) throws IOException {
    Map<String, Set<String>> places = ClaimedTexts.places();
    rows.forEach(
        (id, row) -> row.put("texts", String.join("; ", places.getOrDefault(id, Set.of()))));
    List<String> lines = new ArrayList<>(List.of(String.join(",", COLUMNS)));
    for (String id : all().keySet()) {
      if (rows.containsKey(id)) {
        lines.add(
            COLUMNS.stream()
                .map(rows.get(id)::get)
                .map(Claims::field)
                .collect(Collectors.joining(",")));
      }
    }
    Files.write(FILE, lines);
  }

  private static String field(String text) {
    return text.matches("[^\",]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
