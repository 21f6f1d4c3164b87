package hyperlead.notebook.assignments;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class CheckTest {
  private static final String EQUATION = "(7)  V = log Σ exp Q";
  private static final double NAN = Double.NaN;
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private static Check number(double came) {
    return Check.number("V of home", came, EQUATION);
  }

  private static Check vector(double... came) {
    return Check.vector("V", came, EQUATION);
  }

  private static Check table(double[]... came) {
    return Check.table("Q", came, EQUATION);
  }

  private static String message(Executable check) {
    return assertThrows(CheckFailed.class, check).getMessage();
  }

  @Test
  void aMessageSaysWhatWasExpectedWhatCameAndWhereToLook() {
    assertEquals(
        """
        V of home is not right
          expected: what the equation gives, to within 1e-09
          came:     2.5
          look at:  (7)  V = log Σ exp Q""",
        message(() -> number(2.5).isNear(3, 1e-9)));
    assertEquals(
        """
        V is not right
          expected: zero, to within 1e-06
          came:     [1] = 0.5, [2] = -2.0 (2 of 3 entries are wrong)
          look at:  (7)  V = log Σ exp Q""",
        message(() -> vector(0, 0.5, -2).isZero(1e-6)));
    String rows =
        message(() -> table(new double[] {0.5, 0.5}, new double[] {0.5, 0.4}).isDistribution(1e-9));
    assertTrue(rows.contains("came:     [0.5, 0.5], [0.5, 0.4], with the sums [1.0, 0.9]"), rows);
  }

  @Test
  void theTraceBeginsWhereTheCheckStands() {
    CheckFailed failed = assertThrows(CheckFailed.class, () -> number(2).isNear(3, 0));
    assertEquals(getClass().getName(), failed.getStackTrace()[0].getClassName());
    assertTrue(failed.getMessage().contains("what the equation gives, exactly"));
  }

  @Test
  void aKnownMistakeIsRecognisedByItsResult() {
    Check check = number(3 + 1e-12).withHint("that is the mean", 2).withHint("no factor τ", 3);
    assertTrue(message(() -> check.isNear(5, 1e-9)).endsWith("\n  hint:     no factor τ"));
    assertFalse(
        message(() -> number(4).withHint("no factor τ", 3).isNear(5, 1e-9)).contains("hint"));
    String vector = message(() -> vector(1, 2).withHint("swapped", new double[] {1, 2}).isZero(0));
    assertTrue(vector.endsWith("hint:     swapped"), vector);
    assertDoesNotThrow(() -> number(5).withHint("wrong", 5).isNear(5, 0), "right is right");
  }

  @Test
  void nanAndInfinityNeverPass() {
    for (double bad : new double[] {NAN, INFINITY, -INFINITY}) {
      for (Executable check : everyCheckOf(bad)) {
        assertThrows(CheckFailed.class, check);
      }
    }
    assertThrows(CheckFailed.class, () -> number(INFINITY).isNear(INFINITY, INFINITY));
    assertThrows(CheckFailed.class, () -> number(NAN).isNear(NAN, INFINITY));
    assertThrows(CheckFailed.class, () -> number(1).isNear(NAN, INFINITY));
    assertThrows(CheckFailed.class, () -> number(1).isNear(1, NAN));
    assertTrue(message(() -> number(NAN).isNear(1, 1)).contains("NaN: the result was never set"));
  }

  private static List<Executable> everyCheckOf(double bad) {
    double[] row = {0.5, bad};
    return List.of(
        () -> number(bad).isNear(bad, 1),
        () -> number(bad).isZero(INFINITY),
        () -> number(bad).isFinite(),
        () -> number(bad).isBetween(-INFINITY, INFINITY),
        () -> vector(row).isNear(row, 1),
        () -> vector(row).isDistribution(1),
        () -> table(row, row).isNear(new double[][] {row, row}, 1),
        () -> table(row, row).isFinite(),
        () -> table(row, row).isDistribution(1));
  }

  @Test
  void nothingNeverPasses() {
    double[] none = null;
    double[][] noRows = null;
    for (Executable check :
        List.<Executable>of(
            () -> vector(none).isZero(1),
            () -> vector(none).isNear(new double[0], 1),
            () -> vector(none).hasLength(0),
            () -> vector().isFinite(),
            () -> vector().isDistribution(1),
            () -> table(noRows).isZero(1),
            () -> table(noRows).hasShape(0, 0),
            () -> table(new double[][] {{1}, null}).isFinite(),
            () -> table(new double[0], new double[0]).isZero(1))) {
      assertThrows(CheckFailed.class, check);
    }
    assertTrue(message(() -> vector(none).isFinite()).contains("came:     nothing (null)"));
  }

  @Test
  void shapesAreComparedBeforeNumbers() {
    String length = message(() -> vector(1, 2).isNear(new double[] {1, 2, 3}, 1));
    assertTrue(length.contains("expected: a vector of length 3\n  came:     a vector of length 2"));
    String shape = message(() -> table(new double[2], new double[3]).hasShape(2, 3));
    assertTrue(shape.contains("a table of 2 rows, of different lengths [2, 3]"), shape);
    assertThrows(CheckFailed.class, () -> table(new double[] {1}).isNear(new double[] {1}, 1));
    assertDoesNotThrow(() -> vector(0, 0, 0).hasLength(3));
    assertDoesNotThrow(() -> table(new double[3], new double[3]).hasShape(2, 3));
  }

  @Test
  void boundsBelongToTheirRanges() {
    assertDoesNotThrow(() -> vector(1, 2).isBetween(1, 2));
    assertThrows(CheckFailed.class, () -> vector(1, Math.nextUp(2.0)).isBetween(1, 2));
    assertThrows(CheckFailed.class, () -> vector(Math.nextDown(1.0), 2).isBetween(1, 2));
    assertDoesNotThrow(() -> number(1e-9).isZero(1e-9));
    assertThrows(CheckFailed.class, () -> number(-2e-9).isZero(1e-9));
    assertDoesNotThrow(() -> number(3.25).isNear(3, 0.25));
    assertThrows(CheckFailed.class, () -> number(2.7).isNear(3, 0.25));
  }

  @Test
  void probabilitiesAreNotNegativeAndSumToOneInEveryRow() {
    assertDoesNotThrow(() -> vector(0, 1).isDistribution(0));
    assertThrows(CheckFailed.class, () -> vector(-0.25, 1.25).isDistribution(1e-9));
    assertThrows(CheckFailed.class, () -> vector(0.5, 0.4).isDistribution(1e-9));
    double[] good = {0.5, 0.5};
    assertThrows(
        CheckFailed.class, () -> table(good, new double[] {0.5, 0.6}).isDistribution(1e-9));
  }

  @Test
  void aConditionOfItsOwnShowsWhatCame() {
    String shown =
        message(() -> Check.that("1c", false, "a falling sequence", new double[] {1, 2}, EQUATION));
    assertTrue(shown.contains("expected: a falling sequence\n  came:     [1.0, 2.0]"), shown);
    assertDoesNotThrow(() -> Check.that("1c", true, "a falling sequence", null, EQUATION));
  }

  /**
   * References at random, and a result of few digits: no four digits of a message are the answer's.
   */
  @Test
  void noMessageShowsTheAnswer() {
    SplittableRandom random = new SplittableRandom(3);
    double[] came = {0.5, 0.5};
    for (int trial = 0; trial < 500; trial++) {
      double right = random.nextDouble(1000, 10000);
      double[] row = {right, right};
      double tolerance = 1e-3 * right;
      for (Executable check :
          List.<Executable>of(
              () -> number(0.5).withHint("a hint", 0.5).isNear(right, tolerance),
              () -> vector(came).isNear(row, tolerance),
              () -> vector(0.5).isNear(row, tolerance),
              () -> table(came, came).isNear(new double[][] {row, row}, tolerance),
              () -> number(NAN).isNear(right, tolerance))) {
        assertHidden(right, 0.5, message(check));
      }
    }
  }

  /** Neither the answer nor what leads to it, differences and ratios. */
  private static void assertHidden(double right, double came, String message) {
    for (double secret : new double[] {right, right - came, right / came, came / right}) {
      String digits = new BigDecimal(secret).round(new MathContext(4)).unscaledValue().toString();
      assertFalse(message.replace(".", "").contains(digits), () -> secret + " in " + message);
    }
  }

  @Test
  void aPassIsConfirmedInOneLineThatNamesIt() {
    PrintStream console = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      number(3.125).isNear(3.125, 0);
    } finally {
      System.setOut(console);
    }
    assertEquals("ok   V of home", bytes.toString(StandardCharsets.UTF_8).strip());
  }
}
