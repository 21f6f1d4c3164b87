package hyperlead.parameterizations;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ParameterizationTest {
  @Test
  void pullBackIsTheTransposedJacobian() {
    for (Parameterization map : new Parameterization[] {new Free(4), new SoftmaxBudget(5)}) {
      for (long seed = 0; seed < 20; seed++) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] theta = random.doubles(map.parameters(), -2, 2).toArray();
        double[] g = random.doubles(map.configurations(), -1, 1).toArray();
        double[] pulled = map.pullBack(map.configuration(theta), g);
        for (int i = 0; i < theta.length; i++) {
          double slope = (dot(map, theta, i, 1e-5, g) - dot(map, theta, i, -1e-5, g)) / 2e-5;
          assertEquals(slope, pulled[i], 1e-9, map + ", seed " + seed + ", parameter " + i);
        }
      }
    }
  }

  private static double dot(Parameterization map, double[] theta, int i, double step, double[] g) {
    double[] moved = theta.clone();
    moved[i] += step;
    double[] y = map.configuration(moved);
    double sum = 0;
    for (int j = 0; j < g.length; j++) {
      sum += y[j] * g[j];
    }
    return sum;
  }

  @Test
  void sharesSumToOneEvenForHugeParameters() {
    double[] shares = new SoftmaxBudget(3).configuration(new double[] {2000, 1999, -2000});
    assertEquals(1, Arrays.stream(shares).sum(), 1e-15);
    assertEquals(1 / (1 + Math.exp(-1)), shares[0], 1e-15);
  }
}
