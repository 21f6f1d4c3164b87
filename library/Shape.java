import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * Prints the size and the layers of the main sources: {@code java library/Shape.java [FOLDER…]},
 * from the project's folder; without an argument every module below library.
 *
 * <p>Lines are all lines: code, comment and blank. A layer is a package's height in the graph of
 * imports: the longest way down from it. Packages that import one another are named as a circle.
 */
public class Shape {
  private final Map<String, Set<String>> imports = new TreeMap<>();
  private final Map<String, Integer> lines = new TreeMap<>();
  private final Map<String, Integer> files = new TreeMap<>();
  private final List<Integer> bodies = new ArrayList<>();
  private final List<String> longest = new ArrayList<>();

  public static void main(String[] arguments) throws IOException {
    List<Path> folders = Stream.of(arguments).map(Path::of).toList();
    if (folders.isEmpty()) {
      try (Stream<Path> found = Files.walk(Path.of("library"))) {
        folders = found.filter(path -> path.endsWith("src/main/java")).sorted().toList();
      }
    }
    for (Path folder : folders) {
      Shape shape = new Shape();
      shape.read(folder);
      shape.print(folder);
    }
  }

  private void read(Path folder) throws IOException {
    List<Path> sources;
    try (Stream<Path> found = Files.walk(folder)) {
      sources = found.filter(path -> path.toString().endsWith(".java")).sorted().toList();
    }
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var manager = compiler.getStandardFileManager(null, null, null)) {
      var units = manager.getJavaFileObjectsFromPaths(sources);
      var task = (JavacTask) compiler.getTask(null, manager, null, null, null, units);
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        count(unit, positions);
      }
    }
  }

  private void count(CompilationUnitTree unit, SourcePositions positions) throws IOException {
    String name = unit.getPackageName().toString();
    files.merge(name, 1, Integer::sum);
    lines.merge(name, (int) unit.getSourceFile().getCharContent(true).toString().lines().count(), Integer::sum);
    Set<String> imported = imports.computeIfAbsent(name, key -> new TreeSet<>());
    for (ImportTree tree : unit.getImports()) {
      imported.add(tree.getQualifiedIdentifier().toString());
    }
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitMethod(MethodTree method, Void unused) {
        if (method.getBody() != null && positions.getStartPosition(unit, method.getBody()) >= 0) {
          LineMap map = unit.getLineMap();
          long from = map.getLineNumber(positions.getStartPosition(unit, method.getBody()));
          long to = map.getLineNumber(positions.getEndPosition(unit, method.getBody()));
          int body = (int) Math.max(0, to - from - 1);
          bodies.add(body);
          if (body > 30) {
            longest.add("%s %s: %d lines".formatted(unit.getSourceFile().getName(), method.getName(), body));
          }
        }
        return super.visitMethod(method, unused);
      }
    }.scan(unit, null);
  }

  /** The package of an imported name: the longest prefix that is one of ours. */
  private String home(String imported) {
    String prefix = imported;
    while (!lines.containsKey(prefix) && prefix.contains(".")) {
      prefix = prefix.substring(0, prefix.lastIndexOf('.'));
    }
    return prefix;
  }

  private Map<String, Set<String>> graph() {
    Map<String, Set<String>> graph = new TreeMap<>();
    imports.forEach((name, used) -> {
      Set<String> below = new TreeSet<>(used.stream().map(this::home).filter(lines::containsKey).toList());
      below.remove(name);
      graph.put(name, below);
    });
    return graph;
  }

  private static Set<String> reachable(Map<String, Set<String>> graph, String from) {
    Set<String> seen = new TreeSet<>();
    List<String> open = new ArrayList<>(graph.get(from));
    while (!open.isEmpty()) {
      String next = open.remove(open.size() - 1);
      if (seen.add(next)) {
        open.addAll(graph.get(next));
      }
    }
    return seen;
  }

  /** The longest way down; packages of one circle stand on one layer. */
  private static int layer(Map<String, Set<String>> graph, String name, Map<String, Integer> known) {
    if (!known.containsKey(name)) {
      Set<String> circle = reachable(graph, name);
      circle.removeIf(other -> !reachable(graph, other).contains(name));
      circle.add(name);
      int height = 1;
      for (String member : circle) {
        for (String below : graph.get(member)) {
          height = circle.contains(below) ? height : Math.max(height, 1 + layer(graph, below, known));
        }
      }
      for (String member : circle) {
        known.put(member, height);
      }
    }
    return known.get(name);
  }

  private void print(Path folder) {
    Map<String, Set<String>> graph = graph();
    Map<String, Integer> layers = new TreeMap<>();
    System.out.printf("%s%n%-45s %6s %6s %6s%n", folder, "package", "files", "lines", "layer");
    for (String name : graph.keySet()) {
      System.out.printf("%-45s %6d %6d %6d%n", name, files.get(name), lines.get(name), layer(graph, name, layers));
    }
    List<String> circles = graph.keySet().stream().filter(name -> reachable(graph, name).contains(name)).toList();
    bodies.sort(null);
    System.out.printf("%d lines, %d packages, %d layers, %s%n", sum(lines.values()), lines.size(),
        layers.values().stream().max(Integer::compare).orElse(0),
        circles.isEmpty() ? "no circle" : "packages in a circle: " + circles);
    System.out.printf("%d methods, median body %d lines, bodies over 30 lines: %d%n%n",
        bodies.size(), bodies.get(bodies.size() / 2), longest.size());
    longest.forEach(System.out::println);
  }

  private static int sum(Collection<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).sum();
  }
}
