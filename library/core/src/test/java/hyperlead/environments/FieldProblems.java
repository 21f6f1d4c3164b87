package hyperlead.environments;

import hyperlead.Setting;
import hyperlead.algebra.Gaussian;
import hyperlead.algebra.TransitionPattern;
import hyperlead.data.DataFile;
import hyperlead.data.GridMap;
import hyperlead.objectives.VisitFunction;
import hyperlead.parameters.Coefficients;
import hyperlead.parameters.Parameterization;
import hyperlead.parameters.SigmoidBox;
import hyperlead.prototyping.Configuration;
import hyperlead.prototyping.Expression;
import hyperlead.prototyping.Outcomes;
import hyperlead.prototyping.World;
import hyperlead.tabular.InitialLaw;
import hyperlead.tabular.Objective;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TransitionLaw;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Benchmark problems of other papers, as a user would write them: data of datasets/field, which
 * also says what is theirs and what is ours, and lambdas.
 */
public final class FieldProblems {
  private FieldProblems() {}

  /**
   * M-SoBiRL's random MDP: 10 states, 5 actions, θ ∈ ℝ¹⁰⁰.
   *
   * <pre>
   * r_F(x,a) = u(x,a) u'(x,a) θᵀMθ,   u, u' ~ U(0,1),   M_ij ~ N(0,1),   θ_0 ~ N(0,I)
   * J = −½|θ|² − ½ Σ_x Σ_a π(a|x)²,   γ = 0.5
   * </pre>
   *
   * P leads to 1 to 9 states with probabilities ∝ U(0,1). By π² ≥ π/5 on average, J ≤ −1, which θ =
   * 0 reaches.
   */
  public static TabularProblem randomMdp(double temperature, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[][] next = new int[50][];
    List<Double> law = new ArrayList<>();
    for (int pair = 0; pair < next.length; pair++) {
      double[] order = random.doubles(10).toArray();
      int number = random.nextInt(1, 10);
      next[pair] =
          IntStream.range(0, 10)
              .boxed()
              .sorted((i, j) -> Double.compare(order[i], order[j]))
              .limit(number)
              .mapToInt(i -> i)
              .sorted()
              .toArray();
      double[] weights = random.doubles(number).toArray();
      Arrays.stream(weights).forEach(w -> law.add(w / Arrays.stream(weights).sum()));
    }
    double[] reward = random.doubles(50).map(u -> u * random.nextDouble()).toArray();
    double[] matrix = Gaussian.vector(random, 10_000, 1);
    TransitionPattern pattern = TransitionPattern.of(10, 5, next);
    double[] probabilities = law.stream().mapToDouble(p -> p).toArray();
    VisitFunction spread =
        new VisitFunction(
            Coefficients.of(1, (m, k) -> squares(m) / 2, (m, k, w, g) -> addSquares(m, w, g)));
    return new TabularProblem(
        new Setting("M-SoBiRL(seed " + seed + ")", temperature, 0.5, 0.5, 60),
        new Quadratic(matrix),
        new TransitionLaw(pattern, Coefficients.fixed(probabilities)),
        InitialLaw.uniform(10),
        Coefficients.of(
            10,
            5,
            (y, x, a) -> reward[x * 5 + a] * y[0],
            (y, x, a, w, g) -> g[0] += w * reward[x * 5 + a]),
        // The sum of 0.5^t is 2.
        Coefficients.of(10, 5, (y, x, a) -> -y[1] / 2, (y, x, a, w, g) -> g[1] -= w / 2),
        draws -> Gaussian.vector(draws, 100, 1),
        Objective.EXPECTED_RETURN.plus(-1, spread));
  }

  /** y = (θᵀMθ, ½|θ|²). */
  private static final class Quadratic implements Parameterization {
    private final double[] matrix;

    Quadratic(double[] matrix) {
      this.matrix = matrix;
    }

    @Override
    public int parameters() {
      return 100;
    }

    @Override
    public int configurations() {
      return 2;
    }

