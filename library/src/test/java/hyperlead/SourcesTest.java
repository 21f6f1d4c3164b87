package hyperlead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
          "numbers in the language of the machine: take String.format(Locale.ROOT, …), or %s",
          Pattern.compile(
              "%[-+ 0,#(]*[\\d.]*[bcdefghoxEGHX][^;]*?\\.formatted\\(|String\\.format\\((?!\\s*Locale\\.ROOT)"),
          "letters in the language of the machine: take Locale.ROOT",
          Pattern.compile("\\.to(Upper|Lower)Case\\(\\)"));

  @Test
  void mainSourcesDependOnNoJdkAndNoLanguage() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(Path.of("src/main/java"))) {
      files = all.filter(file -> file.toString().endsWith(".java")).toList();
    }
    assertTrue(files.size() > 100, "files found: " + files.size());
    for (Path file : files) {
      String source = Files.readString(file);
      FORBIDDEN.forEach(
          (why, pattern) ->
              assertEquals(
                  List.of(),
                  pattern.matcher(source).results().map(found -> found.group()).toList(),
                  file + ": " + why));
    }
  }
}
