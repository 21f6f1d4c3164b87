package hyperlead.prototyping;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import hyperlead.Hypergradient;
import hyperlead.data.DataFile;
import hyperlead.data.TransitionTable;
import hyperlead.estimators.ExactHypergradient;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.parameters.FreeParameters;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import hyperlead.tabular.TransitionLaw;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
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
            .problem(entry.table, new FreeParameters(table.actions().size()), entry.temperature)
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

  private static final TransitionTable ICE = table("frozen-lake-4x4");
  private static final TransitionTable SAND = table("frozen-lake-4x4-dry");

  /** Sand on the ice: P and r between two tables, in a share of y_0 in the upper rows. */
  private static TabularProblem sanded(Expression share) {
    TabularProblem ice = ICE.problem("sanded", new FreeParameters(1), 0.01);
    World<Integer, Integer> world = World.of(ice);
    TransitionLaw slips = ICE.law();
    TransitionLaw holds = SAND.law();
    Function<Configuration, Expression> sand = y -> share == null ? y.get(0) : share;
    Reward<Integer, Integer> reward =
        (y, s, a) ->
            s < 8
                ? sand.apply(y).times(SAND.reward(s, a) - ICE.reward(s, a)).plus(ICE.reward(s, a))
                : Expression.of(ICE.reward(s, a));
    return world.problem(
        "sanded",
        new FreeParameters(1),
        (y, s, a) ->
            s < 8
                ? world.outcomes(slips, s, a).mixedWith(world.outcomes(holds, s, a), sand.apply(y))
                : world.outcomes(slips, s, a),
        reward,
        reward,
        0.01);
  }

  @Test
  void lawsOfTwoTablesMix() {
    double[] theta = {0.3};
    Hypergradient exact = ExactHypergradient.of(sanded(null)).at(theta);
    double[] objectives = {0.3, 0.3 + 1e-5, 0.3 - 1e-5};
    for (int i = 0; i < 3; i++) {
      TabularProblem at = sanded(Expression.of(objectives[i]));
      objectives[i] = new SoftPolicyIteration().on(at).respond(theta).objective();
    }
    assertEquals(objectives[0], exact.objective(), 1e-14);
    assertEquals((objectives[1] - objectives[2]) / 2e-5, exact.total()[0], 1e-7);
    assertTrue(Math.abs(exact.direct()[0]) > 1e-2 && exact.guidanceNorm() > 1e-2);
  }

  @Test
  void mixedOutcomesAreBetween() {
    World<Integer, Integer> world = World.of(List.of(0, 1), List.of(0));
    Outcomes<Integer> half =
        Outcomes.to(0, 0.5)
            .or(1, 0.5)
            .mixedWith(Outcomes.to(1, 0.5).orEnd(0.5), Expression.of(0.25));
    TransitionLaw law = world.transitions(new FreeParameters(1), (y, s, a) -> half);
    assertArrayEquals(
        new double[] {0.375, 0.5, 0.125, 0.375, 0.5, 0.125}, law.probability().all(new double[1]));
    assertEquals(half.toString(), world.outcomes(law, 1, 0).toString());
    Exception sizes =
        assertThrows(IllegalArgumentException.class, () -> world.outcomes(ICE.law(), 0, 0));
    assertEquals(
        "law must be of fixed numbers and of 2 states, 1 actions: "
            + "TransitionLaw over 16 states, 4 actions, 152 transitions",
        sizes.getMessage());
    Exception action =
        assertThrows(IllegalArgumentException.class, () -> world.outcomes(law, 0, 7));
    assertEquals("action must be one of 0: 7", action.getMessage());
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
