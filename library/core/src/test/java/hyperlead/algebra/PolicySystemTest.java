package hyperlead.algebra;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PolicySystemTest {
  private static final MathContext DIGITS = new MathContext(40);

  /** The last size is iterated on, the others are eliminated. */
  private static final int[] SIZES = {1, 2, 3, 5, 8, 12, 50};

  @Test
  void solvesAsExactArithmeticDoes() {
    for (int seed = 0; seed < 70; seed++) {
      Example random = new Example(seed, SIZES[seed % SIZES.length], seed % 3 == 0 ? 0 : 3);
      BigDecimal[] exact = random.exact(random.b, false);
      double[] v = random.b.clone();
      random.system().solve(v);
      check(exact, random.exact(random.sizes(), false), v, 100 / (1 - random.discount), seed);

      double[] relative = Arrays.copyOf(random.b, random.states + 1);
      random.system().solveRelative(relative, 0);
      double largest = 0;
      for (int x = 0; x < random.states; x++) {
        largest = Math.max(largest, exact[x].subtract(exact[0]).abs().doubleValue());
      }
      for (int x = 0; x < random.states; x++) {
        double difference = exact[x].subtract(exact[0]).doubleValue();
        assertEquals(difference, relative[x], 1e-12 * (1 + largest), "seed " + seed);
      }
      double scale = random.exact(random.sizes(), false)[0].doubleValue();
      assertEquals(-exact[0].doubleValue(), relative[random.states], 1e-14 * scale, "seed " + seed);
    }
  }

  @Test
  void solvesTransposedAsExactArithmeticDoes() {
    for (int seed = 0; seed < 70; seed++) {
      Example random = new Example(seed, SIZES[seed % SIZES.length], seed % 3 == 0 ? 0 : 3);
      double[] start = random.sizes();
      BigDecimal[] exact = random.exact(start, true);
      double[] m = start.clone();
      random.system().solveTransposed(m);
      check(exact, exact, m, 1000, seed);
      double[] mixed = random.b.clone();
      random.system().solveTransposed(mixed);
      check(random.exact(random.b, true), exact, mixed, 1000, seed);
    }
  }

  private static void check(
      BigDecimal[] exact, BigDecimal[] scale, double[] solved, double roundings, int seed) {
    for (int x = 0; x < exact.length; x++) {
      double tolerance = roundings * 0x1p-53 * scale[x].doubleValue();
      assertEquals(exact[x].doubleValue(), solved[x], tolerance, "seed %d, %d".formatted(seed, x));
    }
  }

  @Test
  void aLargeNumberInOneStateDoesNotSpoilTheOthers() {
    for (int states : new int[] {12, 50}) {
      Example random = new Example(states, states, 0);
      random.isolate(states - 1);
      double[] small = random.b.clone();
      random.system().solve(small);
      random.b[states - 1] = 1e15;
      double[] large = random.b.clone();
      random.system().solve(large);
      for (int x = 0; x < states - 1; x++) {
        double tolerance = 100 * 0x1p-53 / (1 - random.discount);
        assertEquals(small[x], large[x], tolerance * Math.abs(small[x]));
      }
    }
  }

  @Test
  void bothWaysAgreeOnAGrid() {
    int side = 20;
    int[][] rows = new int[side * side][];
    for (int x = 0; x < rows.length; x++) {
      int column = x % side;
      rows[x] =
          new int[] {
            x,
            column > 0 ? x - 1 : x,
            column < side - 1 ? x + 1 : x,
            Math.max(x - side, x % side),
            x + side < rows.length ? x + side : x
          };
    }
    TransitionPattern grid = TransitionPattern.of(rows.length, 1, rows);
    assertTrue(grid.elimination(side * side * side).isEmpty());
    double[] law = new SplittableRandom(1).doubles(grid.entries(), 0.1, 0.3).toArray();
    for (int x = 0; x < rows.length; x++) {
      double all = Arrays.stream(law, 5 * x, 5 * x + 5).sum();
      for (int e = 5 * x; e < 5 * x + 5; e++) {
        law[e] /= all;
      }
    }
    double[] one = new double[rows.length];
    Arrays.fill(one, 1);
    double[] b = new SplittableRandom(2).doubles(rows.length).toArray();
    PolicySystem eliminates = new PolicySystem(grid).fill(law, one, x -> 0.99);
    PolicySystem iterates = new PolicySystem(grid, 0).fill(law, one, x -> 0.99);
    // Fewer products than in a band as wide as the grid.
    assertTrue(grid.elimination(side * side * side * side / 3).isPresent());
    double[] eliminated = b.clone();
    double[] iterated = b.clone();
    eliminates.solve(eliminated);
    iterates.solve(iterated);
    assertArrayEquals(eliminated, iterated, 1e-12 * 100);
    eliminates.solveTransposed(eliminated);
    iterates.solveTransposed(iterated);
    assertArrayEquals(eliminated, iterated, 1e-12 * 100 * 100);
  }

  @Test
  void cyclesInAnyOrder() {
    for (int states : new int[] {7, 50, 400}) {
      for (double discount : new double[] {0.9, 0.999, 1 - 1e-9}) {
        int[] cycle = shuffled(states);
        int[][] rows = new int[states][];
        for (int i = 0; i < states; i++) {
          rows[cycle[i]] = new int[] {cycle[(i + 1) % states]};
        }
        double[] certain = new double[states];
        Arrays.fill(certain, 1);
        double[] b = new double[states + 1];
        b[cycle[0]] = 1;
        PolicySystem system = new PolicySystem(TransitionPattern.of(states, 1, rows));
        system.fill(certain, certain, x -> discount).solve(b);
        double round = -Math.expm1(states * Math.log(discount));
        for (int i = 0; i < states; i++) {
          double value = Math.pow(discount, (states - i) % states) / round;
          assertEquals(value, b[cycle[i]], 1e-7 * value, states + ", " + discount);
        }
      }
    }
  }

  private static int[] shuffled(int size) {
    int[] order = IntStream.range(0, size).toArray();
    SplittableRandom random = new SplittableRandom(size);
    for (int i = size - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int other = order[j];
      order[j] = order[i];
      order[i] = other;
    }
    return order;
  }

  @Test
  void aMeasureOverSoManyStatesThatItsTotalIsRounded() {
    int states = 1_000_000;
    int[][] rows = new int[states][];
    Arrays.setAll(rows, i -> new int[] {(i + 1) % states});
    double[] certain = new double[states];
    Arrays.fill(certain, 1);
    double[] b = new SplittableRandom(1).doubles(states).toArray();
    PolicySystem system = new PolicySystem(TransitionPattern.of(states, 1, rows));
    double[] m = b.clone();
    system.fill(certain, certain, x -> 0.99).solveTransposed(m);
    for (int i = 0; i < states; i++) {
      assertEquals(b[i] + 0.99 * m[(i + states - 1) % states], m[i], 1e-13 * m[i]);
    }
  }

  @Test
  void discountOneWhereEpisodesEnd() {
    TransitionPattern chain = TransitionPattern.of(2, 1, new int[][] {{0, 1}, {1, 2}});
    double[] law = {0.75, 0.25, 0.5, 0.5};
    double[] b = {1, 1, 0};
    new PolicySystem(chain).fill(law, new double[] {1, 1}, x -> 1).solve(b);
    assertArrayEquals(new double[] {6, 2, 0}, b, 1e-14);
  }

  @Test
  void saysThatEpisodesWithoutAnEndHaveNoValueAtDiscountOne() {
    TransitionPattern loop = TransitionPattern.of(2, 1, new int[][] {{1}, {0}});
    PolicySystem system =
        new PolicySystem(loop).fill(new double[] {1, 1}, new double[] {1, 1}, x -> 1);
    Exception e = assertThrows(ArithmeticException.class, () -> system.solve(new double[] {1, 1}));
    assertTrue(e.getMessage().contains("2 states with discount 1.0"), e.getMessage());
  }

  @Test
  void leavesTheValueOfTheEndAlone() {
    TransitionPattern pattern = TransitionPattern.of(1, 1, new int[][] {{0, 1}});
    double[] b = {1, 7};
    new PolicySystem(pattern).fill(new double[] {0.5, 0.5}, new double[] {1}, x -> 0.8).solve(b);
    assertArrayEquals(new double[] {1 / (1 - 0.8 * 0.5), 7}, b, 1e-15);
  }

  /** Two actions of at most three successors, all numbers exact in binary. */
  private static final class Example {
    final int states;
    final double discount;
    final double[] b;
    private final boolean ring;
    private final TransitionPattern pattern;
    private final double[] probability;
    private final double[] policy;

    /**
     * With so many ends, 0 for none, among the successors. Iteration sees to the total of a
     * measure, and so is exact where γ is next to one if all states communicate: these do.
     */
    Example(int seed, int states, int ends) {
      this.states = states;
      SplittableRandom random = new SplittableRandom(seed);
      ring = states > 40;
      discount = 1 - Math.scalb(1.0, -random.nextInt(1, 31));
      int[][] rows = new int[2 * states][];
      Arrays.setAll(
          rows,
          i -> {
            int[] next = random.ints(3, 0, states + (i < ends ? 1 : 0)).toArray();
            next[0] = ring ? (i / 2 + 1) % states : next[0];
            return Arrays.stream(next).distinct().sorted().toArray();
          });
      pattern = TransitionPattern.of(states, 2, rows);
      probability = new double[pattern.entries()];
      for (int pair = 0; pair < rows.length; pair++) {
        int left = 64;
        for (int e = pattern.rowStart(pair); e < pattern.rowStart(pair + 1); e++) {
          boolean last = e + 1 == pattern.rowStart(pair + 1);
          int share = last ? left : random.nextInt(ring ? 1 : 0, left / 2 + 1);
          probability[e] = share / 64.0;
          left -= share;
        }
      }
      policy = new double[2 * states];
      for (int x = 0; x < states; x++) {
        policy[2 * x] = (ring ? random.nextInt(1, 64) : random.nextInt(65)) / 64.0;
        policy[2 * x + 1] = 1 - policy[2 * x];
      }
      b = random.doubles(states, -1, 1).toArray();
    }

    /** What would lead there from elsewhere ends the episode instead. */
    void isolate(int state) {
      for (int e = 0; e < probability.length; e++) {
        if (pattern.successor(e) == state && pattern.pair(e) / 2 != state) {
          probability[e] = 0;
        }
      }
    }

    double[] sizes() {
      return Arrays.stream(b).map(Math::abs).toArray();
    }

    PolicySystem system() {
      PolicySystem system = ring ? new PolicySystem(pattern, 0) : new PolicySystem(pattern);
      return system.fill(probability, policy, x -> discount);
    }

    /** Gaussian elimination in 40 digits. */
    BigDecimal[] exact(double[] right, boolean transposed) {
      BigDecimal[][] m = new BigDecimal[states][states + 1];
      for (int i = 0; i < states; i++) {
        Arrays.fill(m[i], BigDecimal.ZERO);
        m[i][i] = BigDecimal.ONE;
        m[i][states] = new BigDecimal(right[i]);
      }
      for (int e = 0; e < probability.length; e++) {
        int from = pattern.pair(e) / 2;
        int to = pattern.successor(e);
        if (to < states) {
          int row = transposed ? to : from;
          int column = transposed ? from : to;
          BigDecimal weight = new BigDecimal(policy[pattern.pair(e)] * probability[e]);
          m[row][column] = m[row][column].subtract(new BigDecimal(discount).multiply(weight));
        }
      }
      for (int k = 0; k < states; k++) {
        for (int i = 0; i < states; i++) {
          if (i != k && m[i][k].signum() != 0) {
            BigDecimal factor = m[i][k].divide(m[k][k], DIGITS);
            for (int j = k; j <= states; j++) {
              m[i][j] = m[i][j].subtract(factor.multiply(m[k][j], DIGITS), DIGITS);
            }
          }
        }
      }
      BigDecimal[] solution = new BigDecimal[states];
      Arrays.setAll(solution, i -> m[i][states].divide(m[i][i], DIGITS));
      return solution;
    }
  }
}
