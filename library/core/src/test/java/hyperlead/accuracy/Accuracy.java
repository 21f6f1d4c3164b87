package hyperlead.accuracy;

import hyperlead.Hypergradient;
import hyperlead.estimators.ExactHypergradient;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The exact objective and both terms of the hypergradient of random problems, against a second
 * route.
 *
 * <p>How well a number can be known, the problem itself says: by how much the right one moves when
 * every number of the problem moves by the unit roundoff, 2⁻⁵³ of itself (and π with them). An
 * error may be 100,000 times that, or 1e-12 of the number, for a term of the gradient of the larger
 * of the two, with 1e-15 of J.
 *
 * <pre>
 * mvn -q test-compile
 * java -cp 'library/core/target/test-classes:library/core/target/classes:library/core/target/lib/*' \
 *     hyperlead.accuracy.Accuracy 1000000 [first seed]
 * </pre>
 */
public final class Accuracy {
  private static final double ROUNDINGS = 1e5;
  private static final double LEAST = 1e-12;
  private static final double UNDERFLOW = 1e-40;
  private static final int REPORT = 100_000;

  private Accuracy() {}

  /** Compares so many problems, and prints those that differ. */
  public static void main(String[] args) {
    int number = Integer.parseInt(args[0]);
    long first = args.length > 1 ? Long.parseLong(args[1]) : 0;
    int misses = 0;
    for (int k = 0; k < number; k++) {
      String miss = miss(first + k);
      if (!miss.isEmpty()) {
        misses++;
        System.out.println(miss);
      }
      if ((k + 1) % REPORT == 0 || k + 1 == number) {
        System.out.printf(Locale.ROOT, "%,d problems, %d misses%n", k + 1, misses);
      }
    }
  }

  /** What is wrong with the answer to the problem of a seed; nothing if all is right. */
  static String miss(long seed) {
    Model model = Models.of(seed);
    try {
      return miss(model, ExactHypergradient.of(model.problem()).at(new double[model.parameters()]));
    } catch (IllegalArgumentException | ArithmeticException e) {
      return model + ": " + e;
    }
  }

  /** What is wrong with an answer to a problem. */
  static String miss(Model model, Hypergradient given) {
    SecondRoute route = SecondRoute.of(model);
    Answer right = route.answer();
    Answer answer = Answer.of(given);
    Answer[] rounded = {};
    StringBuilder misses = new StringBuilder();
    for (int i = 0; i < answer.size(); i++) {
      double limit = LEAST * right.size(i) + 0x1p-50 * right.size(0) + UNDERFLOW;
      double error = right.distance(answer, i);
      if (!(error <= limit) && rounded.length == 0) {
        rounded =
            IntStream.range(0, SecondRoute.WAYS).mapToObj(route::rounded).toArray(Answer[]::new);
      }
      for (Answer moved : rounded) {
        limit = Math.max(limit, ROUNDINGS * right.distance(moved, i));
      }
      if (!(error <= limit)) {
        misses.append(
            String.format(
                Locale.ROOT,
                "%n  %s: %s, right %s, error %.2g, limit %.2g",
                right.name(i),
                answer.at(i).high(),
                right.at(i).high(),
                error,
                limit));
      }
    }
    return misses.isEmpty() ? "" : model + misses.toString();
  }
}