    @Override
    public double[] configuration(double[] theta) {
      double[] y = new double[2];
      for (int i = 0; i < 100; i++) {
        y[1] += theta[i] * theta[i] / 2;
        for (int j = 0; j < 100; j++) {
          y[0] += theta[i] * matrix[100 * i + j] * theta[j];
        }
      }
      return y;
    }

    @Override
    public double[] pullBack(double[] theta, double[] y, double[] g) {
      double[] pulled = new double[100];
      for (int i = 0; i < 100; i++) {
        pulled[i] = g[1] * theta[i];
        for (int j = 0; j < 100; j++) {
          pulled[i] += g[0] * (matrix[100 * i + j] + matrix[100 * j + i]) * theta[j];
        }
      }
      return pulled;
    }
  }

  /** Σ_x Σ_a π(a|x)² of visits m, from which π = m(x,a) / m(x). */
  private static double squares(double[] m) {
    double sum = 0;
    for (int x = 0; x < 10; x++) {
      sum += squaresAt(m, x);
    }
    return sum;
  }

  private static double squaresAt(double[] m, int x) {
    double all = Arrays.stream(m, 5 * x, 5 * x + 5).sum();
    return Arrays.stream(m, 5 * x, 5 * x + 5).map(v -> v / all * (v / all)).sum();
  }

  /** ∂(½ Σ π²)/∂m(x,b) = (π(b|x) − Σ_a π(a|x)²) / m(x). */
  private static void addSquares(double[] m, double weight, double[] g) {
    for (int pair = 0; pair < m.length; pair++) {
      int x = pair / 5;
      double all = Arrays.stream(m, 5 * x, 5 * x + 5).sum();
      g[pair] += weight * (m[pair] / all - squaresAt(m, x)) / all;
    }
  }

  /**
   * A goal to be placed on a grid, in the spirit of SLAC's: the follower starts in S, the leader
   * wants it near T, and pays for a goal far from its depot D.
   *
   * <pre>
   * r_F(c) = exp(−½ |c − y|²),   y ∈ (0.5, 5.5)²,   γ = 0.95
   * r_L(c) = −0.02 |c − T|² − 0.005 |y − D|²
   * </pre>
   *
   * A move slips to one of the other three with probability 0.1.
   */
  public static TabularProblem goalGrid(double temperature) {
    GridMap map = GridMap.of(DataFile.bundled("field/goal.txt"));
    World<Integer, Integer> world =
        World.of(
            IntStream.range(0, map.cells()).boxed().toList(),
            IntStream.range(0, GridMap.MOVES).boxed().toList());
    SigmoidBox box = SigmoidBox.of(2, 0.5, 5.5);
    return world
        .problem(
            "GoalGrid",
            box,
            (y, cell, move) -> slipping(map, cell, move),
            (y, cell, move) -> squaredDistance(map, y, cell).dividedBy(-2).exp(),
            (y, cell, move) ->
                squaredDistance(map, y, map.marked('D'))
                    .times(-0.005)
                    .minus(0.02 * squaredDistance(map, cell, map.marked('T'))),
            temperature)
        .withDiscounts(0.95, 0.95)
        .withInitial(InitialLaw.startingIn(map.marked('S')))
        .withHorizon(500);
  }

  private static Outcomes<Integer> slipping(GridMap map, int cell, int move) {
    Outcomes<Integer> outcomes = Outcomes.unavailable();
    for (int other = 0; other < GridMap.MOVES; other++) {
      outcomes = outcomes.or(map.move(cell, other), other == move ? 0.9 : 0.1 / 3);
    }
    return outcomes;
  }

  private static double squaredDistance(GridMap map, int cell, int other) {
    int rows = map.row(cell) - map.row(other);
    int columns = map.column(cell) - map.column(other);
    return rows * rows + columns * columns;
  }

  private static Expression squaredDistance(GridMap map, Configuration y, int cell) {
    return y.get(0).minus(map.row(cell)).squared().plus(y.get(1).minus(map.column(cell)).squared());
  }

