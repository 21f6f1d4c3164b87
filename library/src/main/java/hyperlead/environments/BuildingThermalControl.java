package hyperlead.environments;

import hyperlead.Setting;
import hyperlead.data.Constants;
import hyperlead.data.DataFile;
import hyperlead.data.NumberTable;
import hyperlead.dense.ConfiguredMatrix;
import hyperlead.dense.Matrix;
import hyperlead.gaussian.Gaussian;
import hyperlead.gaussian.GaussianLaw;
import hyperlead.gaussian.QuadraticReward;
import hyperlead.linearquadratic.LinearQuadraticProblem;
import hyperlead.linearquadratic.LinearSystem;
import hyperlead.linearquadratic.QuadraticCost;
import hyperlead.parameterizations.Parameterization;
import java.util.Arrays;

/**
 * BuildingThermalControl: a leader buys insulation and sets doors, a follower runs heating and
 * cooling.
 *
 * <p>Four zones in a ring with temperature deviations x in K, two HVAC units u. With insulation l_i
 * = σ(θ_i) and airflow g_i = σ(θ_{4+i}) through the door between zones i and i+1, σ(z) = 1 / (1 +
 * exp(−z)), door(ij) that between i and j:
 *
 * <pre>
 * x' = A_θ x + B u + ε,   ε ~ N(0, 0.02² I),   x_0 ~ N(0, 25 I)
 * A_ij = A0_ij g_door(ij),   A_ii = A0_ii + q_i (1 − l_i) − Σ_j A0_ij g_door(ij)
 * r_F = −(xᵀQx + uᵀRu),   Q = diag(8, 1, 5, 6),   R = 0.01 I,   γ_F = 0.9,   τ = 0.1
 * r_L = −¼ Σ_i (x_i − x̄)² − 0.5 |u|² − 0.1 |l|² − 0.1 |g|²,   γ_L = 0.9,   100 steps
 * </pre>
 *
 * <p>A configurable MDP. Data: datasets/building-thermal-control. Source: arXiv 2603.14867.
 */
public final class BuildingThermalControl {
  private final Constants constants;
  private final Matrix exchange;
  private final double[] insulationEffect;
  private final double[] stateCost;
  private final Matrix input;
  private final int zones;

  private BuildingThermalControl(NumberTable exchange, NumberTable zones, Constants constants) {
    this.constants = constants;
    this.exchange = Matrix.of("exchange", exchange.rows());
    this.insulationEffect = zones.column("insulation_effect");
    this.stateCost = zones.column("state_cost");
    this.input =
        Matrix.of("units", new double[][] {zones.column("unit_1"), zones.column("unit_2")})
            .transposed();
    this.zones = insulationEffect.length;
  }

  /** {@return the benchmark's building} */
  public static BuildingThermalControl bundled() {
    String folder = "building-thermal-control/";
    return new BuildingThermalControl(
        NumberTable.of(DataFile.bundled(folder + "exchange.csv")),
        NumberTable.of(DataFile.bundled(folder + "zones.csv")),
        Constants.of(DataFile.bundled(folder + "constants.csv")));
  }

  /** {@return the benchmark problem; θ holds insulation, then doors, before the sigmoid} */
  public static LinearQuadraticProblem problem() {
    return bundled().leaderProblem();
  }

  private LinearQuadraticProblem leaderProblem() {
    int dimension = 2 * zones;
    double deviation = constants.get("initial_deviation");
    return new LinearQuadraticProblem(
        new Setting(
            "BuildingThermalControl",
            constants.get("temperature"),
            constants.get("follower_discount"),
            constants.get("leader_discount"),
            constants.whole("horizon")),
        new Envelope(exchange, insulationEffect),
        LinearSystem.configured(
            ConfiguredMatrix.block(0, zones, zones),
            input,
            Matrix.scalar(zones, constants.get("process_noise"))),
        new QuadraticCost(
            ConfiguredMatrix.fixed(Matrix.diagonal(stateCost)),
            Matrix.scalar(input.columns(), constants.get("action_cost"))),
        leaderReward(),
        GaussianLaw.of(new double[zones], Matrix.scalar(zones, constants.get("start_deviation"))),
        random -> Gaussian.vector(random, dimension, deviation));
  }

