package hyperlead.linear;

import hyperlead.Setting;
import hyperlead.algebra.GaussianLaw;
import hyperlead.algebra.Matrix;
import hyperlead.parameters.Coefficients;
import hyperlead.parameters.FreeParameters;
import hyperlead.parameters.Parameterization;
import java.util.SplittableRandom;

/** Seeded random problems in which θ moves A, K, Q and the leader's reward together. */
public final class RandomSystem {
  private RandomSystem() {}

  /**
   * A problem with 1 to 4 states, 1 to 2 actions each and 3 parameters, quadratic or with a bump.
   */
  public static LinearQuadraticProblem of(long seed, int horizon, double mostDiscount) {
    SplittableRandom random = new SplittableRandom(seed);
    int n = 1 + random.nextInt(4);
    int m = 1 + random.nextInt(2);
    int p = 1 + random.nextInt(2);
    Mixture mixture = Mixture.random(random, n, p, 3);
    int size = n + m;
    ContinuousReward reward =
        seed % 2 == 0
            ? QuadraticReward.of(
                positive(random, size, 0.2),
                random.doubles(size, -1, 1).toArray(),
                random.doubles(mixture.configurations(), 0, 0.5).toArray())
            : GaussianBump.of(
                random.doubles(n, -1, 1).toArray(), random.doubles(n, 0.5, 1.5).toArray());
    // Draws are made in this order, which the seeds of many tests were chosen for.
    LinearSystem system =
        new LinearSystem(
            ConfiguredMatrix.block(0, n, n),
            matrix(random, n, m, 1),
            matrix(random, n, p, 0.7),
            ConfiguredMatrix.block(n * n, p, n),
            Matrix.scalar(p, random.nextDouble(0.2, 0.6)).plus(1, matrix(random, p, p, 0.1)),
            Matrix.scalar(n, random.nextDouble(0.2, 0.6)).plus(1, matrix(random, n, n, 0.1)));
    QuadraticCost cost =
        new QuadraticCost(ConfiguredMatrix.block(n * n + p * n, n, n), positive(random, m, 0.3));
    GaussianLaw first =
        GaussianLaw.of(random.doubles(n, -1, 1).toArray(), matrix(random, n, n, 0.5));
    return new LinearQuadraticProblem(
        new Setting(
            "random " + seed,
            random.nextDouble(0.1, 1),
            random.nextDouble(0.5, mostDiscount),
            random.nextDouble(0.5, mostDiscount),
            horizon),
        mixture,
        system,
        cost,
        reward,
        first,
        chance -> chance.doubles(3, -0.5, 0.5).toArray());
  }

  /**
   * A problem as {@link #of} in which the follower also pays (u + Yᵀx)ᵀR(u + Yᵀx) in place of uᵀRu,
   * and both pay prices of states and actions that move with θ.
   */
  public static LinearQuadraticProblem priced(long seed, int horizon, double mostDiscount) {
    LinearQuadraticProblem random = of(seed, horizon, mostDiscount);
    SplittableRandom chance = new SplittableRandom(-seed);
    int n = random.system().states();
    int m = random.system().actions();
    QuadraticCost cost = random.followerCost();
    Matrix mixed = matrix(chance, n, m, 0.5);
    Matrix action = cost.action().at(new double[0]);
    Matrix lift = mixed.congruence(action);
    Coefficients q = cost.state().entries();
    Coefficients lifted =
        Coefficients.of(
            n * n,
            (y, i) -> q.at(y, i) + lift.get(i / n, i % n),
            (y, i, weight, g) -> q.addGradient(y, i, weight, g));
    return new LinearQuadraticProblem(
        random.setting(),
        random.parameterization(),
        random.system(),
        new QuadraticCost(new ConfiguredMatrix(n, n, lifted), action)
            .withCross(ConfiguredMatrix.fixed(mixed.times(action)))
            .withLinear(prices(chance, n + m + 1)),
        random.leaderReward().plus(prices(chance, n + m + 1)),
        random.initial(),
        random.initialParameters());
  }

  /** s_i + t_i θ_k, where θ stands at the end of y. */
  private static Coefficients prices(SplittableRandom random, int size) {
    double[] fixed = random.doubles(size, -1, 1).toArray();
    double[] slope = random.doubles(size, -1, 1).toArray();
    return Coefficients.of(
        size,
        (y, i) -> fixed[i] + slope[i] * y[y.length - 1 - i % 3],
        (y, i, weight, g) -> g[g.length - 1 - i % 3] += weight * slope[i]);
  }

