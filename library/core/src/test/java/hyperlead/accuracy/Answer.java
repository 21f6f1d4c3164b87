package hyperlead.accuracy;

import hyperlead.Hypergradient;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * J, and the two terms of its gradient.
 *
 * @param numbers J, the direct term, the guidance term
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Answer(Twofold[] numbers) {
  static Answer of(Twofold objective, Twofold[] direct, Twofold[] guidance) {
    return new Answer(
        Stream.of(new Twofold[] {objective}, direct, guidance)
            .flatMap(Arrays::stream)
            .toArray(Twofold[]::new));
  }

  static Answer of(Hypergradient h) {
    return of(Twofold.of(h.objective()), twofold(h.direct()), twofold(h.guidance()));
  }

  private static Twofold[] twofold(double[] numbers) {
    return Arrays.stream(numbers).mapToObj(Twofold::of).toArray(Twofold[]::new);
  }

  private int parameters() {
    return numbers.length / 2;
  }

  String name(int i) {
    int d = parameters();
    return i == 0 ? "J" : i <= d ? "direct " + (i - 1) : "guidance " + (i - 1 - d);
  }

  Twofold at(int i) {
    return numbers[i];
  }

  int size() {
    return numbers.length;
  }

  /** |J|, or the larger of the two terms of an entry of the gradient. */
  double size(int i) {
    int d = parameters();
    int other = i == 0 ? 0 : i <= d ? i + d : i - d;
    return Math.max(Math.abs(numbers[i].high()), Math.abs(numbers[other].high()));
  }

  double distance(Answer other, int i) {
    return Math.abs(numbers[i].minus(other.numbers[i]).high());
  }
}
