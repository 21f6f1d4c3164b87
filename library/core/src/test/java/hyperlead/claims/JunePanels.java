package hyperlead.claims;

import hyperlead.Estimator;
import hyperlead.LeaderTraining;
import hyperlead.Run;
import hyperlead.critics.LeastSquaresCritic;
import hyperlead.critics.MonteCarloCritic;
import hyperlead.critics.SarsaCritic;
import hyperlead.environments.DiscreteToy;
import hyperlead.environments.FourRooms;
import hyperlead.estimators.BiAc;
import hyperlead.estimators.BoltzmannCovariance;
import hyperlead.estimators.Exact;
import hyperlead.estimators.Hpgd;
import hyperlead.estimators.HpgdOracle;
import hyperlead.estimators.NaivePolicyGradient;
import hyperlead.estimators.SoBiRl;
import hyperlead.experiments.Specification;
import hyperlead.experiments.Sweep;
import hyperlead.followers.MismatchedSimulator;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.games.Commitment;
import hyperlead.games.ExpectedScore;
import hyperlead.parameters.MirrorAscent;
import hyperlead.parameters.Optimizer;
import hyperlead.parameters.Sgd;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularFollower;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TransitionLaw;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/**
 * The two panels with followers that are not optimal, which the authors' repository added in June
 * 2026: every method against K_F, with Q kept from answer to answer or reset, and beside them BC-HG
 * online, whose steps shrink with the follower's residual.
 *
 * <pre>
 * mvn -q test-compile
 * cd library/core
 * java -cp 'target/test-classes:target/classes:target/lib/*' hyperlead.claims.JunePanels \
 *     rooms four-rooms-suboptimal.csv 4000 101-120 100,200,400,1000
 * … toy discrete-toy-suboptimal.csv 200 101-120 450
 * </pre>
 *
 * <p>Panel, file in datasets/results, updates, seeds, steps of an update, and, if not all, a
 * pattern of the runs by method, start and K_F. What stands in the file is not run again.
 */
public final class JunePanels {
  private static final double TRACKING = 10;

  /** The published law of episodes: at slip .33, where the follower plans for .44. */
  private static final TransitionLaw SIMULATED =
      FourRooms.bundled().withSlip(0.33).at(1).transitions();

  private final List<Specification> grid = new ArrayList<>();
  private final int updates;
  private final long[] seeds;
  private final int[] samples;
  private final Pattern which;

  private JunePanels(int updates, long[] seeds, int[] samples, Pattern which) {
    this.updates = updates;
    this.seeds = seeds;
    this.samples = samples;
    this.which = which;
  }

  /** The methods of FourRooms with a SARSA step. */
  static Map<String, Estimator.Kind<TabularEpisode>> rooms(double step) {
    SarsaCritic sarsa = SarsaCritic.random(step);
    Map<String, Estimator.Kind<TabularEpisode>> methods = new LinkedHashMap<>();
    methods.put("BC-HG", new BoltzmannCovariance<>(sarsa));
    methods.put("HPGD Monte Carlo", new Hpgd(new MonteCarloCritic()));
    methods.put("HPGD SARSA", new Hpgd(sarsa));
    methods.put("HPGD oracle", new HpgdOracle(sarsa, 100));
    methods.put("SoBiRL", new SoBiRl<>(sarsa));
    methods.put("naive", new NaivePolicyGradient<>(sarsa));
    return methods;
  }

  static Optimizer mirror(double rate, int updates) {
    return new MirrorAscent(Sgd.of(rate).clippedTo(2).decayingOver(updates));
  }

  /** What a leader of FourRooms meets: an answer that is played in the published simulator. */
  static TabularFollower.Kind simulated(SuboptimalFollower planner) {
    return new MismatchedSimulator(planner, SIMULATED);
  }

  /** FourRooms at τ = .003: five sweeps an iteration, from Q = 0. */
  private void addRooms() {
    TabularProblem problem = FourRooms.problem(0.003);
    for (int k : new int[] {1, 2, 5, 10, 20, 50}) {
      for (boolean resets : new boolean[] {true, false}) {
        SuboptimalFollower planner = new SuboptimalFollower(k, 5, resets, false);
        add(problem, rooms(0.2), mirror(1, updates), planner, simulated(planner));
      }
    }
  }

