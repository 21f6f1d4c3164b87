package hyperlead.data;

import com.google.gson.Gson;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import hyperlead.data.TransitionRows.Row;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;

/** A table of transitions as Gymnasium has it, in JSON: state, action, list of transitions. */
final class TransitionJson {
  private static final String EXPECTED =
      "expected {state: {action: [[probability, next, reward, done], …], …}, …}";

  /** Where and why, in Gson's messages. */
  private static final Pattern PLACE =
      Pattern.compile("(.*) at line (\\d+) column (\\d+) path (\\S+)", Pattern.DOTALL);

  private final DataFile file;
  private final JsonReader in;
  private final TransitionRows rows = new TransitionRows();
  private final Map<String, NumpyArray> arrays = new TreeMap<>();

  private TransitionJson(DataFile file) {
    this.file = file;
    this.in = new JsonReader(new StringReader(String.join("\n", file.lines())));
  }

  static TransitionTable read(DataFile file) {
    TransitionJson json = new TransitionJson(file);
    try {
      return json.table();
    } catch (IOException | IllegalStateException | NumberFormatException e) {
      throw json.error(e);
    }
  }

  private DataFormatException error(String path, String problem) {
    return new DataFormatException(file.name() + ": " + path, problem);
  }

  private DataFormatException error(Exception e) {
    Matcher place = PLACE.matcher(String.valueOf(e.getMessage()));
    if (!place.find()) {
      return error(in.getPath(), EXPECTED + ": " + e.getMessage());
    }
    return file.error(
        Integer.parseInt(place.group(2)) - 1,
        Integer.parseInt(place.group(3)) - 1,
        e instanceof IOException
            ? "not JSON, which has no single quotes, NaN or open ends: " + place.group(4)
            : "%s: %s: %s".formatted(EXPECTED, place.group(4), place.group(1)));
  }

  private TransitionTable table() throws IOException {
    members(this::member);
    // Refuses what follows.
    in.peek();
    TransitionArrays reader = new TransitionArrays(file.name(), arrays);
    if (rows.states.isEmpty() && !arrays.isEmpty()) {
      return reader.table();
    }
    if (rows.states.isEmpty() || !List.of(TransitionArrays.INITIAL).containsAll(arrays.keySet())) {
      throw error("$", EXPECTED + ", maybe as P, with initial: " + arrays.keySet());
    }
    return reader.table(rows);
  }

  private interface Member {
    void read(String name) throws IOException;
  }

  private void members(Member member) throws IOException {
    in.beginObject();
    while (in.hasNext()) {
      member.read(in.nextName());
    }
    in.endObject();
  }

  private void member(String name) throws IOException {
    if (name.equals("P") && in.peek() == JsonToken.BEGIN_OBJECT) {
      members(this::state);
    } else if (TransitionArrays.NAMES.contains(name)) {
      arrays.put(name, array());
    } else {
      state(name);
    }
  }

  private void state(String state) throws IOException {
    rows.states.add(state);
    members(action -> action(state, action));
  }

  private void action(String state, String action) throws IOException {
    rows.actions.add(action);
    in.beginArray();
    while (in.hasNext()) {
      rows.add(row(state, action));
    }
    in.endArray();
  }

  /** The list [probability, next, reward, done]. */
  private Row row(String state, String action) throws IOException {
    String place = file.name() + ": " + in.getPath();
    in.beginArray();
    double probability = in.nextDouble();
    String next = in.nextString();
    double reward = in.nextDouble();
    boolean done = number() != 0;
    in.endArray();
    return new Row(() -> place, state, action, done ? null : next, probability, reward);
  }

  private double number() throws IOException {
    return in.peek() == JsonToken.BOOLEAN ? (in.nextBoolean() ? 1 : 0) : in.nextDouble();
  }

  /** Lists of lists of numbers. */
  private NumpyArray array() throws IOException {
    DoubleStream.Builder data = DoubleStream.builder();
    Map<Integer, Integer> lengths = new TreeMap<>();
    fill(data, lengths, 0);
    int[] shape = lengths.values().stream().mapToInt(n -> n).filter(n -> n >= 0).toArray();
    return NumpyArray.of(data.build().toArray(), shape);
  }

  /** Notes the length of the lists at each depth, below the deepest that of a number, −1. */
  private void fill(DoubleStream.Builder data, Map<Integer, Integer> lengths, int depth)
      throws IOException {
    String place = in.getPath();
    int length = 0;
    if (in.peek() == JsonToken.BEGIN_ARRAY) {
      in.beginArray();
      for (; in.hasNext(); length++) {
        fill(data, lengths, depth + 1);
      }
      in.endArray();
    } else {
      data.add(number());
      length = -1;
    }
    Integer others = lengths.putIfAbsent(depth, length);
    if (others != null && others != length) {
      String what = "lists must be equally long and deep, of %s as before (-1 for a number): %s";
      throw error(place, what.formatted(others, length));
    }
  }

  static String text(TransitionTable table) {
    Map<String, Map<String, List<Object>>> states = new LinkedHashMap<>();
    for (Row row : table.rows()) {
      String next = row.written();
      Object number = TransitionRows.isNumber(next) ? Integer.valueOf(next) : next;
      states
          .computeIfAbsent(row.state(), state -> new LinkedHashMap<>())
          .computeIfAbsent(row.action(), action -> new ArrayList<>())
          .add(List.of(row.probability(), number, row.reward(), row.done()));
    }
    Gson json = new Gson();
    return "{\"P\":" + json.toJson(states) + ",\"initial\":" + json.toJson(table.initial) + "}\n";
  }
}
