package hyperlead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Programs in documentation compile and do what is said of them: every Java block with a public
 * class is run, and its lines {@code // → …} are what it prints.
 */
class ReadmeTest {
  private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern CLASS = Pattern.compile("public class (\\w+)");
  private static final Pattern REVISION = Pattern.compile("<revision>(.*)</revision>");

  /** Of a file or of coordinates. */
  private static final Pattern VERSION =
      Pattern.compile("(?:hyperlead(?:_class)?[:-]|<version>)(\\d+\\.\\d+[^-<\\s]*)");

  private static final Pattern PRINTED = Pattern.compile("^// → (.*)$", Pattern.MULTILINE);

  @Test
  void theTenLinesWork(@TempDir Path folder) throws Exception {
    Map<String, String> programs = programs(Path.of("../../README.md"));
    assertTrue(programs.containsKey("TrainLeader"), "README.md has a program");
    assertTrue(
        run(folder, "TrainLeader", programs.remove("TrainLeader"))
            .matches("(?s)Run of FourRooms.*, seed 1: J = 0\\.\\d+ after 10000 updates\\s*"),
        "it prints its run");
    assertPrinted(folder, programs);
  }

  @Test
  void theProgramsOfPagesWork(@TempDir Path folder) throws Exception {
    Map<String, String> programs = new LinkedHashMap<>();
    try (Stream<Path> files = Files.list(Path.of("../../notebooks"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".md")).toList()) {
        programs.putAll(programs(file));
      }
    }
    assertTrue(programs.containsKey("Wage"), "java.md has a program");
    assertPrinted(folder, programs);
  }

  /** The version is said once, in pom.xml; texts that repeat it say the same. */
  @Test
  void textsGiveTheVersionOfThisBuild() throws Exception {
    Matcher said = REVISION.matcher(Files.readString(Path.of("../../pom.xml")));
    assertTrue(said.find(), "pom.xml has a revision");
    String version = said.group(1);
    for (String text : List.of("README.md", "notebooks/java.md", "notebooks/commands.md")) {
      String words = Files.readString(Path.of("../..", text));
      assertEquals(
          Set.of(version),
          VERSION.matcher(words).results().map(m -> m.group(1)).collect(Collectors.toSet()),
          text);
    }
    String changes = Files.readString(Path.of("../../.github/CHANGELOG.md"));
    assertTrue(changes.contains("\n## " + version + "\n"), "CHANGELOG.md has " + version);
  }

  @Test
  void theExamplesOfPrototypingWork(@TempDir Path folder) throws Exception {
    Map<String, String> programs =
        programs(Path.of("src/test/resources/hyperlead/prototyping-examples.md"));
    assertEquals(3, programs.size(), "a problem, a game and a design");
    assertPrinted(folder, programs);
  }

  private static void assertPrinted(Path folder, Map<String, String> programs) throws Exception {
    for (Map.Entry<String, String> program : programs.entrySet()) {
      String expected =
          PRINTED
              .matcher(program.getValue())
              .results()
              .map(line -> line.group(1))
              .collect(Collectors.joining("\n"));
      assertEquals(
          expected, run(folder, program.getKey(), program.getValue()).strip(), program.getKey());
    }
  }

  /** Java blocks with a public class, by its name; the others are excerpts. */
  private static Map<String, String> programs(Path file) throws IOException {
    Map<String, String> programs = new LinkedHashMap<>();
    for (MatchResult block : BLOCK.matcher(Files.readString(file)).results().toList()) {
      Matcher name = CLASS.matcher(block.group(1));
      if (name.find()) {
        programs.put(name.group(1), block.group(1));
      }
    }
    return programs;
  }

  private static String run(Path folder, String name, String program) throws Exception {
    Path source = folder.resolve(name + ".java");
    Files.writeString(source, program);
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-proc:none", "-d", folder.toString(), source.toString());
    assertEquals(0, status, name + " compiles");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream terminal = System.out;
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
      loader.loadClass(name).getMethod("main", String[].class).invoke(null, (Object) new String[0]);
    } finally {
      System.setOut(terminal);
    }
    return out.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
  }
}
