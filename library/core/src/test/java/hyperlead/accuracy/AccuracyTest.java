package hyperlead.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.Hypergradient;
import hyperlead.estimators.ExactHypergradient;
import hyperlead.tabular.Contexts;
import hyperlead.tabular.TabularProblem;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random problems against the second route; {@link Accuracy} compares more of them. */
class AccuracyTest {
  @Test
  void twoThousandProblemsAgree() {
    String misses =
        LongStream.range(0, 2000)
            .mapToObj(Accuracy::miss)
            .filter(miss -> !miss.isEmpty())
            .collect(Collectors.joining("\n"));
    assertEquals("", misses);
  }

  /**
   * A penalty of 1e15 τ beside values of 1e8 τ; sums that cancel but for 1e-9 and for 1e-8; inflows
   * that cancel but for 1e-4 and for 1e-6; parts side by side whose values are 1e15 τ apart; a
   * penalty of 1e7 τ at the end of an endless loop; values of 1e26 τ; traps whose actions differ by
   * less than the rounding of what they cost; one whose actions differ by less than what their rows
   * lack to one; actions that all but make up each other's eligibility, where γ is next to one.
   */
  @ParameterizedTest
  @ValueSource(
      longs = {
        39814, 90664, 71369, 503284, 537437, 558093, 618674, 590331, 218551, 770030, 467950, 478158,
        974386, 287007, 328085, 650562, 773461, 875876, 926001, 974505, 980120
      })
  void problemsAgreeThatWereMissedBefore(long seed) {
    assertEquals("", Accuracy.miss(seed));
  }

  /** Copies side by side, too many to be eliminated: rough steps alone would go in circles. */
  @Test
  void manyCopiesOfAProblemAgreeWithOne() {
    Model model = Models.of(2106);
    TabularProblem[] copies = new TabularProblem[64];
    double[] shares = new double[copies.length];
    Arrays.fill(copies, model.problem());
    Arrays.fill(shares, 1.0 / copies.length);
    TabularProblem all = Contexts.of("copies", shares, copies).problem();
    Hypergradient exact = ExactHypergradient.of(all).at(new double[model.parameters()]);
    assertEquals("", Accuracy.miss(model, exact));
  }

  /** Values of one context that are large beside τ put no noise into the guidance of another. */
  @Test
  void contextsAgreeWithEachOnItsOwn() {
    TabularProblem[] contexts = {Models.of(6942).problem(), Models.of(6943).problem()};
    double[] theta = new double[3];
    TabularProblem both = Contexts.of("both", new double[] {0.5, 0.5}, contexts).problem();
    double[] guidance = ExactHypergradient.of(both).at(theta).guidance();
    for (int i = 0; i < theta.length; i++) {
      double mean = 0;
      for (TabularProblem context : contexts) {
        mean += ExactHypergradient.of(context).at(theta).guidance()[i] / 2;
      }
      assertEquals(1, guidance[i] / mean, 1e-12, "entry " + i);
    }
  }

  /** A warm problem of γ = 0.9 and d = 2, whose numbers are known to 1e-11 and better. */
  @Test
  void whatIsWrongInTheNinthDigitIsAMiss() {
    Model model = Models.of(26);
    Hypergradient right = ExactHypergradient.of(model.problem()).at(new double[model.parameters()]);
    assertEquals("", Accuracy.miss(model, right));
    double[] direct = right.direct();
    double[] guidance = right.guidance();
    direct[0] *= 1 + 1e-9;
    guidance[0] *= 1 + 1e-9;
    assertTrue(
        Accuracy.miss(model, new Hypergradient(right.objective(), direct, right.guidance()))
            .contains("direct 0"));
    assertTrue(
        Accuracy.miss(model, new Hypergradient(right.objective(), right.direct(), guidance))
            .contains("guidance 0"));
    assertTrue(
        Accuracy.miss(
                model,
                new Hypergradient(right.objective() * (1 + 1e-9), right.direct(), right.guidance()))
            .contains("J"));
  }

  /** e and log 10 to 32 digits, in two doubles; exp(−650) and back. */
  @Test
  void numbersHaveThirtyTwoDigits() {
    Twofold e = Twofold.ONE.exp();
    assertEquals(Math.E, e.high(), 0.0);
    assertEquals(1.4456468917292502e-16, e.low(), 1e-31);
    Twofold ten = Twofold.of(10).log();
    assertEquals(2.302585092994046, ten.high(), 0.0);
    assertEquals(-2.1707562233822494e-16, ten.low(), 1e-31);
    Twofold far = Twofold.of(-650).exp().log();
    assertEquals(0, far.plus(Twofold.of(650)).high(), 1e-28);
    Twofold third = Twofold.ONE.over(Twofold.of(3));
    assertEquals(0, third.times(Twofold.of(3)).minus(Twofold.ONE).high(), 1e-31);
  }
}