  /** Spread of temperatures, energy, insulation and airflow. */
  private QuadraticReward leaderReward() {
    int size = zones + input.columns();
    double energy = constants.get("energy_price");
    Matrix spread = Matrix.of(zones, zones, (i, j) -> ((i == j ? 1 : 0) - 1.0 / zones) / zones);
    Matrix weight =
        Matrix.zero(size, size)
            .fillBlock(0, 0, spread)
            .fillBlock(zones, zones, Matrix.scalar(input.columns(), energy));
    double[] price = new double[zones * zones + 2 * zones];
    int first = zones * zones;
    Arrays.fill(price, first, first + zones, constants.get("insulation_price"));
    Arrays.fill(price, first + zones, price.length, constants.get("airflow_price"));
    return QuadraticReward.of(weight, new double[size], price);
  }

  /**
   * {@return insulation l per zone, in (0, 1)}
   *
   * @param theta insulation, then doors, before the sigmoid
   */
  public double[] insulation(double[] theta) {
    return Arrays.stream(theta).limit(zones).map(Envelope::sigmoid).toArray();
  }

  /**
   * {@return airflow g per door, in (0, 1); door i is between zones i and i + 1 of the ring}
   *
   * @param theta insulation, then doors, before the sigmoid
   */
  public double[] airflow(double[] theta) {
    return Arrays.stream(theta).skip(zones).map(Envelope::sigmoid).toArray();
  }

  /** θ ↦ y = (A_θ row by row, l, g). */
  private static final class Envelope implements Parameterization {
    private final Matrix exchange;
    private final double[] insulationEffect;

    Envelope(Matrix exchange, double[] insulationEffect) {
      this.exchange = exchange;
      this.insulationEffect = insulationEffect;
    }

    static double sigmoid(double z) {
      return 1 / (1 + StrictMath.exp(-z));
    }

    private int zones() {
      return insulationEffect.length;
    }

    @Override
    public int parameters() {
      return 2 * zones();
    }

    @Override
    public int configurations() {
      return zones() * zones() + 2 * zones();
    }

    @Override
    public double[] configuration(double[] theta) {
      int n = zones();
      double[] y = new double[configurations()];
      for (int i = 0; i < theta.length; i++) {
        y[n * n + i] = sigmoid(theta[i]);
      }
      for (int i = 0; i < n; i++) {
        y[i * n + i] = exchange.get(i, i) + insulationEffect[i] * (1 - y[n * n + i]);
        for (int j : neighbours(i)) {
          double flow = exchange.get(i, j) * y[n * n + n + door(i, j)];
          y[i * n + j] = flow;
          y[i * n + i] -= flow;
        }
      }
      return y;
    }

    @Override
    public double[] pullBack(double[] y, double[] gradient) {
      int n = zones();
      double[] g = Arrays.copyOfRange(gradient, n * n, configurations());
      for (int i = 0; i < n; i++) {
        g[i] -= insulationEffect[i] * gradient[i * n + i];
        for (int j : neighbours(i)) {
          double slope = gradient[i * n + j] - gradient[i * n + i];
          g[n + door(i, j)] += exchange.get(i, j) * slope;
        }
      }
      for (int i = 0; i < g.length; i++) {
        g[i] *= y[n * n + i] * (1 - y[n * n + i]);
      }
      return g;
    }

    private int[] neighbours(int zone) {
      return new int[] {(zone + 1) % zones(), (zone + zones() - 1) % zones()};
    }

    private int door(int i, int j) {
      return j == (i + 1) % zones() ? i : j;
    }
  }

  @Override
  public String toString() {
    return "BuildingThermalControl, " + zones + " zones";
  }
}
