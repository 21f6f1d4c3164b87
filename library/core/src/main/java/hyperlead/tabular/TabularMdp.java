package hyperlead.tabular;

import hyperlead.algebra.EndlessStates;
import hyperlead.algebra.PolicySystem;
import hyperlead.algebra.Require;
import hyperlead.algebra.TransitionPattern;
import hyperlead.parameters.Categorical;
import hyperlead.parameters.Coefficients;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.random.RandomGenerator;

/**
 * A tabular problem at one θ: plain numbers, checked. Immutable to users; fields are
 * package-private.
 *
 * <p>Numbers of pairs stand at index {@code x · actions + a}. Values have length {@code states +
 * 1}: the last one is that of the end of the episode, 0. Inside the library they may all be less a
 * number that they share, which the last one then is the negative of.
 */
public final class TabularMdp {
  private static final double NEVER = Double.NEGATIVE_INFINITY;

  final TabularProblem problem;
  final double[] theta;
  final double[] configuration;
  final TransitionPattern pattern;
  final double[] probability;
  final double[] followerReward;
  final double[] leaderReward;
  final boolean followerRewardMoves;
  final boolean leaderRewardMoves;
  final int[] initialStates;
  final double[] initialProbability;

  TabularMdp(TabularProblem problem, double[] theta) {
    this.problem = problem;
    this.theta = theta.clone();
    configuration = problem.parameterization().configuration(this.theta);
    pattern = problem.transitions().pattern();
    probability = law();
    // Q_F of an action that is not available is −∞, and so its probability zero; Q_L is any number.
    followerReward = rewards("follower's reward", problem.followerReward(), NEVER);
    leaderReward = rewards("leader's reward", problem.leaderReward(), 0);
    followerRewardMoves = !problem.followerReward().isFixed();
    leaderRewardMoves = !problem.leaderReward().isFixed();
    List<Integer> first = problem.initial().states();
    initialStates = new int[first.size()];
    Arrays.setAll(initialStates, first::get);
    initialProbability = problem.initial().probability().all(configuration);
    Require.distribution(() -> "initial law", initialProbability, 0, initialStates.length);
    if (problem.followerDiscount() == 1 || problem.leaderDiscount() == 1) {
      checkEnds();
    }
  }

