package hyperlead.linear;

import hyperlead.Setting;
import hyperlead.algebra.GaussianLaw;
import hyperlead.algebra.Matrix;
import hyperlead.parameters.Coefficients;
import hyperlead.parameters.FreeParameters;
import hyperlead.prototyping.Configuration;
import hyperlead.prototyping.Expression;
import hyperlead.prototyping.LinearWorld;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A seeded linear-quadratic problem right at the edges, as plain numbers: cheap, free and crossed
 * actions, prices, a growing mode that costs nothing, unlike discounts, no noise, one step, any τ.
 *
 * <p>Whatever moves with θ is {@code M(θ) = M_0 + Σ_k θ_k M_k}, as arrays [k][row][column].
 */
final class EdgeCase {
  static final int PARAMETERS = 2;

  final long seed;
  final int n;
  final int m;
  final int p;
  final double temperature;
  final double followerDiscount;
  final double leaderDiscount;
  final int horizon;

  /** θ at which it is asked, each in (0.1, 0.9). */
  final double[] theta;

  final double[][][] a;
  final double[][] b;
  final double[][] c;
  final double[][][] k;

  /** The diagonal of W, that of D, and of x_0's deviation. */
  final double[] leaderNoise;

  final double[] noise;
  final double[] spread;
  final double[] start;

  /** [Q N; Nᵀ R], and (q, r, c) as a row. */
  final double[][][] costs;

  final double[][][] prices;

  /** M of the leader's reward, and what each of (x, u, 1) brings it as a row. */
  final double[][] weight;

  final double[][][] incomes;

  private final SplittableRandom random;

  EdgeCase(long seed) {
    this.seed = seed;
    random = new SplittableRandom(seed);
    n = 1 + random.nextInt(4);
    m = 1 + random.nextInt(3);
    p = random.nextInt(3);
    temperature = Math.pow(10, random.nextDouble(-12, 6));
    followerDiscount = pick(0, 1e-6, 0.5, 0.9, 0.95, 0.99, 0.9999, 1 - 1e-9);
    leaderDiscount = pick(0, 0.3, 0.9, 0.97, 1 - 1e-9, 1);
    horizon = (int) pick(1, 2, 5, 30);
    theta = random.doubles(PARAMETERS, 0.1, 0.9).toArray();
    boolean grows = n > 1 && followerDiscount > 0.4 && random.nextInt(4) == 0;
    a = moving(n, n, 0.9 / Math.sqrt(n), 0.1);
    k = moving(p, n, 0.3, 0.1);
    b = matrix(n, m, 1);
    c = matrix(n, p, 0.5);
    costs = costs(grows);
    if (grows) {
      growing(random.nextDouble(1.02, 1.8) / Math.sqrt(followerDiscount));
    }
    boolean twins = seed % 7 == 0 && m > 1;
    for (double[] row : b) {
      // Two actions that do the same, or all but the same where they are free.
      row[1 % m] = twins ? row[0] + (costs[0][n][n] == 0 ? 1e-3 * row[1] : 0) : row[1 % m];
    }
    // A price of actions that cost nearly nothing and do nothing would have them at a billion.
    prices =
        random.nextBoolean() || ((m > n || twins) && costs[0][n][n] < 1e-5)
            ? zero(1, n + m + 1)
            : moving(1, n + m + 1, 1, 1);
    weight = positive(n + m, n + m, 1);
    if (seed % 4 == 3) {
      // A leader that does not look at actions, so that theirs does not hide what states do.
      forget(weight, n);
    }
    incomes = random.nextBoolean() ? zero(1, n + m + 1) : moving(1, n + m + 1, 1, 1);
    leaderNoise = diagonal(p);
    noise = diagonal(n);
    spread = diagonal(n);
    start = random.doubles(n, -1, 1).toArray();
  }

  private double pick(double... values) {
    return values[random.nextInt(values.length)];
  }

  private double[] diagonal(int size) {
    double scale = pick(0, 0.3);
    return random.doubles(size, 0.5, 1.5).map(d -> scale * d).toArray();
  }

  private double[][] matrix(int rows, int columns, double scale) {
    double[][] matrix = new double[rows][columns];
    for (double[] row : matrix) {
      Arrays.setAll(row, j -> scale * random.nextGaussian());
    }
    return matrix;
  }

  private static double[][][] zero(int rows, int columns) {
    return new double[PARAMETERS + 1][rows][columns];
  }

  private double[][][] moving(int rows, int columns, double scale, double change) {
    double[][][] moving = zero(rows, columns);
    Arrays.setAll(moving, i -> matrix(rows, columns, i == 0 ? scale : change));
    return moving;
  }

  /** FFᵀ with so many columns of F. */
  private double[][] positive(int size, int columns, double scale) {
    return Matrix.of("F", matrix(size, columns, Math.sqrt(scale / size))).squared().toRows();
  }

  /** Semidefinite at every θ ≥ 0, with R smaller than Q by a factor, or zero. */
  private double[][][] costs(boolean grows) {
    double[][][] costs = new double[PARAMETERS + 1][][];
    // Costs of nearly nothing beside costs of much, in directions that only sums of products tell
    // apart, are as uncertain as their share is small; R = 0 would leave them without costs.
    boolean apart = m == 1 || !grows;
    double cheap =
        pick(
            1,
            1,
            1e-3,
            apart ? 1e-6 : 1,
            apart ? 1e-9 : 1e-4,
            apart ? 1e-12 : 1,
            apart && m <= n && followerDiscount > 0.4 ? 0 : 1);
    boolean crossed = random.nextBoolean();
    for (int i = 0; i <= PARAMETERS; i++) {
      double[][] joint = positive(n + m, i == 0 ? n + m : 1, i == 0 ? 1 : 0.3);
      for (int row = 0; row < n + m; row++) {
        for (int column = 0; column < n + m; column++) {
          boolean other = row < n != column < n;
          boolean free = grows && (row == 0 || column == 0);
          joint[row][column] *= row < n ? 1 : Math.sqrt(cheap);
          joint[row][column] *= column < n ? 1 : Math.sqrt(cheap);
          joint[row][column] *= (other && !crossed) || free ? 0 : 1;
        }
      }
      costs[i] = joint;
    }
    return costs;
  }

