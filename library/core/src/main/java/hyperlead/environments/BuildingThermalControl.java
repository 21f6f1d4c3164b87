package hyperlead.environments;

import hyperlead.algebra.Gaussian;
import hyperlead.algebra.GaussianLaw;
import hyperlead.algebra.Matrix;
import hyperlead.data.Constants;
import hyperlead.data.CsvFile;
import hyperlead.data.DataFile;
import hyperlead.linear.ConfiguredMatrix;
import hyperlead.linear.LinearQuadraticProblem;
import hyperlead.linear.LinearSystem;
import hyperlead.linear.QuadraticCost;
import hyperlead.linear.QuadraticReward;
import hyperlead.parameters.Coefficients;
import hyperlead.parameters.SigmoidBox;
import java.util.Arrays;

/**
 * BuildingThermalControl: a leader buys insulation and sets doors, a follower runs heating and
 * cooling.
 *
 * <p>Four zones in a ring with temperature deviations x in K, two HVAC units u. With insulation l_i
 * = σ(θ_i) and airflow g_i = σ(θ_{4+i}) through the door between zones i and i+1, σ(z) = 1 / (1 +
 * exp(−z)), door(ij) that between i and j; θ holds insulation, then doors:
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
  private final SigmoidBox levels;

  private BuildingThermalControl(CsvFile exchange, CsvFile zones, Constants constants) {
    this.constants = constants;
    this.exchange = Matrix.of("exchange", exchange.numbers());
    this.insulationEffect = zones.column("insulation_effect");
    this.stateCost = zones.column("state_cost");
    this.input =
        Matrix.of("units", new double[][] {zones.column("unit_1"), zones.column("unit_2")})
            .transposed();
    this.zones = insulationEffect.length;
    this.levels = SigmoidBox.of(2 * this.zones, 0, 1);
  }

  /** {@return the benchmark's building} */
  public static BuildingThermalControl bundled() {
    String folder = "building-thermal-control/";
    return new BuildingThermalControl(
        CsvFile.of(DataFile.bundled(folder + "exchange.csv")),
        CsvFile.of(DataFile.bundled(folder + "zones.csv")),
        Constants.of(DataFile.bundled(folder + "constants.csv")));
  }

  /** {@return the benchmark problem} */
  public static LinearQuadraticProblem problem() {
    return bundled().leaderProblem();
  }

  /** y = (l, g, A_θ row by row). */
  private LinearQuadraticProblem leaderProblem() {
    double deviation = constants.get("initial_deviation");
    Coefficients dynamics =
        Coefficients.of(zones, zones, this::dynamics, this::addDynamicsGradient);
    return new LinearQuadraticProblem(
        constants.setting("BuildingThermalControl", constants.get("temperature")),
        levels.followedBy(dynamics),
        LinearSystem.configured(
            ConfiguredMatrix.block(levels.configurations(), zones, zones),
            input,
            Matrix.scalar(zones, constants.get("process_noise"))),
        new QuadraticCost(
            ConfiguredMatrix.fixed(Matrix.diagonal(stateCost)),
            Matrix.scalar(input.columns(), constants.get("action_cost"))),
        leaderReward(),
        GaussianLaw.of(new double[zones], Matrix.scalar(zones, constants.get("start_deviation"))),
        random -> Gaussian.vector(random, levels.parameters(), deviation));
  }

  /** A_ij, of which each flow between two zones takes as much from the diagonal. */
  private double dynamics(double[] y, int i, int j) {
    if (i != j) {
      return exchange.get(i, j) * y[door(i, j)];
    }
    double kept = exchange.get(i, i) + insulationEffect[i] * (1 - y[i]);
    for (int k = 1; k < zones; k++) {
      kept -= dynamics(y, i, (i + k) % zones);
    }
    return kept;
  }

  private void addDynamicsGradient(double[] y, int i, int j, double weight, double[] g) {
    if (i != j) {
      g[door(i, j)] += weight * exchange.get(i, j);
      return;
    }
    g[i] -= weight * insulationEffect[i];
    for (int k = 1; k < zones; k++) {
      addDynamicsGradient(y, i, (i + k) % zones, -weight, g);
    }
  }

  /** Where the airflow between two zones stands in y; those without a door exchange nothing. */
  private int door(int i, int j) {
    return zones + (j == (i + 1) % zones ? i : j);
  }

  /** Spread of temperatures, energy, insulation and airflow. */
  private QuadraticReward leaderReward() {
    int size = zones + input.columns();
    double energy = constants.get("energy_price");
    Matrix spread = Matrix.of(zones, zones, (i, j) -> ((i == j ? 1 : 0) - 1.0 / zones) / zones);
    Matrix weight =
        Matrix.zero(size, size)
            .withBlock(0, 0, spread)
            .withBlock(zones, zones, Matrix.scalar(input.columns(), energy));
    double[] price = new double[levels.configurations()];
    Arrays.fill(price, 0, zones, constants.get("insulation_price"));
    Arrays.fill(price, zones, price.length, constants.get("airflow_price"));
    return QuadraticReward.of(weight, new double[size], price);
  }

  /** {@return insulation l per zone at θ, in (0, 1)} */
  public double[] insulation(double[] theta) {
    return Arrays.copyOf(levels.configuration(theta), zones);
  }

  /** {@return airflow g per door at θ, in (0, 1); door i is between zones i and i + 1} */
  public double[] airflow(double[] theta) {
    return Arrays.copyOfRange(levels.configuration(theta), zones, 2 * zones);
  }

  @Override
  public String toString() {
    return "BuildingThermalControl, " + zones + " zones";
  }
}
