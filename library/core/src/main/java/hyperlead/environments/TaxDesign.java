package hyperlead.environments;

import hyperlead.algebra.Gaussian;
import hyperlead.algebra.Require;
import hyperlead.data.Constants;
import hyperlead.data.CsvFile;
import hyperlead.data.DataFile;
import hyperlead.tabular.Contexts;
import hyperlead.tabular.InitialLaw;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;

/**
 * TaxDesign: a leader taxes the income and the consumption of two kinds of household.
 *
 * <p>A household with assets x works h hours and spends c_i on good i, of which e_i = c_i/(1 + t_i)
 * is consumed; the taxes are t = 2σ(θ), θ ∈ ℝ<sup>4</sup>, t_0 on income. Goods cost 1, an hour
 * pays 5.
 *
 * <pre>
 * x' = x + 5 (1 − t_0) h − Σ_i c_i + ε,   ε ~ N(0, 5²),   cut to [−100, 100],   x_0 = 0
 * r_F = x + Π_i e_i^v_i − 0.1 h²,   v = (.6, .3, .1) or (.1, .7, .2)
 * r_L = 15 · mean(e)/5 + 5 log(1 + 5 t_0 h + Σ_i t_i e_i)
 * h ∈ {0, 8/9, …, 8},   c_i ∈ {0, 1.25, …, 5},   γ_F = γ_L = 0.9,   τ = 0.1,   200 steps
 * </pre>
 *
 * <p>The kinds are contexts of equal shares. Assets stand on a grid of 101 points, between which
 * values are interpolated linearly. At taxes (1, 1, 1, 1), (.4, .03, .03, .03), (.6, .5, .2, 1.2)
 * and (.4, 1, 1, 1) J differs by at most 0.13 % from that on 401 points and ∇J by 4 % of its norm.
 * An action is a pair (h, Σ_i c_i), 130 of them: what is bought for the sum moves neither assets
 * nor anything later, so that its entropy-regularised choice is taken in closed form, exactly (see
 * {@link BasketChoice}). Data and what was decided where the source is open: datasets/tax-design.
 * Source: arXiv 2603.14867, after Thoma et al., NeurIPS 2024.
 */
public final class TaxDesign {
  private final CsvFile households;
  private final Constants constants;
  private final AssetGrid grid;
  private final TaxCode code;
  private final Contexts contexts;

  private TaxDesign(CsvFile households, Constants constants, AssetGrid grid) {
    this.households = households;
    this.constants = constants;
    this.grid = grid;
    double[] shares = households.column("share");
    double[][] preferences =
        Arrays.stream(households.numbers())
            .map(row -> Arrays.copyOfRange(row, 1, row.length))
            .toArray(double[][]::new);
    Choices choices =
        new Choices(
            constants.whole("hours_levels"),
            constants.get("hours_most"),
            preferences[0].length,
            constants.whole("spending_levels"),
            constants.get("spending_most"));
    this.code = new TaxCode(Economy.of(constants), choices, grid, preferences);
    TabularProblem[] kinds = new TabularProblem[shares.length];
    Arrays.setAll(kinds, this::household);
    this.contexts = Contexts.of("TaxDesign", shares, kinds);
  }

  private static TaxDesign of(Function<String, DataFile> folder) {
    Constants constants = Constants.of(folder.apply("constants.csv"));
    AssetGrid grid =
        new AssetGrid(
            constants.whole("grid_points"),
            constants.get("assets_least"),
            constants.get("assets_most"));
    return new TaxDesign(CsvFile.of(folder.apply("households.csv")), constants, grid);
  }

  /** {@return the benchmark's economy} */
  public static TaxDesign bundled() {
    return of(file -> DataFile.bundled("tax-design/" + file));
  }

  /**
   * {@return an economy of one's own}
   *
   * @param folder holds households.csv and constants.csv
   * @throws hyperlead.data.DataFormatException naming file, line and column of what is wrong
   * @throws IllegalArgumentException if a constant, share or preference is out of its range
   */
  public static TaxDesign read(Path folder) {
    return of(file -> DataFile.read(folder.resolve(file)));
  }

  /** {@return the benchmark problem} */
  public static TabularProblem problem() {
    return bundled().contexts().problem();
  }

  /**
   * {@return the same economy on another grid, such as to see the grid's error}
   *
   * @param points of the grid of assets, &gt; 1; odd numbers keep assets of 0 on the grid
   * @throws IllegalArgumentException if there are too few
   */
  public TaxDesign withGridPoints(int points) {
    AssetGrid other = new AssetGrid(points, grid.least(), grid.most());
    return new TaxDesign(households, constants, other);
  }

  private TabularProblem household(int kind) {
    double mean = constants.get("initial_mean");
    double deviation = constants.get("initial_deviation");
    return new TabularProblem(
        constants.setting("household of kind " + kind, constants.get("temperature")),
        code,
        code.transitions(),
        InitialLaw.startingIn(grid.nearest(constants.get("assets_first"))),
        code.followerReward(kind),
        code.leaderReward(kind),
        random -> Gaussian.vector(random, code.parameters(), mean, deviation));
  }

  /** {@return the kinds of household; their one problem is that of the leader} */
  public Contexts contexts() {
    return contexts;
  }

  /** {@return the leader's taxes and their θ} */
  public TaxCode code() {
    return code;
  }

  /** {@return the grid of assets; its points are the states of each kind} */
  public AssetGrid grid() {
    return grid;
  }

  /**
   * {@return what a kind, in [0, kinds), does and pays under a response, exactly: the discounted
   * mean over its episodes}
   *
   * <pre>
   * mean of f = (1 − γ_L) E[ Σ_t γ_L^t f(x_t, a_t) | kind ]
   * </pre>
   *
   * <p>The mean of welfare over the kinds, with their shares, is (1 − γ_L) J. Cost: one linear
   * solve.
   */
  public Account account(TabularResponse response, int kind) {
    int states = contexts.problem().transitions().pattern().states();
    double[] visits = Require.vector("visits", response.visits(), states);
    double[] own = new double[grid.points()];
    Arrays.setAll(own, point -> visits[contexts.state(kind, point)]);
    double mass = Arrays.stream(own).sum();
    return account(response, kind, Arrays.stream(own).map(visit -> visit / mass).toArray());
  }

  /** {@return the same of one step with the assets of a point of the grid} */
  public Account account(TabularResponse response, int kind, int point) {
    double[] one = new double[grid.points()];
    one[point] = 1;
    return account(response, kind, one);
  }

  /** The mean over points with the given weights, which sum to one, and over actions. */
  private Account account(TabularResponse response, int kind, double[] weight) {
    Require.index("kind", kind, households.rows().size());
    double[] share = new double[response.mdp().pattern().actions()];
    double assets = 0;
    for (int point = 0; point < weight.length; point++) {
      assets += weight[point] * grid.assets(point);
      for (int action = 0; action < share.length; action++) {
        share[action] += weight[point] * response.policy(contexts.state(kind, point), action);
      }
    }
    return code.account(response.theta(), kind, assets, share);
  }

  @Override
  public String toString() {
    return "TaxDesign, " + code;
  }
}
