package hyperlead.notebook.assignments;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What is known about one result, and how to speak of it. The right result is no part of it.
 *
 * @param name what was computed
 * @param equation the one to look at
 */
record Feedback(String name, Numbers came, String equation, List<Hint> hints) {
  Feedback(String name, Numbers came, String equation) {
    this(name, came, equation, List.of());
  }

  /** What it means if a student's result is this one. */
  record Hint(String text, Numbers wrong) {}

  Feedback with(String text, Numbers wrong) {
    List<Hint> more = new ArrayList<>(hints);
    more.add(new Hint(text, wrong));
    return new Feedback(name, came, equation, List.copyOf(more));
  }

  void requireNear(Numbers reference, double tolerance) {
    requireShape(reference);
    require(
        (i, j, value) -> Math.abs(value - reference.entry(i, j)) <= tolerance,
        "what the equation gives" + within(tolerance));
  }

  void requireDistribution(double tolerance) {
    String expected = "probabilities: none below 0, the sum of each row 1";
    requireEntries((i, j, value) -> value >= 0, expected);
    Numbers sums = Numbers.vector(came.sums());
    if (!sums.allMatch((i, j, sum) -> Math.abs(sum - 1) <= tolerance)) {
      throw failure(expected, came + ", with the sums " + sums, hint());
    }
    confirm(name);
  }

  void requireOnlyShape(Numbers right) {
    requireShape(right);
    confirm(name);
  }

  void require(Numbers.EntryTest test, String expected) {
    requireEntries(test, expected);
    confirm(name);
  }

  private void requireShape(Numbers right) {
    if (came.isMissing() || !came.hasShapeOf(right)) {
      throw failure(right.shape(), came.shape(), "");
    }
  }

  private void requireEntries(Numbers.EntryTest test, String expected) {
    if (came.isMissing() || came.isEmpty()) {
      throw failure(expected, came.shape(), "");
    }
    Numbers.EntryTest finiteToo =
        (i, j, value) -> Double.isFinite(value) && test.passes(i, j, value);
    if (!came.allMatch(finiteToo)) {
      throw failure(expected, came.failing(finiteToo), hint());
    }
  }

  private String hint() {
    if (!came.allMatch((i, j, value) -> !Double.isNaN(value))) {
      return "NaN: the result was never set, or it is 0/0, ∞ − ∞ or the log of a negative number";
    }
    return hints.stream()
        .filter(hint -> came.agreesWith(hint.wrong()))
        .map(Hint::text)
        .findFirst()
        .orElse("");
  }

  private CheckFailed failure(String expected, String shown, String hint) {
    return new CheckFailed(name, expected, shown, equation, hint);
  }

  /** One digit: a tolerance in proportion to the right result would give that away. */
  static String within(double tolerance) {
    return tolerance == 0 ? ", exactly" : String.format(Locale.ROOT, ", to within %.0e", tolerance);
  }

  static void confirm(String name) {
    System.out.println("ok   " + name);
  }
}
