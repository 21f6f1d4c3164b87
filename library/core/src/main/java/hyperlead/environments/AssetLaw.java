package hyperlead.environments;

import hyperlead.algebra.TransitionPattern;
import hyperlead.parameters.Coefficients;
import hyperlead.tabular.TransitionLaw;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.math3.special.Erf;

/**
 * The law of assets on a grid of n points, s apart.
 *
 * <pre>
 * x' = x + (1 − t_0) w h − C + ε,   ε ~ N(0, σ²),   cut to the range of the grid
 * P(j|i,a) = F_a(j − i) − F_a(j − i − 1),   F_a(k) = (1/s) ∫_{ks}^{ks+s} Φ((z − (1 − t_0) w h + C)/σ) dz
 *          = (σ/s) ( G(z_{k+1}) − G(z_k) ),   z_k = (ks − (1 − t_0) w h + C)/σ,   G(z) = z Φ(z) + φ(z)
 * </pre>
 *
 * <p>An x' between two points goes to either in proportion to its nearness, so that its mean is
 * kept, also where it is cut: that F is an average of Φ over a step says just this. Values at x'
 * are then interpolated linearly, which is where the grid's error comes from, O(s²). What is cut
 * off is lost above and written off below. Moves are tabulated as far as six σ beyond the drifts of
 * all taxes; the first and last successor of a row take what lies further, less than 1e-9.
 *
 * <p>F depends on the action and on the move only. It is part of the configuration y, from entry
 * {@code base} on: 0, 1, then F_a by action and move. Immutable.
 */
final class AssetLaw {
  private static final double REACH = 6;

  private final Economy economy;
  private final Choices choices;
  private final AssetGrid grid;
  private final int base;
  private final int[] firstMove;
  private final int[] firstEntry;

  /** A law that takes its numbers from y, from entry {@code base} on. */
  AssetLaw(Economy economy, Choices choices, AssetGrid grid, int base) {
    this.economy = economy;
    this.choices = choices;
    this.grid = grid;
    this.base = base;
    double reach = REACH * economy.noise();
    firstMove = new int[choices.actions()];
    firstEntry = new int[choices.actions() + 1];
    firstEntry[0] = base + 2;
    for (int a = 0; a < firstMove.length; a++) {
      firstMove[a] = (int) Math.floor((drift(economy.mostTax(), a) - reach) / grid.step());
      int lastMove = (int) Math.ceil((drift(0, a) + reach) / grid.step());
      firstEntry[a + 1] = firstEntry[a] + lastMove - firstMove[a];
    }
  }

  private double drift(double incomeTax, int a) {
    return economy.drift(incomeTax, choices.hours(a), choices.spending(a));
  }

  /** P(j|i,a): each probability is the difference of two entries of y. */
  TransitionLaw transitions() {
    int actions = choices.actions();
    int[][] rows = new int[grid.points() * actions][];
    Arrays.setAll(rows, pair -> row(pair / actions, pair % actions));
    TransitionPattern pattern = TransitionPattern.of(grid.points(), actions, rows);
    int[] upper = new int[pattern.entries()];
    int[] lower = new int[pattern.entries()];
    for (int pair = 0; pair < rows.length; pair++) {
      int a = pair % actions;
      int zeroMove = firstEntry[a] - firstMove[a] - pair / actions;
      int first = pattern.rowStart(pair);
      int last = pattern.rowStart(pair + 1) - 1;
      for (int e = first; e <= last; e++) {
        int entry = zeroMove + pattern.successor(e);
        lower[e] = e == first ? base : entry - 1;
        upper[e] = e == last ? base + 1 : entry;
      }
    }
    return new TransitionLaw(
        pattern,
        Coefficients.of(
            upper.length,
            (y, e) -> y[upper[e]] - y[lower[e]],
            (y, e, weight, g) -> {
              g[upper[e]] += weight;
              g[lower[e]] -= weight;
            }));
  }

  /** Where the moves of an action lead from a point. */
  private int[] row(int point, int a) {
    int first = point + firstMove[a];
    int last = first + firstEntry[a + 1] - firstEntry[a];
    return IntStream.rangeClosed(grid.onGrid(first), grid.onGrid(last)).toArray();
  }

  /** One past the last entry of y that is this law's. */
  int end() {
    return firstEntry[firstMove.length];
  }

  /** Fills 0, 1 and F into y, at the taxes that stand at its beginning. */
  void fill(double[] y) {
    y[base] = 0;
    y[base + 1] = 1;
    for (int a = 0; a < firstMove.length; a++) {
      double low = z(y, a, firstEntry[a]);
      double lowTail = integral(-Math.abs(low));
      for (int entry = firstEntry[a]; entry < firstEntry[a + 1]; entry++) {
        double high = z(y, a, entry + 1);
        double highTail = integral(-Math.abs(high));
        y[entry] = average(low, lowTail, high, highTail);
        low = high;
        lowTail = highTail;
      }
    }
  }

  /** z_k of the entry that holds F_a(k). */
  private double z(double[] y, int a, int entry) {
    double move = (firstMove[a] + entry - firstEntry[a]) * grid.step();
    return (move - drift(y[0], a)) / economy.noise();
  }

  /** (1/(high − low)) ∫ Φ; from the upper tail where that is the small one, for its digits. */
  private static double average(double low, double lowTail, double high, double highTail) {
    return low > 0
        ? 1 - (lowTail - highTail) / (high - low)
        : ((high > 0 ? integral(high) : highTail) - lowTail) / (high - low);
  }

  /** The same of two numbers whose tails G(−|z|) nobody knows yet. */
  static double average(double low, double high) {
    return average(low, integral(-Math.abs(low)), high, integral(-Math.abs(high)));
  }

  /** G(z) = z Φ(z) + φ(z), the integral of Φ up to z. */
  private static double integral(double z) {
    return z * normal(z) + StrictMath.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
  }

  /** Φ(z). */
  private static double normal(double z) {
    return Erf.erfc(-z / Math.sqrt(2)) / 2;
  }

  /** Σ g ∂F/∂t_0, where ∂F_a(k)/∂t_0 = ( Φ(z_{k+1}) − Φ(z_k) ) w h / s. */
  double slope(double[] y, double[] g) {
    double slope = 0;
    for (int a = 0; a < firstMove.length; a++) {
      double sum = 0;
      double low = normal(z(y, a, firstEntry[a]));
      for (int entry = firstEntry[a]; entry < firstEntry[a + 1]; entry++) {
        double high = normal(z(y, a, entry + 1));
        sum += g[entry] * (high - low);
        low = high;
      }
      slope += sum * economy.wage() * choices.hours(a) / grid.step();
    }
    return slope;
  }
}
