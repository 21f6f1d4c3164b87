package hyperlead.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.algebra.TransitionPattern;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.parameters.Coefficients;
import hyperlead.parameters.FreeParameters;
import hyperlead.tabular.TabularProblem;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One MDP in every format; round trips. What is wrong with a file: {@link TransitionErrorsTest}.
 */
class TransitionTableTest {
  /**
   * Two states, two actions, rewards on arrival; action 1 in state 1 ends in a quarter of cases.
   */
  private static final String ROWS =
      """
      state,action,next,probability,reward,done
      0,0,0,0.5,1,false
      0,0,1,0.5,3,False
      0,1,1,1,-1,0
      1,0,0,1,0.5,false
      1,1,0,0.25,2,true
      1,1,1,0.75,6,false
      """;

  private static final String TABLE =
      """
      {"0": {"0": [[0.5, 0, 1, false], [0.5, 1, 3, false]], "1": [[1, 1, -1, false]]},
       "1": {"0": [[1.0, 0, 0.5, false]], "1": [[0.25, 0, 2, true], [0.75, 1, 6, 0]]}}
      """;

  static TransitionTable table(String name, String text) {
    return TransitionTable.of(new DataFile(name, text.lines().toList()));
  }

  private static String numbers(TransitionTable table) {
    TransitionPattern pattern = table.law().pattern();
    return IntStream.range(0, pattern.entries())
            .mapToObj(
                e ->
                    "%s %s %s, "
                        .formatted(
                            pattern.pair(e),
                            pattern.successor(e),
                            table.law().probability().at(new double[0], e)))
            .reduce("", String::concat)
        + List.of(0, 1, 2, 3).stream().map(p -> table.reward().at(new double[0], p)).toList();
  }

  private static final String EXPECTED =
      "0 0 0.5, 0 1 0.5, 1 1 1.0, 2 0 1.0, 3 2 0.25, 3 1 0.75, [2.0, -1.0, 0.5, 5.0]";

  @Test
  void readsTransitionsLineByLine() {
    TransitionTable table = table("m.csv", ROWS);
    assertEquals(EXPECTED, numbers(table));
    assertEquals("m.csv: 2 states, 2 actions, 6 transitions", table.toString());
    assertEquals(List.of(0), table.initial().states());
  }

  @Test
  void columnsStandInAnyOrderAndNumbersAreStatesByTheirNumber() {
    String other =
        """
        reward,next,probability,state,action
        6,1,0.75,1,1
        0.5,0,1,1,0
        2,end,0.25,1,1
        -1,1,1,0,1
        1,0,0.5,0,0
        3,1,0.5,0,0
        """;
    assertEquals(
        EXPECTED.replace("3 2 0.25, 3 1 0.75", "3 1 0.75, 3 2 0.25"),
        numbers(table("m.csv", other)));
    TransitionTable named =
        table("m.csv", "state,action,next,probability,reward\nhut,go,inn,1,1\ninn,go,end,1,0\n");
    assertEquals(List.of("hut", "inn"), named.states());
    assertEquals(List.of("go"), named.actions());
    String many = "state,action,next,probability,reward\n10,a,9,1,1\n9,a,10,1,0\n";
    assertEquals(List.of("9", "10"), table("m.csv", many).states());
  }

  @Test
  void readsWhatSpreadsheetsWrite(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("m.csv");
    Files.writeString(file, "\uFEFF" + ROWS.replace("\n", "\r\n"));
    assertEquals(EXPECTED, numbers(TransitionTable.read(file)));
  }

  @Test
  void readsGymnasiumsTables() {
    assertEquals(EXPECTED, numbers(table("m.json", TABLE)));
    TransitionTable second = table("m.json", "{\"P\": " + TABLE + ", \"initial\": [0.25, 0.75]}");
    assertEquals(EXPECTED, numbers(second));
    assertEquals(List.of(0, 1), second.initial().states());
    assertEquals(0.75, second.initial().probability().at(new double[0], 1));
  }

