package hyperlead.algebra;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;

class PolicySystemTest {
  @Test
  void solvesAsDenseFactorsDo() {
    for (long seed = 0; seed < 100; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      TransitionPattern pattern = randomPattern(random, random.nextInt(1, 40), 2);
      double[] probability = randomRows(pattern, random);
      double[] policy = random.doubles(pattern.states()).toArray();
      policy =
          Arrays.stream(policy).flatMap(p -> java.util.stream.DoubleStream.of(p, 1 - p)).toArray();
      double discount = random.nextDouble(0.5, 0.9999);
      RealMatrix dense = dense(pattern, probability, policy, discount);
      double[] b = random.doubles(pattern.states(), -1, 1).toArray();
      // Blocks of every size: each component alone, some together, and all in one.
      int least = new int[] {1, 5, 1000}[(int) seed % 3];
      PolicySystem system = new PolicySystem(pattern, EliminationOrder.of(pattern, least));
      system.factor(probability, policy, discount);

      double[] v = b.clone();
      system.solve(v);
      assertArrayEquals(solve(dense, b), v, 1e-9 / (1 - discount), "seed " + seed);
      double[] m = b.clone();
      system.solveTransposed(m);
      assertArrayEquals(solve(dense.transpose(), b), m, 1e-9 / (1 - discount), "seed " + seed);
    }
  }

  @Test
  void leavesTheValueOfTheEndAlone() {
    TransitionPattern pattern = TransitionPattern.of(1, 1, new int[][] {{0, 1}});
    double[] b = {1, 7};
    new PolicySystem(pattern).factor(new double[] {0.5, 0.5}, new double[] {1}, 0.8).solve(b);
    assertArrayEquals(new double[] {1 / (1 - 0.8 * 0.5), 7}, b, 1e-15);
  }

  @Test
  void eliminationOnAGridFillsInLittle() {
    int side = 60;
    TransitionPattern pattern = grid(side);
    int n = side * side;
    int entries = pattern.elimination().column.length;
    // Elimination row by row would fill n · 2 · side entries; n log2 n is the scale of good orders.
    assertTrue(entries < 4 * n * Math.log(n) / Math.log(2), "entries " + entries);
  }

  @Test
  void theNextStateHasTheFewestNeighboursAndOfThoseTheLowestNumber() {
    for (long seed = 0; seed < 50; seed++) {
      TransitionPattern pattern = randomPattern(new SplittableRandom(seed), 40, 1);
      boolean[][] adjacent = new boolean[40][40];
      for (int e = 0; e < pattern.entries(); e++) {
        if (pattern.successor(e) < 40) {
          adjacent[pattern.pair(e)][pattern.successor(e)] = true;
          adjacent[pattern.successor(e)][pattern.pair(e)] = true;
        }
      }
      boolean[] gone = new boolean[40];
      for (int state : pattern.elimination().order) {
        assertEquals(fewestNeighbours(adjacent, gone), state, "seed " + seed);
        gone[state] = true;
        for (int x = 0; x < 40; x++) {
          for (int y = 0; y < 40; y++) {
            adjacent[x][y] |= adjacent[x][state] && adjacent[state][y];
          }
        }
      }
    }
  }

  private static int fewestNeighbours(boolean[][] adjacent, boolean[] gone) {
    int best = -1;
    int fewest = Integer.MAX_VALUE;
    for (int x = 0; x < gone.length; x++) {
      int count = 0;
      for (int y = 0; y < gone.length; y++) {
        count += adjacent[x][y] && x != y && !gone[y] ? 1 : 0;
      }
      if (!gone[x] && count < fewest) {
        fewest = count;
        best = x;
      }
    }
    return best;
  }

  private static TransitionPattern grid(int side) {
    int[][] rows = new int[side * side][];
    for (int cell = 0; cell < rows.length; cell++) {
      int right = cell % side < side - 1 ? cell + 1 : cell;
      int down = cell / side < side - 1 ? cell + side : cell;
      int left = cell % side > 0 ? cell - 1 : cell;
      int up = cell / side > 0 ? cell - side : cell;
      rows[cell] = java.util.stream.IntStream.of(cell, right, down, left, up).distinct().toArray();
    }
    return TransitionPattern.of(rows.length, 1, rows);
  }

  private static TransitionPattern randomPattern(SplittableRandom random, int states, int actions) {
    int[][] rows = new int[states * actions][];
    Arrays.setAll(rows, i -> random.ints(3, 0, states + 1).distinct().toArray());
    return TransitionPattern.of(states, actions, rows);
  }

  private static double[] randomRows(TransitionPattern pattern, SplittableRandom random) {
    double[] p = random.doubles(pattern.entries()).toArray();
    for (int pair = 0; pair < pattern.pairs(); pair++) {
      double sum = 0;
      for (int e = pattern.rowStart(pair); e < pattern.rowStart(pair + 1); e++) {
        sum += p[e];
      }
      for (int e = pattern.rowStart(pair); e < pattern.rowStart(pair + 1); e++) {
        p[e] /= sum;
      }
    }
    return p;
  }

  private static RealMatrix dense(
      TransitionPattern pattern, double[] probability, double[] policy, double discount) {
    RealMatrix matrix = new Array2DRowRealMatrix(pattern.states(), pattern.states());
    for (int pair = 0; pair < pattern.pairs(); pair++) {
      for (int e = pattern.rowStart(pair); e < pattern.rowStart(pair + 1); e++) {
        if (pattern.successor(e) != pattern.end()) {
          matrix.addToEntry(
              pair / pattern.actions(),
              pattern.successor(e),
              -discount * policy[pair] * probability[e]);
        }
      }
    }
    for (int i = 0; i < pattern.states(); i++) {
      matrix.addToEntry(i, i, 1);
    }
    return matrix;
  }

  private static double[] solve(RealMatrix matrix, double[] b) {
    return new LUDecomposition(matrix).getSolver().solve(new ArrayRealVector(b)).toArray();
  }
}