  /** P, checked unless it was when the problem was made; says where it is none. */
  private double[] law() {
    Coefficients law = problem.transitions().probability();
    try {
      double[] numbers = law.all(configuration);
      if (!law.isFixed()) {
        pattern.checkProbabilities(numbers);
      }
      return numbers;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s; at theta = %s, y = %s"
              .formatted(e.getMessage(), Require.listed(theta), Require.listed(configuration)),
          e);
    }
  }

  /** Undiscounted sums are finite for sure if every policy ends. */
  private void checkEnds() {
    EndlessStates all = new EndlessStates(pattern, probability);
    BitSet endless = all.states();
    for (int x = 0; x < pattern.states(); x++) {
      endless.set(
          x,
          endless.get(x) && Math.max(problem.followerDiscount(x), problem.leaderDiscount(x)) == 1);
    }
    if (!endless.isEmpty()) {
      throw new IllegalArgumentException(
          ("a discount of one needs that every policy ends, but some goes round for ever from %s, as"
                  + " %s: %s")
              .formatted(
                  pattern.names(endless),
                  all.round(endless.nextSetBit(0)),
                  endless.intersects(pattern.reachable(initialStates))
                      ? "let that end, give a discount below one, or a finite horizon"
                      : "nobody gets there, PrunedProblem.of(problem) leaves that out"));
    }
  }

  private double[] rewards(String name, Coefficients reward, double unavailable) {
    double[] table = reward.all(configuration);
    for (int pair = 0; pair < table.length; pair++) {
      if (!pattern.isAvailable(pair)) {
        table[pair] = unavailable;
      } else if (!Double.isFinite(table[pair])) {
        throw new IllegalArgumentException(
            "%s in %s must be finite: %s".formatted(name, pattern.place(pair), table[pair]));
      }
    }
    return table;
  }

  /** The numbers of a reward at y; those of the problem's own are at hand. */
  IntToDoubleFunction numbers(Coefficients reward) {
    return reward == problem.leaderReward()
        ? pair -> leaderReward[pair]
        : reward == problem.followerReward()
            ? pair -> followerReward[pair]
            : i -> reward.at(configuration, i);
  }

  /** {@return the problem that it is at one θ} */
  public TabularProblem problem() {
    return problem;
  }

  /** {@return where transitions can lead} */
  public TransitionPattern pattern() {
    return pattern;
  }

  /** {@return an entry of the configuration y at θ, in [0, configurations)} */
  public double configuration(int index) {
    return configuration[index];
  }

  /** {@return the configuration y at θ, a copy} */
  public double[] configuration() {
    return configuration.clone();
  }

  /** {@return P(x'|x,a) of an entry of the pattern, in [0, entries)} */
  public double probability(int entry) {
    return probability[entry];
  }

  /** {@return r_F(x, a), x in [0, states), a in [0, actions); −∞ where a is not available} */
  public double followerReward(int state, int action) {
    return followerReward[state * pattern.actions() + action];
  }

  /** {@return r_L(x, a), x in [0, states), a in [0, actions); 0 where a is not available} */
  public double leaderReward(int state, int action) {
    return leaderReward[state * pattern.actions() + action];
  }

  /** {@return a gradient with respect to θ, length d, from one with respect to y} */
  public double[] pullBack(double[] g) {
    return problem.parameterization().pullBack(theta, configuration, g);
  }

  /** μ(x), one number a state. */
  double[] initialMeasure() {
    double[] measure = new double[pattern.states()];
    for (int i = 0; i < initialStates.length; i++) {
      measure[initialStates[i]] = initialProbability[i];
    }
    return measure;
  }

  /** Σ_x μ(x) v(x) − v(end). */
  double initialExpectation(double[] values) {
    double sum = 0;
    for (int i = 0; i < initialStates.length; i++) {
      sum += initialProbability[i] * values[initialStates[i]];
    }
    return sum - values[pattern.end()];
  }

  /**
   * Adds {@code Σ_x ∇μ(x) v(x)}, the expectation of the first state's score times v, to the
   * gradient g with respect to y. Uses the law, which not every leader knows.
   */
  public void addExpectedInitial(IntToDoubleFunction v, double[] g) {
    Coefficients law = problem.initial().probability();
    for (int i = 0; i < initialStates.length; i++) {
      law.addGradient(configuration, i, v.applyAsDouble(initialStates[i]), g);
    }
  }

  /**
   * The same for v in two parts, of which what all of a part of the law share makes no difference.
   */
  void addExpectedInitial(double[] v, double[] rest, double[] g) {
    List<Integer> parts = problem.initial().parts();
    Map<Integer, Integer> likeliest = new HashMap<>();
    for (int i = 0; i < initialStates.length; i++) {
      likeliest.merge(
          parts.get(i), i, (a, b) -> initialProbability[b] > initialProbability[a] ? b : a);
    }
    for (int i = 0; i < initialStates.length; i++) {
      int x = initialStates[i];
      int origin = initialStates[likeliest.get(parts.get(i))];
      double gain = v[x] - v[origin] + (rest[x] - rest[origin]);
      problem.initial().probability().addGradient(configuration, i, gain, g);
    }
  }

  /**
   * Adds {@code weight · Σ_x' ∇P(x'|x,a) v(x')}, the expectation of the score times v at the next
   * state or the end, to the gradient g with respect to y. Uses the law, which not every leader
   * knows.
   */
  public void addExpectedTransition(int pair, double weight, IntToDoubleFunction v, double[] g) {
    Coefficients law = problem.transitions().probability();
    if (law.isFixed()) {
      return;
    }
    for (int e = pattern.rowStart(pair); e < pattern.rowStart(pair + 1); e++) {
      law.addGradient(configuration, e, weight * v.applyAsDouble(pattern.successor(e)), g);
    }
  }

  /** {@return a first state x_0 ~ μ, in [0, states); one number is taken from the source} */
  public int sampleFirst(RandomGenerator random) {
    return initialStates[
        Categorical.sample(initialProbability, 0, initialProbability.length, random)];
  }

  /** {@return a next state x' ~ P(·|x,a), or the end; one number is taken from the source} */
  public int sampleNext(int state, int action, RandomGenerator random) {
    int pair = state * pattern.actions() + action;
    int from = pattern.rowStart(pair);
    return pattern.successor(
        Categorical.sample(probability, from, pattern.rowStart(pair + 1), random));
  }

  /**
   * Fills Q_F(x, a) = r_F(x, a) + γ_F Σ_x' P(x'|x,a) V(x') for given values V; −∞ where a is not
   * available.
   */
  public void followerActionValues(double[] values, double[] actionValues) {
    actionValues(followerReward, problem::followerDiscount, values, actionValues);
  }

  /** Fills Q(x, a) likewise, for any reward, one number a pair, and γ(x). */
  void actionValues(double[] reward, IntToDoubleFunction discount, double[] v, double[] q) {
    for (int x = 0, pair = 0; x < pattern.states(); x++) {
      double own = discount.applyAsDouble(x);
      double shared = (1 - own) * v[pattern.end()];
      for (int a = 0; a < pattern.actions(); a++, pair++) {
        q[pair] = reward[pair] + own * pattern.expectation(pair, probability, v) + shared;
      }
    }
  }

  /**
   * Fills A(x,a) = r(x,a) − (1 − γ) V(x) + γ Σ_x' P(x'|x,a) ( V(x') − V(x) ), which is Q − V by
   * differences: a number that neighbours share costs no digits, and rows sum to one exactly.
   *
   * @param v V, length {@code states + 1}, less a number that all share, the end's too
   * @param rest what v lacks to V through rounding, 0 for the end
   */
  void advantages(
      double[] reward, IntToDoubleFunction discount, double[] v, double[] rest, double[] q) {
    for (int x = 0, pair = 0; x < pattern.states(); x++) {
      double own = discount.applyAsDouble(x);
      double left = (1 - own) * (v[x] - v[pattern.end()]);
      double leftFiner = (1 - own) * rest[x];
      for (int a = 0; a < pattern.actions(); a++, pair++) {
        // Apart to the end, where large terms have cancelled: so what changes with the rest is not
        // lost in what does not, whose rounding is as if the reward had been rounded.
        double sum = 0;
        double finer = 0;
        for (int e = pattern.rowStart(pair); e < pattern.rowStart(pair + 1); e++) {
          int next = pattern.successor(e);
          sum += probability[e] * (v[next] - v[x]);
          finer += probability[e] * (rest[next] - rest[x]);
        }
        q[pair] = reward[pair] + (own * sum - left) + (own * finer - leftFiner);
      }
    }
  }

  /**
   * A_F likewise, with what rounding takes from large terms: where a state's value is large, as in
   * a trap, its actions may differ by less than that.
   */
  void followerAdvantages(double[] v, double[] rest, double[] q) {
    for (int pair = 0; pair < q.length; pair++) {
      int x = pair / pattern.actions();
      double own = problem.followerDiscount(x);
      double sum = 0;
      double finer = 0;
      for (int e = pattern.rowStart(pair); e < pattern.rowStart(pair + 1); e++) {
        int next = pattern.successor(e);
        double gain = v[next] - v[x];
        double term = probability[e] * gain;
        double all = sum + term;
        finer += Flows.lost(sum, term, all) + Math.fma(probability[e], gain, -term);
        finer += probability[e] * (Flows.lost(v[next], -v[x], gain) + rest[next] - rest[x]);
        sum = all;
      }
      finer += missing(pair) * sum;
      double later = own * sum;
      double left = (1 - own) * (v[x] - v[pattern.end()]);
      double difference = later - left;
      double large = followerReward[pair] + difference;
      finer = own * finer + Math.fma(own, sum, -later) - (1 - own) * rest[x];
      finer +=
          Flows.lost(later, -left, difference)
              + Flows.lost(followerReward[pair], difference, large);
      q[pair] = Double.isInfinite(large) ? large : large + finer;
    }
  }

  /** What a row lacks to one through rounding: a trap's value times it may be more than τ. */
  private double missing(int pair) {
    double sum = 1;
    double finer = 0;
    for (int e = pattern.rowStart(pair); e < pattern.rowStart(pair + 1); e++) {
      double before = sum;
      sum -= probability[e];
      finer += Flows.lost(before, -probability[e], sum);
    }
    return sum + finer;
  }

  /** The sizes of the terms of Σ_a π(a|x) A(x,a): what its rounding is measured by. */
  double terms(int x, double[] policy, double[] reward, double discount, double[] v) {
    double sum = (1 - discount) * Math.abs(v[x] - v[pattern.end()]);
    for (int pair = x * pattern.actions(); pair < (x + 1) * pattern.actions(); pair++) {
      if (policy[pair] == 0) {
        continue;
      }
      double size = Math.abs(reward[pair]);
      for (int e = pattern.rowStart(pair); e < pattern.rowStart(pair + 1); e++) {
        size += discount * probability[e] * Math.abs(v[pattern.successor(e)] - v[x]);
      }
      sum += policy[pair] * size;
    }
    return sum;
  }

  /**
   * One sweep of the soft Bellman operator, {@code (TV)(x) = τ log Σ_a exp(Q_F(x,a)/τ)}.
   *
   * @param values V, length {@code states + 1}, 0 for the end; or all of them less a number, the
   *     end's too
   * @param policy {@code exp((Q_F − TV)/τ)} on return, one number a pair
   * @param next TV on return, as long as V and less the same number
   * @return {@code max_x |TV − V|(x) / (τ + |TV(x)|)}
   */
  public double sweep(double[] values, double[] policy, double[] next) {
    double temperature = problem.temperature();
    followerActionValues(values, policy);
    next[pattern.end()] = values[pattern.end()];
    double error = 0;
    for (int x = 0, from = 0; x < pattern.states(); x++, from += pattern.actions()) {
      next[x] = Categorical.softmax(policy, from, from + pattern.actions(), temperature);
      double move = Math.abs(next[x] - values[x]);
      double unit = temperature + Math.abs(next[x]);
      // Few are larger than those before, so few are divided.
      if (!(move <= error * unit)) {
        error = Math.max(error, move / unit);
      }
    }
    return error;
  }

  /**
   * {@return the sizes of the terms of a state's value under π, {@code Σ_a π(a|x) ( |r_F(x,a)| +
   * γ_F Σ_x' P(x'|x,a) |V(x')| )}: what its rounding is measured by}
   */
  public double followerTerms(int state, double[] policy, double[] values) {
    double discount = problem.followerDiscount(state);
    double sum = (1 - discount) * Math.abs(values[pattern.end()]);
    for (int pair = state * pattern.actions(); pair < (state + 1) * pattern.actions(); pair++) {
      if (policy[pair] == 0) {
        continue;
      }
      double size = Math.abs(followerReward[pair]);
      for (int e = pattern.rowStart(pair); e < pattern.rowStart(pair + 1); e++) {
        size += discount * probability[e] * Math.abs(values[pattern.successor(e)]);
      }
      sum += policy[pair] * size;
    }
    return sum;
  }

  /**
   * Takes from all values, that of the end too, the value of the first state that is likeliest:
   * differences keep their digits where γ is next to one and all values share a large number.
   */
  public void center(double[] values) {
    double origin = values[origin()];
    for (int x = 0; x < values.length; x++) {
      values[x] -= origin;
    }
  }

  /** The first state that is likeliest. */
  int origin() {
    int likeliest = 0;
    for (int i = 1; i < initialStates.length; i++) {
      likeliest = initialProbability[i] > initialProbability[likeliest] ? i : likeliest;
    }
    return initialStates[likeliest];
  }

  /** {@return a system of the pattern, with {@code I − γ_F P_π} filled in, ready to solve} */
  public PolicySystem fillFollower(PolicySystem system, double[] policy) {
    return system.fill(probability, policy, problem::followerDiscount);
  }

  /**
   * {@return the same with {@code I − γ_L P_π}, under P or another law, one number an entry, whose
   * rows may sum to less than one}
   */
  public PolicySystem fillLeader(PolicySystem system, double[] policy, double[] law) {
    return system.fill(law, policy, problem::leaderDiscount);
  }

  @Override
  public String toString() {
    return pattern + " at θ = " + Arrays.toString(theta);
  }
}
