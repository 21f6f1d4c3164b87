package hyperlead.prototyping;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.Gson;
import hyperlead.Hypergradient;
import hyperlead.data.DataFile;
import hyperlead.data.TransitionTable;
import hyperlead.estimators.ExactHypergradient;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.parameters.Free;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Gymnasium's tables, with numbers that move said in lambdas, against a solver in NumPy that takes
 * gradients by complex steps: datasets/toy-text/reference.py.
 */
class ToyTextTest {
  @SuppressWarnings("ArrayRecordComponent") // read, not compared
  private record Entry(
      String table,
      double temperature,
      double[] theta,
      double objective,
      double[] gradient,
      double[] values) {}

  private record Entries(List<Entry> entries) {}

  static List<Entry> entries() throws IOException {
    try (Reader in = Files.newBufferedReader(Path.of("../../datasets/toy-text/reference.json"))) {
      return new Gson().fromJson(in, Entries.class).entries();
    }
  }

  private static TransitionTable table(String name) {
    return TransitionTable.of(DataFile.bundled("toy-text/" + name + ".json"));
  }

  @ParameterizedTest
  @MethodSource("entries")
  void agreesWithNumPy(Entry entry) {
    TransitionTable table = table(entry.table);
    TabularProblem plain =
        table
            .problem(entry.table, new Free(table.actions().size()), entry.temperature)
            .withDiscounts(0.99, 0.95);
    World<Integer, Integer> world = World.of(plain);
    TabularProblem problem =
        plain.withRewards(
            plain.followerReward().plus(world.reward("bonus", (y, s, a) -> y.get(a))),
            plain
                .leaderReward()
                .plus(world.reward("price", (y, s, a) -> y.get(a).squared().negated())));
    TabularResponse answer = new SoftPolicyIteration().on(problem).respond(entry.theta);
    double[] values = Arrays.copyOf(answer.values(), entry.values.length);
    assertArrayEquals(entry.values, values, 1e-10 * largest(entry.values));
    Hypergradient exact = ExactHypergradient.of(problem).at(entry.theta);
    assertEquals(entry.objective, exact.objective(), 1e-9 * Math.abs(entry.objective));
    assertArrayEquals(entry.gradient, exact.total(), 1e-9 * largest(entry.gradient));
  }

  private static double largest(double[] numbers) {
    return Arrays.stream(numbers).map(Math::abs).max().orElseThrow();
  }

  @Test
  void sizesAndFirstStatesAreGymnasiums() {
    for (String name : List.of("frozen-lake-4x4", "frozen-lake-4x4-dry")) {
      assertEquals(16, table(name).states().size());
      assertEquals(List.of(0), table(name).initial().states());
    }
    assertEquals(64, table("frozen-lake-8x8").states().size());
    assertEquals(48, table("cliff-walking").states().size());
    assertEquals(List.of(36), table("cliff-walking").initial().states());
    assertEquals(500, table("taxi").states().size());
    assertEquals(300, table("taxi").initial().states().size());
  }
}
