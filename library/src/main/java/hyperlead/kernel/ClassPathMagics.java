package hyperlead.kernel;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.magic.LineMagic;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;
import org.dflib.jjava.jupyter.kernel.util.PathsHandler;

/**
 * IJava's magics that make libraries visible to the cells that follow: {@code %jars} takes jar
 * files, {@code %classpath} jar files and directories, both with wildcards, and {@code %maven}
 * coordinates, which it lets the installed {@code mvn} resolve.
 */
final class ClassPathMagics {
  private static final Pattern COORDINATES =
      Pattern.compile("[\\w.-]+:[\\w.-]+(:[\\w.-]+(:[\\w.-]+)?)?:[\\w.-]+");

  private final Consumer<Path> addToClassPath;

  ClassPathMagics(Consumer<Path> addToClassPath) {
    this.addToClassPath = addToClassPath;
  }

  MagicsRegistry registry() {
    LineMagic<Void, BaseKernel> jars = (kernel, args) -> add(args, true);
    LineMagic<Void, BaseKernel> classPath = (kernel, args) -> add(args, false);
    LineMagic<Void, BaseKernel> maven = (kernel, args) -> addFromMaven(args);
    return new MagicsRegistry()
        .registerLineMagic("jars", jars)
        .registerLineMagic("classpath", classPath)
        .registerLineMagic("maven", maven);
  }

  private Void add(List<String> patterns, boolean jarsOnly) {
    for (String pattern : patterns) {
      List<Path> paths = PathsHandler.splitAndResolveGlobs(pattern);
      if (paths.isEmpty()) {
        throw new IllegalArgumentException("No file matches: " + pattern);
      }
      paths.stream()
          .filter(path -> !jarsOnly || path.toString().endsWith(".jar"))
          .forEach(addToClassPath);
    }
    return null;
  }

  private Void addFromMaven(List<String> coordinates) throws IOException, InterruptedException {
    for (String each : coordinates) {
      if (!COORDINATES.matcher(each).matches()) {
        throw new IllegalArgumentException(
            "Coordinates must be group:artifact[:type[:classifier]]:version: " + each);
      }
    }
    Path directory = Files.createTempDirectory("maven-magic");
    Path pom = Files.writeString(directory.resolve("pom.xml"), pom(coordinates));
    Path result = directory.resolve("classpath");
    try {
      resolve(pom, result);
      for (String path : Files.readString(result).strip().split(File.pathSeparator, -1)) {
        addToClassPath.accept(Path.of(path));
      }
    } finally {
      Files.deleteIfExists(result);
      Files.delete(pom);
      Files.delete(directory);
    }
    return null;
  }

  private static void resolve(Path pom, Path result) throws IOException, InterruptedException {
    Process maven =
        new ProcessBuilder(
                "mvn",
                "-q",
                "-B",
                "-f",
                pom.toString(),
                "dependency:build-classpath",
                "-Dmdep.includeScope=runtime",
                "-Dmdep.outputFile=" + result)
            .redirectErrorStream(true)
            .start();
    maven.getOutputStream().close();
    String output = new String(maven.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (maven.waitFor() != 0) {
      throw new IllegalStateException("Maven could not resolve this:\n" + output);
    }
  }

  private static String pom(List<String> coordinates) {
    StringBuilder pom = new StringBuilder("<project><modelVersion>4.0.0</modelVersion>");
    pom.append("<groupId>cell</groupId><artifactId>cell</artifactId><version>1</version>");
    pom.append("<dependencies>");
    coordinates.forEach(each -> pom.append(dependency(each.split(":", -1))));
    return pom.append("</dependencies></project>").toString();
  }

  private static String dependency(String[] parts) {
    String type = parts.length > 3 ? "<type>" + parts[2] + "</type>" : "";
    String classifier = parts.length > 4 ? "<classifier>" + parts[3] + "</classifier>" : "";
    return String.format(
        "<dependency><groupId>%s</groupId><artifactId>%s</artifactId>%s%s<version>%s</version>"
            + "</dependency>",
        parts[0], parts[1], type, classifier, parts[parts.length - 1]);
  }
}