  /** A problem as {@link #of}, quadratic, in which θ is the leader's policy K and nothing else. */
  public static LinearQuadraticProblem led(long seed, int horizon, double mostDiscount) {
    LinearQuadraticProblem random = of(seed, horizon, mostDiscount);
    LinearSystem system = random.system();
    LinearQuadraticModel model = random.at(random.initialParameters(new SplittableRandom(seed)));
    int size = system.states() + system.actions();
    int gains = system.leaderActions() * system.states();
    return new LinearQuadraticProblem(
        new Setting(
            "led " + seed,
            random.temperature(),
            random.followerDiscount(),
            random.leaderDiscount(),
            horizon),
        new FreeParameters(gains),
        new LinearSystem(
            ConfiguredMatrix.fixed(model.dynamics()),
            system.input(),
            system.leaderInput(),
            ConfiguredMatrix.block(0, system.leaderActions(), system.states()),
            system.leaderNoise(),
            system.noise()),
        new QuadraticCost(ConfiguredMatrix.fixed(model.stateCost()), model.actionCost()),
        QuadraticReward.of(Matrix.scalar(size, 1), new double[size], new double[gains]),
        random.initial(),
        chance -> chance.doubles(gains, -0.5, 0.5).toArray());
  }

  /** A random matrix with entries of about scale/√columns. */
  static Matrix matrix(SplittableRandom random, int rows, int columns, double scale) {
    return Matrix.of(rows, columns, (i, j) -> scale * random.nextGaussian() / Math.sqrt(columns));
  }

  /** FFᵀ + least · I. */
  static Matrix positive(SplittableRandom random, int size, double least) {
    Matrix factor = matrix(random, size, size, 1);
    return factor.times(factor.transposed()).plus(1, Matrix.scalar(size, least)).symmetric();
  }

  /** y = (A, K, Q): base matrices plus smooth changes with θ; Q = FFᵀ with F linear in θ. */
  private static final class Mixture implements Parameterization {
    private final int n;
    private final int p;
    private final Matrix[] a;
    private final Matrix[] k;
    private final Matrix[] f;

    Mixture(int n, int p, Matrix[] a, Matrix[] k, Matrix[] f) {
      this.n = n;
      this.p = p;
      this.a = a;
      this.k = k;
      this.f = f;
    }

    static Mixture random(SplittableRandom random, int n, int p, int d) {
      Matrix[] a = new Matrix[d + 1];
      Matrix[] k = new Matrix[d + 1];
      Matrix[] f = new Matrix[d + 1];
      for (int i = 0; i <= d; i++) {
        double scale = i == 0 ? 0.9 : 0.3;
        a[i] = matrix(random, n, n, scale);
        k[i] = matrix(random, p, n, 0.5 * scale);
        f[i] = matrix(random, n, n, scale);
      }
      return new Mixture(n, p, a, k, f);
    }

    @Override
    public int parameters() {
      return a.length - 1;
    }

    @Override
    public int configurations() {
      return 2 * n * n + p * n + parameters();
    }

    private static Matrix mix(Matrix[] parts, double[] theta) {
      Matrix mixed = parts[0];
      for (int i = 0; i < theta.length; i++) {
        mixed = mixed.plus(Math.sin(theta[i]), parts[i + 1]);
      }
      return mixed;
    }

    @Override
    public double[] configuration(double[] theta) {
      double[] y = new double[configurations()];
      Matrix root = mix(f, theta);
      System.arraycopy(mix(a, theta).entries(), 0, y, 0, n * n);
      System.arraycopy(mix(k, theta).entries(), 0, y, n * n, p * n);
      System.arraycopy(root.times(root.transposed()).entries(), 0, y, n * n + p * n, n * n);
      System.arraycopy(theta, 0, y, 2 * n * n + p * n, theta.length);
      return y;
    }

    @Override
    public double[] pullBack(double[] theta, double[] y, double[] gradient) {
      int last = 2 * n * n + p * n;
      double[] g = new double[theta.length];
      Matrix root = mix(f, theta);
      for (int i = 0; i < g.length; i++) {
        double slope = Math.cos(theta[i]);
        Matrix q = f[i + 1].times(root.transposed());
        g[i] = gradient[last + i];
        g[i] += slope * dot(a[i + 1].entries(), gradient, 0);
        g[i] += slope * dot(k[i + 1].entries(), gradient, n * n);
        g[i] += slope * dot(q.plus(1, q.transposed()).entries(), gradient, n * n + p * n);
      }
      return g;
    }

    private static double dot(double[] entries, double[] gradient, int from) {
      double sum = 0;
      for (int i = 0; i < entries.length; i++) {
        sum += entries[i] * gradient[from + i];
      }
      return sum;
    }
  }
}