  /** Lets the first state grow at a rate, unseen by the others and by the leader's policy. */
  private void growing(double rate) {
    for (int i = 0; i <= PARAMETERS; i++) {
      for (int row = 0; row < n; row++) {
        a[i][row][0] = 0;
      }
      for (double[] row : k[i]) {
        row[0] = 0;
      }
    }
    a[0][0][0] = rate;
  }

  /** Rows and columns from an index on become zero. */
  private static void forget(double[][] form, int from) {
    for (int i = 0; i < form.length; i++) {
      Arrays.fill(form[i], i < from ? from : 0, form.length, 0);
    }
  }

  /** The problem made by hand. */
  LinearQuadraticProblem problem() {
    QuadraticCost cost =
        new QuadraticCost(
            configured(costs, 0, n, 0, n),
            configured(costs, 0, n, n, n + m),
            configured(costs, n, n + m, n, n + m),
            configured(prices, 0, 1, 0, n + m + 1).entries());
    return new LinearQuadraticProblem(
        setting(),
        new FreeParameters(PARAMETERS),
        new LinearSystem(
            configured(a, 0, n, 0, n),
            plain(b, m),
            plain(c, p),
            configured(k, 0, p, 0, n),
            Matrix.diagonal(leaderNoise),
            Matrix.diagonal(noise)),
        cost,
        reward().plus(configured(incomes, 0, 1, 0, n + m + 1).entries()),
        GaussianLaw.of(start, Matrix.diagonal(spread)),
        chance -> theta.clone());
  }

  private Setting setting() {
    return new Setting("edge " + seed, temperature, followerDiscount, leaderDiscount, horizon);
  }

  private QuadraticReward reward() {
    return QuadraticReward.of(Matrix.of("M", weight), new double[n + m]);
  }

  private static Matrix plain(double[][] rows, int columns) {
    return Matrix.of(rows.length, columns, (i, j) -> rows[i][j]);
  }

  private static ConfiguredMatrix configured(
      double[][][] of, int top, int bottom, int left, int right) {
    int width = right - left;
    boolean fixed =
        Arrays.stream(of, 1, of.length)
            .flatMap(Arrays::stream)
            .flatMapToDouble(Arrays::stream)
            .allMatch(entry -> entry == 0);
    Coefficients entries =
        Coefficients.of(
            bottom - top,
            width,
            (y, i, j) -> {
              double sum = of[0][top + i][left + j];
              for (int l = 0; l < y.length; l++) {
                sum += y[l] * of[l + 1][top + i][left + j];
              }
              return sum;
            },
            (y, i, j, w, g) -> {
              for (int l = 0; l < y.length; l++) {
                g[l] += w * of[l + 1][top + i][left + j];
              }
            });
    return new ConfiguredMatrix(
        bottom - top,
        width,
        fixed ? Coefficients.fixed(entries.all(new double[PARAMETERS])) : entries);
  }

  /** The same problem as lambdas over names. */
  LinearQuadraticProblem world() {
    LinearWorld<Integer, Integer> world =
        LinearWorld.of(
                names(n),
                names(m),
                new FreeParameters(PARAMETERS),
                (y, i, j) -> entry(y, a, i, j),
                (i, j) -> b[i][j])
            .withFollowerCost(
                (y, i, j) -> entry(y, costs, i, j),
                (y, i, j) -> entry(y, costs, i, n + j),
                (y, i, j) -> entry(y, costs, n + i, n + j))
            .withFollowerPrices(
                (y, i) -> entry(y, prices, 0, i),
                (y, j) -> entry(y, prices, 0, n + j),
                y -> entry(y, prices, 0, n + m))
            .withPrices(
                (y, i) -> entry(y, incomes, 0, i).negated(),
                (y, j) -> entry(y, incomes, 0, n + j).negated(),
                y -> entry(y, incomes, 0, n + m).negated())
            .withNoise(i -> noise[i])
            .startingAt(i -> start[i], i -> spread[i]);
    LinearWorld<Integer, Integer> led =
        p == 0
            ? world
            : world.withLeader(
                names(p), (i, j) -> c[i][j], (y, i, j) -> entry(y, k, i, j), j -> leaderNoise[j]);
    return led.problem("edge " + seed, reward(), temperature).with(setting());
  }

  private static List<Integer> names(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  private static Expression entry(Configuration y, double[][][] of, int i, int j) {
    Expression sum = Expression.of(of[0][i][j]);
    for (int l = 0; l < PARAMETERS; l++) {
      if (of[l + 1][i][j] != 0) {
        sum = sum.plus(y.get(l).times(of[l + 1][i][j]));
      }
    }
    return sum;
  }

  @Override
  public String toString() {
    return "edge %d (n %d, m %d, p %d, τ %.0e, γ_F %s, γ_L %s, T %d)"
        .formatted(seed, n, m, p, temperature, followerDiscount, leaderDiscount, horizon);
  }
}
