package hyperlead.checks;

import hyperlead.Episodes;
import hyperlead.Estimator;
import hyperlead.Hypergradient;
import hyperlead.estimators.ExactHypergradient;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.prototyping.World;
import hyperlead.sparse.TransitionPattern;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import hyperlead.tabular.TabularReward;
import hyperlead.validation.Require;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Checks the gradients of a tabular problem: those of its model against central differences, the
 * exact hypergradient against differences of the objective, an estimator against the exact one.
 *
 * <pre>
 * ∂f/∂θ_i ≈ ( 8 (f(θ + h e_i) − f(θ − h e_i)) − (f(θ + 2h e_i) − f(θ − 2h e_i)) ) / (12 h),   h = 1e-4
 * </pre>
 *
 * <p>Checks move θ, not y, so that laws stay laws; the parameterization is checked along with the
 * rest. For small problems: the model's check takes 4d evaluations of it and holds d numbers for
 * each entry of the transitions, the hypergradient's solves the follower 4d times. Immutable.
 */
public final class GradientCheck {
  private static final double STEP = 1e-4;

  private final TabularProblem problem;
  private final World<?, ?> names;

  private GradientCheck(TabularProblem problem, World<?, ?> names) {
    this.problem = problem;
    this.names = names;
  }

  /**
   * {@return a check of a problem, with numbers for its states and actions}
   *
   * @param problem what to check
   */
  public static GradientCheck of(TabularProblem problem) {
    return of(problem, World.of(problem));
  }

  /**
   * {@return a check of a problem that calls states and actions by name}
   *
   * @param problem what to check
   * @param names of its states and actions
   * @throws IllegalArgumentException if there are more or fewer names than states or actions
   */
  public static GradientCheck of(TabularProblem problem, World<?, ?> names) {
    TransitionPattern pattern = problem.transitions().pattern();
    if (names.states().size() != pattern.states() || names.actions().size() != pattern.actions()) {
      throw new IllegalArgumentException(
          "names must be those of %d states and %d actions: %d states, %d actions"
              .formatted(
                  pattern.states(),
                  pattern.actions(),
                  names.states().size(),
                  names.actions().size()));
    }
    return new GradientCheck(problem, names);
  }

  /**
   * The gradients of r_F, r_L, P and μ at θ. They agree if no error exceeds 1e-6 of the largest
   * derivative of the same function and 1e-10 of its largest value, the error of the differences.
   *
   * @param theta θ, length d
   * @return four verdicts, in this order
   * @throws IllegalArgumentException if θ has the wrong length or the model is none near θ
   */
  public List<Verdict> model(double[] theta) {
    TransitionPattern pattern = problem.transitions().pattern();
    return List.of(
        function("follower's reward", theta, rewards(problem.followerReward())),
        function("leader's reward", theta, rewards(problem.leaderReward())),
        function(
            "transitions",
            theta,
            new Part(
                pattern.entries(),
                problem.transitions()::probabilities,
                problem.transitions()::addGradient,
                this::transition)),
        function(
            "initial law",
            theta,
            new Part(
                problem.initial().states().length,
                problem.initial()::probabilities,
                problem.initial()::addGradient,
                i -> "first state " + names.states().get(problem.initial().states()[i]))));
  }

  /** A vector of functions of y with their gradients, and the place that each belongs to. */
  private record Part(
      int size, Function<double[], double[]> values, Gradient gradient, Place place) {}

  private interface Gradient {
    void add(double[] y, int index, double weight, double[] g);
  }

  private interface Place {
    String of(int index);
  }

  private Part rewards(TabularReward reward) {
    TransitionPattern pattern = problem.transitions().pattern();
    int actions = pattern.actions();
    return new Part(
        pattern.pairs(),
        y -> {
          double[] table = new double[pattern.pairs()];
          for (int pair = 0; pair < table.length; pair++) {
            table[pair] = reward.at(y, pair / actions, pair % actions);
          }
          return table;
        },
        (y, pair, weight, g) -> reward.addGradient(y, pair / actions, pair % actions, weight, g),
        this::pair);
  }

  private String pair(int pair) {
    int actions = names.actions().size();
    return "state %s, action %s"
        .formatted(names.states().get(pair / actions), names.actions().get(pair % actions));
  }