  @Test
  void rowsOfZerosAreActionsThatAStateDoesNotHave() {
    String json =
        """
        {"P": [[[0.5, 0.5], [0, 0]], [[0, 0], [0, 0]]], "R": [[2, -1], [0.5, 5]],
         "done": [false, true]}
        """;
    TransitionTable table = table("m.json", json);
    assertEquals("0 0 0.5, 0 2 0.5, 2 2 1.0, [2.0, 0.0, 0.0, 0.0]", numbers(table));
  }

  @Test
  void readsArraysInJson() {
    String json =
        """
        {"P": [[[0.5, 0.5], [0, 1]], [[1, 0], [0.25, 0.75]]], "R": [[2, -1], [0.5, 5]],
         "done": [false, true], "initial": [0, 1]}
        """;
    TransitionTable table = table("m.json", json);
    assertEquals(
        "0 0 0.5, 0 2 0.5, 1 2 1.0, 2 0 1.0, 3 0 0.25, 3 2 0.75, [2.0, -1.0, 0.5, 5.0]",
        numbers(table));
    assertEquals(List.of(1), table.initial().states());
  }

  @Test
  void readsArraysOfNumPy(@TempDir Path folder) throws URISyntaxException {
    String law = "0 0 0.5, 0 1 0.5, 1 1 1.0, 2 0 1.0, 3 0 0.25, 3 1 0.75, ";
    assertEquals(
        law + "[1.0, -1.0, 0.5, 2.0]",
        numbers(TransitionTable.read(NumpyArrayTest.file("model.npz"))));
    NumpyArray p = NpzFile.read(NumpyArrayTest.file("model.npz")).get("P");
    NumpyArray onArrival = NumpyArray.of(new double[] {1, 3, 9, -1, 0.5, 9, 2, 6}, 2, 2, 2);
    TransitionTable table = TransitionTable.of(p, onArrival);
    assertEquals(law + "[2.0, -1.0, 0.5, 5.0]", numbers(table));
    assertEquals("arrays: 2 states, 2 actions, 6 transitions", table.toString());
    Path file = folder.resolve("m.npz");
    NpzFile columns =
        NpzFile.empty()
            .with("state", NumpyArray.of(0, 0, 0, 1, 1, 1))
            .with("action", NumpyArray.of(0, 0, 1, 0, 1, 1))
            .with("next", NumpyArray.of(0, 1, 1, 0, 7, 1))
            .with("probability", 0.5, 0.5, 1, 1, 0.25, 0.75)
            .with("reward", 1, 3, -1, 0.5, 2, 6)
            .with("done", NumpyArray.of(0, 0, 0, 0, 1, 0));
    columns.write(file);
    assertEquals(EXPECTED, numbers(TransitionTable.read(file)));
    columns.with("initial", 0.5, 0.5).write(file);
    assertEquals(List.of(0, 1), TransitionTable.read(file).initial().states());
  }

  @ParameterizedTest
  @ValueSource(strings = {"m.csv", "m.json", "m.npz"})
  void readsWhatItWrites(String name, @TempDir Path folder) {
    Path file = folder.resolve(name);
    table("m.csv", ROWS).write(file);
    assertEquals(EXPECTED, numbers(TransitionTable.read(file)));
    TransitionTable odd =
        table("m.csv", ROWS.replace("0.5,", "0.1,").replace("1,0.1", "1,0.9")).normalised();
    odd.write(file);
    assertEquals(numbers(odd), numbers(TransitionTable.read(file)), "to the bit");
  }

  @ParameterizedTest
  @ValueSource(strings = {"m.json", "m.npz"})
  void firstStatesAreWrittenToo(String name, @TempDir Path folder) {
    TransitionTable table = table("m.json", "{\"P\": " + TABLE + ", \"initial\": [0.25, 0.75]}");
    table.write(folder.resolve(name));
    TransitionTable read = TransitionTable.read(folder.resolve(name));
    assertArrayEquals(new double[] {0.25, 0.75}, read.initial().probability().all(new double[0]));
    Path csv = folder.resolve("m.csv");
    Exception e = assertThrows(IllegalArgumentException.class, () -> table.write(csv));
    assertEquals(
        "a .csv file starts in its first state, write .json or .npz: "
            + "first state among 2: 2 fixed numbers",
        e.getMessage());
  }