  /** Where the sentinel and the intruder stand. */
  public record Watch(int sentinel, int intruder) {}

  /**
   * A sentinel against an intruder on a grid, in the spirit of PANDA's: both move at once, and the
   * sentinel gets 1 for catching it, −1 if it reaches the vault V first.
   *
   * <pre>
   * y_c ∈ (0, 0.8): the light on cell c, which holds an intruder there with probability y_c
   * r_L = −1 where the intruder reaches V, −0.02 Σ_c y_c / cells in each step,   γ = 0.95
   * </pre>
   *
   * The two moves are one action {@code 4 · sentinel + intruder}, so that two followers of a
   * zero-sum game play it as a first with 4 rows and a second with 4 columns; SoftPolicyIteration
   * plays it as one follower that moves both for the sentinel.
   *
   * @param size 5 or 8
   */
  public static TabularProblem sentinel(int size, double temperature) {
    GridMap map = GridMap.of(DataFile.bundled("field/sentinel-" + size + ".txt"));
    int vault = map.marked('V');
    List<Watch> states = new ArrayList<>();
    states.add(new Watch(map.marked('S'), map.marked('I')));
    for (int pair = 0; pair < map.cells() * map.cells(); pair++) {
      Watch watch = new Watch(pair / map.cells(), pair % map.cells());
      if (watch.sentinel != watch.intruder
          && watch.intruder != vault
          && pair != index(states, map)) {
        states.add(watch);
      }
    }
    World<Watch, Integer> world = World.of(states, IntStream.range(0, 16).boxed().toList());
    SigmoidBox lights = SigmoidBox.of(map.cells(), 0, 0.8);
    return world
        .problem(
            "Sentinel(" + size + ")",
            lights,
            (y, watch, moves) -> watched(map, y, watch, moves),
            (y, watch, moves) -> payoff(map, y, watch, moves, 1),
            (y, watch, moves) ->
                payoff(map, y, watch, moves, 0)
                    .minus(y.sum(0, map.cells()).times(0.02 / map.cells())),
            temperature)
        .withDiscounts(0.95, 0.95)
        .withHorizon(500);
  }

  private static int index(List<Watch> states, GridMap map) {
    return states.get(0).sentinel * map.cells() + states.get(0).intruder;
  }

  /**
   * Where the sentinel's move leads, with an intruder that stays or moves; caught where they meet.
   */
  private static Watch moved(GridMap map, Watch watch, int moves, boolean held) {
    int sentinel = map.move(watch.sentinel, moves / 4);
    int intruder = held ? watch.intruder : map.move(watch.intruder, moves % 4);
    boolean swapped = sentinel == watch.intruder && intruder == watch.sentinel;
    return new Watch(sentinel, swapped ? sentinel : intruder);
  }

  private static Outcomes<Watch> watched(GridMap map, Configuration y, Watch watch, int moves) {
    Outcomes<Watch> outcomes = Outcomes.unavailable();
    for (boolean held : new boolean[] {true, false}) {
      Watch next = moved(map, watch, moves, held);
      Expression light = y.get(watch.intruder);
      Expression chance = held ? light : light.negated().plus(1);
      boolean ends = next.sentinel == next.intruder || next.intruder == map.marked('V');
      outcomes = ends ? outcomes.orEnd(chance) : outcomes.or(next, chance);
    }
    return outcomes;
  }

  /** The chance of a catch times what it is worth, less the chance of a break-in. */
  private static Expression payoff(
      GridMap map, Configuration y, Watch watch, int moves, double caught) {
    Expression sum = Expression.of(0);
    for (boolean held : new boolean[] {true, false}) {
      Watch next = moved(map, watch, moves, held);
      Expression light = y.get(watch.intruder);
      double worth =
          next.sentinel == next.intruder ? caught : next.intruder == map.marked('V') ? -1 : 0;
      sum = sum.plus((held ? light : light.negated().plus(1)).times(worth));
    }
    return sum;
  }
}