  private String transition(int entry) {
    TransitionPattern pattern = problem.transitions().pattern();
    int next = pattern.successor(entry);
    return pair(pattern.pair(entry))
        + (next == pattern.end() ? ", end" : ", next state " + names.states().get(next));
  }

  private Verdict function(String what, double[] theta, Part part) {
    Comparison comparison = new Comparison(what);
    Require.vector("theta", theta, problem.parameterization().parameters());
    double[] y = problem.parameterization().configuration(theta);
    double[][] derivatives = new double[part.size][];
    for (int k = 0; k < part.size; k++) {
      double[] g = new double[y.length];
      part.gradient.add(y, k, 1, g);
      derivatives[k] = problem.parameterization().pullBack(y, g);
    }
    differences(
        theta,
        moved -> part.values.apply(problem.parameterization().configuration(moved)),
        (i, slope) -> {
          for (int k = 0; k < part.size; k++) {
            comparison.add(derivatives[k][i], slope[k], part.place.of(k) + ", θ[" + i + "]");
          }
        });
    double largest = 0;
    for (double value : part.values.apply(y)) {
      largest = Math.max(largest, Math.abs(value));
    }
    return comparison.verdict(1e-6, 1e-10 * largest);
  }

  /** Hands ∂f/∂θ_i for every i to the receiver. */
  private static void differences(
      double[] theta, Function<double[], double[]> f, BiConsumer<Integer, double[]> receiver) {
    for (int i = 0; i < theta.length; i++) {
      double[][] at = new double[4][];
      double[] steps = {1, -1, 2, -2};
      for (int k = 0; k < 4; k++) {
        double[] moved = theta.clone();
        moved[i] += steps[k] * STEP;
        at[k] = f.apply(moved);
      }
      double[] slope = new double[at[0].length];
      for (int j = 0; j < slope.length; j++) {
        slope[j] = (8 * (at[0][j] - at[1][j]) - (at[2][j] - at[3][j])) / (12 * STEP);
      }
      receiver.accept(i, slope);
    }
  }

  /**
   * The exact hypergradient at θ against differences of the objective. They agree if no error
   * exceeds 1e-5 of the largest entry and 1e-8 of |J|. The fifth derivative of J grows with 1/τ⁵:
   * below τ of about 0.01 the differences themselves may be off.
   *
   * @param theta θ, length d
   * @return the verdict
   * @throws IllegalArgumentException if θ has the wrong length or the model is none near θ
   */
  public Verdict hypergradient(double[] theta) {
    Hypergradient exact = ExactHypergradient.of(problem).at(theta);
    double[] total = exact.total();
    Comparison comparison = new Comparison("exact hypergradient");
    SoftPolicyIteration follower = new SoftPolicyIteration(problem);
    differences(
        theta,
        moved -> new double[] {problem.objective(follower.respond(moved))},
        (i, slope) -> comparison.add(total[i], slope[0], "θ[" + i + "]"));
    return comparison.verdict(1e-5, 1e-8 * Math.abs(exact.objective()));
  }

  /**
   * An estimator against the exact hypergradient at θ, from independent rounds of episodes. A
   * critic that learns goes on learning from round to round. They agree if no entry's mean is off
   * by more than Student's t allows in 999 of 1000 checks.
   *
   * @param estimator asked once a round
   * @param theta θ, length d
   * @param rounds number of rounds, at least 10; 30 is a good number
   * @param episodes whole episodes in each round, &gt; 0
   * @param seed of all chance
   * @return the verdict
   * @throws IllegalArgumentException if an argument is out of its range
   */
  public Verdict estimator(
      Estimator<? super TabularEpisode> estimator,
      double[] theta,
      int rounds,
      int episodes,
      long seed) {
    // With fewer, estimates of few possible values can all be alike by chance.
    if (rounds < 10) {
      throw new IllegalArgumentException("rounds must be at least 10: " + rounds);
    }
    TabularResponse response = new SoftPolicyIteration(problem).respond(theta);
    SplittableRandom random = new SplittableRandom(seed);
    List<double[]> totals = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      Episodes<TabularEpisode> sample =
          problem.simulate(response, Episodes.Budget.episodes(episodes), random);
      totals.add(estimator.estimate(theta, sample).total());
    }
    double[] exact = ExactHypergradient.of(problem).at(theta).total();
    return new Sample(totals).verdict(estimator.toString(), exact);
  }
}