  @Test
  void namesGoThroughText(@TempDir Path folder) throws IOException {
    TransitionTable named =
        table("m.csv", ROWS).named(List.of("hut, \"old\"", "inn"), List.of("stay", "go"));
    assertEquals(List.of("hut, \"old\"", "inn"), named.states());
    assertEquals(5, named.reward("inn", "go"));
    assertEquals(-1, table("m.csv", ROWS).reward(0, 1));
    for (String name : List.of("m.csv", "m.json")) {
      named.write(folder.resolve(name));
      TransitionTable read = TransitionTable.read(folder.resolve(name));
      assertEquals(named.states(), read.states());
      assertEquals(named.actions(), read.actions());
      assertEquals(EXPECTED, numbers(read));
    }
    assertTrue(
        Files.readString(folder.resolve("m.json")).startsWith("{\"P\":{\"hut, \\\"old\\\"\":"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"m.csv", "m.json", "m.npz"})
  void anActionWithoutTransitionsIsNotAvailable(String name, @TempDir Path folder) {
    TransitionTable table = table("m.csv", ROWS.replace("0,1,1,1,-1,0\n", ""));
    table.write(folder.resolve(name));
    TransitionTable read = TransitionTable.read(folder.resolve(name)).normalised();
    String expected = EXPECTED.replace("1 1 1.0, ", "").replace("-1.0", "0.0");
    assertEquals(expected, numbers(read));
    double[] policy =
        new SoftPolicyIteration()
            .on(read.problem("m", new FreeParameters(1), 0.5))
            .respond(new double[1])
            .policy()[0];
    assertArrayEquals(new double[] {1, 0}, policy);
  }

  @Test
  void rowsAreDividedByTheirSumsWhereAsked() {
    String counts =
        """
        state,action,next,probability,reward
        0,0,0,30,1
        0,0,1,10,5
        1,0,0,7,0
        """;
    TransitionTable table = table("m.csv", counts).normalised();
    assertArrayEquals(new double[] {0.75, 0.25, 1}, table.law().probability().all(new double[0]));
    assertEquals(2, table.reward(0, 0));
    TransitionTable first =
        table("m.json", "{\"P\": " + TABLE + ", \"initial\": [3, 1]}").normalised();
    assertArrayEquals(new double[] {0.75, 0.25}, first.initial().probability().all(new double[0]));
    float third = 1f / 3;
    NumpyArray single = NumpyArray.of(new double[] {third, third, third}, 1, 1, 3);
    assertThrows(
        DataFormatException.class, () -> TransitionTable.of(single, NumpyArray.of(new double[1])));
  }

  @Test
  void aProblemsModelComesOutAgain(@TempDir Path folder) {
    TransitionTable table = table("m.json", "{\"P\": " + TABLE + ", \"initial\": [0.25, 0.75]}");
    TabularProblem problem = table.problem("m", new FreeParameters(2), 0.5);
    assertEquals(0.5, problem.temperature());
    assertEquals(List.of(0, 1), problem.initial().states());
    TabularProblem paid =
        problem.withRewards(
            table
                .reward()
                .plus(
                    Coefficients.of(
                        2, 2, (y, x, a) -> y[a], (y, x, a, weight, g) -> g[a] += weight)),
            problem.leaderReward());
    Path file = folder.resolve("m.npz");
    TransitionTable.of(paid, new double[] {10, 20}).write(file);
    TransitionTable read = TransitionTable.read(file);
    assertEquals(
        EXPECTED.replace("[2.0, -1.0, 0.5, 5.0]", "[12.0, 19.0, 10.5, 25.0]"), numbers(read));
    assertEquals(List.of(0, 1), read.initial().states());
    TabularProblem town =
        table
            .named(List.of("hut", "inn"), List.of("a", "b"))
            .problem("t", new FreeParameters(1), 1);
    assertEquals(List.of("hut", "inn"), TransitionTable.of(town, new double[1]).states());
    assertEquals(List.of("a", "b"), TransitionTable.of(town, new double[1]).actions());
    assertArrayEquals(new double[] {2, -1, 0.5, 5}, problem.leaderReward().all(new double[2]), 0);
  }
}
