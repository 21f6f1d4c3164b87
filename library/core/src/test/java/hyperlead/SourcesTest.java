package hyperlead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the main sources may not say, so that bits and texts are the same everywhere. */
class SourcesTest {
  private static final Map<String, Pattern> FORBIDDEN =
      Map.of(
          "draws that differ between JDKs: take Gaussian.next",
          Pattern.compile("\\.next(Gaussian|Exponential)\\("),
          "functions that differ between JDKs: take StrictMath",
          Pattern.compile("(?<!Strict)Math\\.(tanh|cbrt)\\b"),
          // Only %s is the same in every language: digits and points are not.
          "numbers in the language of the machine: take Text.of, or %s",
          Pattern.compile(
              "%[-+ 0,#(]*[\\d.]*[bcdefghoxEGHX][^;]*?\\.formatted\\(|String\\.format\\((?!\\s*Locale\\.ROOT)"),
          "letters in the language of the machine: take Locale.ROOT",
          Pattern.compile("\\.to(Upper|Lower)Case\\(\\)"));

  private static final String CORE = "src/main/java";
  private static final String FACE = "../notebook/src/main/java";
  private static final String CLUSTER = "../cluster/src/main/java";

  /** What notebooks and classes stand on: these packages, and libraries for them alone. */
  private static final Pattern NOT_IN_CORE =
      Pattern.compile(
          "\\b(hyperlead\\.(notebook|cluster)|org\\.(knowm|dflib|apache\\.spark))\\.[\\w.]+");

  private static List<Path> files(String folder) throws IOException {
    try (Stream<Path> all = Files.walk(Path.of(folder))) {
      return all.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  @Test
  void theCoreKnowsNothingOfTheFace() throws IOException {
    List<Path> files = files(CORE);
    assertTrue(files.size() > 100, "files of the core: " + files.size());
    for (Path file : files) {
      List<String> found =
          NOT_IN_CORE.matcher(Files.readString(file)).results().map(MatchResult::group).toList();
      assertEquals(List.of(), found, file.toString());
    }
  }

  @Test
  void mainSourcesDependOnNoJdkAndNoLanguage() throws IOException {
    List<Path> files =
        Stream.of(files(CORE), files(FACE), files(CLUSTER)).flatMap(List::stream).toList();
    assertTrue(files.size() > 150, "files found: " + files.size());
    for (Path file : files) {
      String source = Files.readString(file);
      FORBIDDEN.forEach(
          (why, pattern) ->
              assertEquals(
                  List.of(),
                  pattern.matcher(source).results().map(MatchResult::group).toList(),
                  file + ": " + why));
    }
  }

  /** As library/Shape.java counts them. */
  @Test
  void bodiesAreShortAndPackagesGoInNoCircle() throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process shape =
        new ProcessBuilder(java, "../Shape.java", CORE, FACE, CLUSTER)
            .redirectErrorStream(true)
            .start();
    String said = new String(shape.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, shape.waitFor(), said);
    assertEquals(3, said.split(", no circle", -1).length - 1, said);
    assertEquals(3, said.split("bodies over 30 lines: 0\n", -1).length - 1, said);
  }
}
