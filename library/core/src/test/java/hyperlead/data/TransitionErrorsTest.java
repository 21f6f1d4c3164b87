package hyperlead.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** A file of transitions that is not as it should be: what came, what was expected, where. */
class TransitionErrorsTest {
  private static final String HEADER = "state,action,next,probability,reward";

  private static final String UNAVAILABLE =
      ": leave its transitions out if the action is not available in the state";

  private static void assertError(String message, Executable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action).getMessage());
  }

  private static void assertCsv(String message, String... lines) {
    assertError(message, () -> TransitionTable.of(new DataFile("m.csv", List.of(lines))));
  }

  private static void assertJson(String message, String text) {
    assertError(message, () -> TransitionTableTest.table("m.json", text));
  }

  private static NumpyArray array(int... shape) {
    int size = 1;
    for (int length : shape) {
      size *= length;
    }
    return NumpyArray.of(new double[size], shape);
  }

  @Test
  void columns() {
    String expected = "m.csv:1:1: expected columns [" + HEADER.replace(",", ", ");
    assertCsv(expected + "] and where wanted done: [from, to, p]", "from,to,p", "0,1,1");
    assertCsv(
        expected + "] and where wanted done: [state, action, next, probability, reward, dome]",
        HEADER + ",dome",
        "0,0,0,1,0,1");
    assertCsv("m.csv:2:1: expected a row for each transition", HEADER);
    assertCsv(
        expected + "] and where wanted done: [state, action, next, probability, reward, state]",
        HEADER + ",state",
        "0,0,0,1,0,1");
  }

  @Test
  void lines() {
    assertCsv("m.csv:2:7: expected a number: \"half\"", HEADER, "0,0,0,half,1");
    assertCsv("m.csv:2: probability must be finite and not negative: -0.5", HEADER, "0,0,0,-0.5,1");
    assertCsv("m.csv:2:11: expected true or false: \"2\"", HEADER + ",done", "0,0,0,1,1,2");
    assertCsv(
        "m.csv:3: next state inn has no transitions of its own: give it some, or say done",
        HEADER,
        "hut,stay,hut,1,0",
        "hut,go,inn,1,0");
    assertCsv(
        "m.csv:3: all probabilities of state inn, action go are 0" + UNAVAILABLE,
        HEADER,
        "hut,go,inn,1,0",
        "inn,go,hut,0,0",
        "inn,stay,hut,1,0");
  }

  @Test
  void sums() {
    TransitionTable counts =
        TransitionTableTest.table("m.csv", HEADER + "\n0,0,0,1,0\n0,1,0,2,0\n");
    assertError(
        "m.csv: state 0, action 1: probabilities must sum to one; of 32-bit numbers or counts take"
            + " .normalised(): 2.0",
        counts::law);
    float tenth = 0.1f;
    float rest = 0.9f;
    NumpyArray single = NumpyArray.of(new double[] {tenth, rest, 0, 1}, 2, 1, 2);
    TransitionTable rounded = TransitionTable.of(single, array(2, 1));
    assertError(
        "arrays: state 0, action 0: probabilities must sum to one; of 32-bit numbers or counts take"
            + " .normalised(): "
            + ((double) tenth + rest),
        rounded::law);
    rounded.normalised().law();
    TransitionTable twice =
        TransitionTableTest.table(
            "m.json", "{\"P\": {\"0\": {\"0\": [[1, 0, 0, false]]}}, \"initial\": [2]}");
    assertError(
        "m.json: initial: probabilities must sum to one; of 32-bit numbers or counts take"
            + " .normalised(): 2.0",
        twice::initial);
  }

  @Test
  void json() {
    String table = "expected {state: {action: [[probability, next, reward, done], …], …}, …}";
    String start = "{\"0\": {\"0\": ";
    assertJson("m.json:1:2: " + table + ": $: Expected BEGIN_OBJECT but was BEGIN_ARRAY", "[1, 2]");
    assertJson(
        "m.json:1:23: " + table + ": $.0.0[0][3]: Expected a double but was END_ARRAY",
        start + "[[1, 0, 0]]}}");
    assertJson(
        "m.json:1:32: " + table + ": $.0.0[0][4]: Expected END_ARRAY but was NUMBER",
        start + "[[1, 0, 0, false, 5]]}}");
    assertJson(
        "m.json:1:13: " + table + ": $.source: Expected BEGIN_OBJECT but was STRING",
        "{\"source\": \"me\", " + start.substring(1) + "[[1, 0, 0, false]]}}");
    assertJson(
        "m.json: $.0.0[0][0]: " + table + ": For input string: \"one\"",
        start + "[[\"one\", 0, 0, false]]}}");
    assertJson("m.json: $: " + table + ", maybe as P, with initial: []", "{}");
    assertJson(
        "m.json: $: " + table + ", maybe as P, with initial: [R]",
        "{\"P\": " + start + "[[1, 0, 0, false]]}}, \"R\": [[1]]}");
  }

  @Test
  void textsThatAreNoJson() {
    String none = ": not JSON, which has no single quotes, NaN or open ends: $";
    String start = "{\"0\": {\"0\": ";
    assertJson("m.json:1:3" + none + ".", "{'0': {0: [(1.0, 0, 0, False)]}}");
    assertJson("m.json:1:1" + none, "");
    assertJson("m.json:1:30" + none + ".0.0[1]", start + "[[1, 0, 0, false]");
    assertJson("m.json:1:15" + none + ".0.0[0][0]", start + "[[NaN, 0, 0, false]]}}");
    assertJson("m.json:1:34" + none, start + "[[1, 0, 0, false]]}}}");
  }

  @Test
  void numbersInJson() {
    String start = "{\"0\": {\"0\": ";
    assertJson(
        "m.json: $.0.0[0]: next state 4 has no transitions of its own: give it some, or say done",
        start + "[[1, 4, 0, false]]}}");
    assertJson(
        "m.json: state 1 has no transitions: give it one to itself, or say done where it is entered",
        start + "[[1, 0, 0, false]]}, \"1\": {}}");
    assertJson(
        "m.json: $.0.0[0]: probability must be finite and not negative: -1.0",
        start + "[[-1, 0, 0, false]]}}");
    String ragged = "lists must be equally long and deep, of 2 as before (-1 for a number): ";
    assertJson(
        "m.json: $.P[1]: " + ragged + "1",
        "{\"P\": [[[1, 0], [0, 1]], [[1, 0]]], \"R\": [[1, 2], [3, 4]]}");
    assertJson(
        "m.json: $.P[1][1]: " + ragged + "-1",
        "{\"P\": [[[1, 0], [0, 1]], [[1, 0], 4]], \"R\": [[1, 2], [3, 4]]}");
    assertJson(
        "m.json: expected arrays [P, R] or [state, action, next, probability, reward], where wanted"
            + " with [done, initial] (of other files: NpzFile.read): [P]",
        "{\"P\": [[[1]]]}");
    assertJson(
        "m.json: initial must have the shape [1], a number a state: an array of shape [2]",
        "{\"P\": " + start + "[[1, 0, 0, false]]}}, \"initial\": [1, 0]}");
  }

  @Test
  void shapes() {
    assertShapes(
        "P must have the shape [states, actions, states]: an array of shape [4, 2]",
        array(4, 2),
        array(2, 2));
    assertShapes(
        "P must have the shape [states, actions, states], save P.transpose(1, 0, 2): an array of"
            + " shape [0, 0, 0]",
        array(0, 0, 0),
        array(0, 0));
    assertShapes(
        "P must have the shape [states, actions, states], save P.transpose(1, 0, 2): an array of shape [2, 3, 3]",
        array(2, 3, 3),
        array(3, 2));
    assertShapes(
        "R must have the shape [3, 2] or [3, 2, 3], as P says, save R.T: an array of shape [2, 3]",
        array(3, 2, 3),
        array(2, 3));
    assertShapes(
        "R must have the shape [3, 2] or [3, 2, 3], as P says: an array of shape [3]",
        array(3, 2, 3),
        array(3));
    assertShapes(
        "state 0 has no transitions: give it one to itself, or say done where it is entered",
        array(3, 2, 3),
        array(3, 2));
  }

  private static void assertShapes(String message, NumpyArray p, NumpyArray r) {
    assertError("arrays: " + message, () -> TransitionTable.of(p, r));
  }

  @Test
  void names(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("m.npz");
    NpzFile.empty().with("p", 1).with("r", 1).write(file);
    String expected =
        file
            + ": expected arrays [P, R] or [state, action, next, probability, reward], where wanted"
            + " with [done, initial] (of other files: NpzFile.read): ";
    assertError(expected + "[p, r]", () -> TransitionTable.read(file));
    NpzFile.empty().with("P", array(1, 1, 1)).with("R", 1).with("gamma", 0.9).write(file);
    assertError(expected + "[P, R, gamma]", () -> TransitionTable.read(file));
    NpzFile.empty()
        .with("P", NumpyArray.of(new double[] {1}, 1, 1, 1))
        .with("R", array(1, 1))
        .with("initial", 0.5, 0.5)
        .write(file);
    assertError(
        file + ": initial must have the shape [1], a number a state: an array of shape [2]",
        () -> TransitionTable.read(file));
    for (String name : List.of("m.pkl", "P.npy")) {
      Path other = Files.writeString(folder.resolve(name), "");
      String hint = name.equals("P.npy") ? "; of arrays alone, TransitionTable.of(P, R)" : "";
      String message = "file of transitions must end in .npz, .csv or .json" + hint + ": " + other;
      assertError(message, () -> TransitionTable.read(other));
      assertError(
          message, () -> TransitionTableTest.table("m.csv", HEADER + "\n0,0,0,1,0\n").write(other));
    }
  }

  @Test
  void entries(@TempDir Path folder) {
    NpzFile good =
        NpzFile.empty()
            .with("state", 0, 0)
            .with("action", 0, 1)
            .with("next", 0, 0)
            .with("probability", 1, 1)
            .with("reward", 1, 1);
    assertNpz(
        folder, "expected a whole number from 0 in state[1]: 0.5", good.with("state", 0, 0.5));
    assertNpz(folder, "expected a whole number from 0 in next[0]: -1.0", good.with("next", -1, 0));
    assertNpz(
        folder,
        "reward must have the shape [transitions], one at least and as many as 2 of state: an array of shape [3]",
        good.with("reward", 1, 2, 3));
    assertNpz(
        folder,
        "entry 1: probability must be finite and not negative: -1.0",
        good.with("probability", 1, -1));
    assertNpz(
        folder,
        "state must have the shape [transitions], one at least and as many as 0 of state: an array"
            + " of shape [0]",
        good.with("state", new double[0]));
    assertNpz(
        folder,
        "state 1 has no transitions: give it one to itself, or say done where it is entered",
        good.with("next", 1, 0));
  }

  private static void assertNpz(Path folder, String message, NpzFile file) {
    Path path = folder.resolve("m.npz");
    file.write(path);
    assertError(path + ": " + message, () -> TransitionTable.read(path));
  }

  @Test
  void numbers() throws URISyntaxException {
    Path file = NumpyArrayTest.file("not-a-number.npz");
    assertError(
        file + ": P[1, 1, 0]: reward must be finite: NaN", () -> TransitionTable.read(file));
    NumpyArray p = NumpyArray.of(new double[] {1}, 1, 1, 1);
    assertError(
        "arrays: P[0, 0, 0]: probability must be finite and not negative: -2.0",
        () -> TransitionTable.of(NumpyArray.of(new double[] {-2}, 1, 1, 1), array(1, 1)));
    double[] last = new double[18];
    Arrays.setAll(last, i -> i == 16 ? -1 : i % 3 == 0 ? 1 : 0);
    assertError(
        "arrays: P[2, 1, 1]: probability must be finite and not negative: -1.0",
        () -> TransitionTable.of(NumpyArray.of(last, 3, 2, 3), array(3, 2)));
    TransitionTable one = TransitionTable.of(p, array(1, 1));
    assertError(
        "names must be of 1 states and 1 actions: [a, b], [c]",
        () -> one.named(List.of("a", "b"), List.of("c")));
    assertError("action must be one of 0: 1", () -> one.reward(0, 1));
  }
}
