package hyperlead.claims;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Figures of claims in README, notebooks, pages and notes of datasets: a number, and after it a
 * comment that no page shows, {@code −162.59<!-- claim building median -->}.
 */
final class ClaimedTexts {
  static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();

  private static final Pattern MARK = Pattern.compile("<!-- claim (.*?) -->");

  private static final Pattern FIGURE =
      Pattern.compile(
          "([−-]?\\d[\\d,]*(?:\\.\\d+)?|none|None|no)(?: of (?:the )?(\\d+))?"
              + "<!-- claim (\\S+) ([a-z ]+) -->");

  private ClaimedTexts() {}

  /**
   * A figure that a text states.
   *
   * @param text where it stands, from the root of the checkout
   * @param number as it is written
   * @param of how many there are, as it is written; null if it is not
   */
  record Figure(String text, String number, String of, String id, String name) {
    /** Whether it is the file's, rounded to the digits that it is written with. */
    boolean isOf(Distribution claim) {
      String plain = number.replace('−', '-').replace(",", "").replaceAll("(?i)^no(ne)?$", "0");
      int point = plain.indexOf('.');
      double half = 0.5 * Math.pow(10, point < 0 ? 0 : -(plain.length() - point - 1));
      Double right = claim.figures().get(name);
      return right != null
          && Math.abs(right - Double.parseDouble(plain)) <= half * (1 + 1e-9)
          && (of == null || Integer.parseInt(of) == claim.values().size());
    }
  }

  /** A Markdown file, or the Markdown of a notebook. */
  record Passage(String name, String words) {
    List<Figure> figures() {
      return FIGURE
          .matcher(words)
          .results()
          .map(m -> new Figure(name, m.group(1), m.group(2), m.group(3), m.group(4)))
          .toList();
    }

    /** The words without code. */
    String prose() {
      return words.replaceAll("(?s)```.*?```", "").replaceAll("`[^`]*`", "");
    }

    /** Comments of figures, also of those that are malformed. */
    List<String> marks() {
      return MARK.matcher(words).results().map(MatchResult::group).toList();
    }
  }

  /** All texts that users read. */
  static List<Passage> all() throws IOException {
    List<Passage> texts = new ArrayList<>();
    texts.add(text(ROOT.resolve("README.md")));
    try (Stream<Path> notebooks = Files.list(ROOT.resolve("notebooks"));
        Stream<Path> notes = Files.walk(ROOT.resolve("datasets"), 2)) {
      for (Path file : Stream.concat(notebooks, notes).sorted().toList()) {
        if (file.toString().endsWith(".ipynb")
            || file.endsWith("README.md")
            || file.endsWith("results.md")) {
          texts.add(text(file));
        }
      }
    }
    return texts;
  }

  /** The texts that state figures of a claim, by its name. */
  static Map<String, Set<String>> places() throws IOException {
    Map<String, Set<String>> places = new TreeMap<>();
    for (Passage text : all()) {
      for (Figure figure : text.figures()) {
        places.computeIfAbsent(figure.id(), id -> new TreeSet<>()).add(text.name());
      }
    }
    return places;
  }

  private static Passage text(Path file) throws IOException {
    String words = Files.readString(file);
    String name = ROOT.relativize(file).toString().replace('\\', '/');
    return new Passage(name, name.endsWith(".ipynb") ? markdown(words) : words);
  }

  private static String markdown(String notebook) {
    StringBuilder words = new StringBuilder();
    JsonArray cells = JsonParser.parseString(notebook).getAsJsonObject().getAsJsonArray("cells");
    for (JsonElement cell : cells) {
      if (cell.getAsJsonObject().get("cell_type").getAsString().equals("markdown")) {
        cell.getAsJsonObject().getAsJsonArray("source").forEach(l -> words.append(l.getAsString()));
        words.append("\n\n");
      }
    }
    return words.toString();
  }
}