  /**
   * The methods of DiscreteToy. The naive leader's values are those of the last round, or of all
   * rounds, as from a buffer that forgets nothing; Bi-AC learns from its steps as they come, or
   * from such a buffer.
   */
  static Map<String, Estimator.Kind<TabularEpisode>> toy(Commitment game) {
    var round = new ExpectedScore(game, LeastSquaresCritic.zero(0));
    var all = new ExpectedScore(game, LeastSquaresCritic.zero(1));
    var score = new ExpectedScore(game, LeastSquaresCritic.zero(0.9));
    Map<String, Estimator.Kind<TabularEpisode>> methods = new LinkedHashMap<>();
    methods.put("BC-HG", new BoltzmannCovariance<>(score).centred());
    methods.put("naive on-policy", new NaivePolicyGradient<>(round));
    methods.put("naive off-policy", new NaivePolicyGradient<>(all));
    methods.put("Bi-AC", new BiAc(game, 0.1));
    methods.put("Bi-AC off-policy", new BiAc(game, 0.1, 100_000));
    return methods;
  }

  static Commitment game() {
    return DiscreteToy.bundled().commitment(1, 0.05);
  }

  /** DiscreteToy, R = 1, at τ = .05: one sweep an iteration, from Q ~ N(0, 1). */
  private void addToy() {
    Commitment game = game();
    Map<String, Double> own = Map.of("BC-HG", 0.02, "naive on-policy", 0.02);
    for (int k : new int[] {1, 2, 5, 10, 50, 100}) {
      for (boolean resets : new boolean[] {true, false}) {
        SuboptimalFollower follower = new SuboptimalFollower(k, 1, resets, true);
        toy(game)
            .forEach(
                (name, method) ->
                    add(
                        game.problem(),
                        Map.of(name, method),
                        Sgd.of(own.getOrDefault(name, 2e-4)),
                        follower,
                        follower));
      }
    }
  }

  private void add(
      TabularProblem problem,
      Map<String, Estimator.Kind<TabularEpisode>> methods,
      Optimizer optimizer,
      SuboptimalFollower follower,
      TabularFollower.Kind met) {
    for (int steps : samples) {
      for (Map.Entry<String, Estimator.Kind<TabularEpisode>> method : methods.entrySet()) {
        LeaderTraining<TabularEpisode> training =
            LeaderTraining.of(problem, met, method.getValue())
                .withOptimizer(optimizer)
                .withSamples(steps)
                .withUpdates(updates)
                .withLogEvery(updates / 20)
                .withReferee(new Exact<>())
                .withOptimum(new SoftPolicyIteration());
        add(method.getKey(), training, follower, steps);
        if (method.getKey().equals("BC-HG")) {
          add("BC-HG online", training.withTracking(TRACKING), follower, steps);
        }
      }
    }
  }

  private void add(
      String name,
      LeaderTraining<TabularEpisode> training,
      SuboptimalFollower follower,
      int steps) {
    String start = follower.resets() ? "reset" : "kept";
    String run = "%s %s %s".formatted(name, start, follower.iterations());
    for (long seed : which.matcher(run).matches() ? seeds : new long[0]) {
      grid.add(
          Specification.of(name, training, seed)
              .with("start", start)
              .with("K", follower.iterations())
              .with("steps", steps));
    }
  }

  /** Over the rows of a log where it is a number; 0 if there are none. */
  private static double mean(Run run, String column) {
    return Arrays.stream(run.column(column)).filter(Double::isFinite).average().orElse(0);
  }

  private static double last(Run run, String column) {
    double[] rows = run.column(column);
    return rows[rows.length - 1];
  }

  /** The objective of the table is that under the follower's own policy. */
  private Sweep sweep() {
    return Sweep.of(grid)
        .withMeasure("optimal objective", run -> last(run, "optimal objective"))
        .withMeasure("KL gap", run -> last(run, "KL gap"))
        .withMeasure("value gap", run -> last(run, "value gap"))
        .withMeasure("mean KL gap", run -> mean(run, "KL gap"))
        .withMeasure("mean value gap", run -> mean(run, "value gap"))
        .withMeasure("mean cosine", run -> mean(run, "cosine"));
  }

  static Sweep of(String panel, int updates, long[] seeds, int[] samples, String which) {
    JunePanels panels = new JunePanels(updates, seeds, samples, Pattern.compile(which));
    switch (panel) {
      case "rooms" -> panels.addRooms();
      default -> panels.addToy();
    }
    return panels.sweep();
  }

  /** Panel, file, updates, seeds, steps of an update, which runs. */
  public static void main(String[] arguments) {
    String[] ends = arguments[3].split("-", -1);
    long[] seeds =
        LongStream.rangeClosed(Long.parseLong(ends[0]), Long.parseLong(ends[1])).toArray();
    int[] samples =
        Arrays.stream(arguments[4].split(",", -1)).mapToInt(Integer::parseInt).toArray();
    Path file = Claims.FILE.resolveSibling(arguments[1]);
    String which = arguments.length > 5 ? arguments[5] : ".*";
    of(arguments[0], Integer.parseInt(arguments[2]), seeds, samples, which)
        .withListener(
            (done, total, status) -> System.out.println(done + "/" + total + " " + status))
        .run(file);
  }
}
