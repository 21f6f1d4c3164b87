package hyperlead.tabular;

import hyperlead.Episodes;
import hyperlead.LeaderProblem;
import hyperlead.Setting;
import hyperlead.algebra.Require;
import hyperlead.algebra.TransitionPattern;
import hyperlead.parameters.Coefficients;
import hyperlead.parameters.Parameterization;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * A leader's problem over a finite MDP whose rewards, transitions and first state depend on the
 * configuration y(θ).
 *
 * <p>A state need not have every action: where a row of the transitions is empty, π(a|x) = 0, and
 * the rewards of the pair are numbers that do not count.
 *
 * @param setting name, τ, γ_F, γ_L and horizon
 * @param parameterization θ ↦ y
 * @param transitions P(x'|x,a; y)
 * @param initial μ(x; y)
 * @param followerReward r_F(x,a; y), one number a pair, at index {@code x · actions + a}
 * @param leaderReward r_L(x,a; y), likewise
 * @param start draws θ_0
 * @param objective what the leader wants
 */
public record TabularProblem(
    Setting setting,
    Parameterization parameterization,
    TransitionLaw transitions,
    InitialLaw initial,
    Coefficients followerReward,
    Coefficients leaderReward,
    Function<RandomGenerator, double[]> start,
    Objective objective)
    implements LeaderProblem<TabularEpisode> {

  /**
   * Throws an {@link IllegalArgumentException} if an initial state is none, or a reward has another
   * number of pairs than the transitions.
   */
  public TabularProblem {
    Require.that(objective != null, "objective must not be null");
    for (int state : initial.states()) {
      Require.index("initial state", state, transitions.pattern().states());
    }
    TransitionPattern pattern = transitions.pattern();
    String pairs = "%s states × %s actions".formatted(pattern.states(), pattern.actions());
    TransitionLaw.checkSize("follower's reward", followerReward, pattern.pairs(), pairs);
    TransitionLaw.checkSize("leader's reward", leaderReward, pattern.pairs(), pairs);
  }

  /** A problem of an expected return. */
  public TabularProblem(
      Setting setting,
      Parameterization parameterization,
      TransitionLaw transitions,
      InitialLaw initial,
      Coefficients followerReward,
      Coefficients leaderReward,
      Function<RandomGenerator, double[]> start) {
    this(
        setting,
        parameterization,
        transitions,
        initial,
        followerReward,
        leaderReward,
        start,
        Objective.EXPECTED_RETURN);
  }

  /**
   * {@return a problem with its model}
   *
   * @throws IllegalArgumentException if it has none
   */
  public static TabularProblem of(LeaderProblem<TabularEpisode> problem) {
    boolean known = problem instanceof TabularProblem;
    Require.that(known, "problem must bring its model: %s", problem.name());
    return (TabularProblem) problem;
  }

  /** {@return γ_F of the steps that leave a state, in [0, states)} */
  public double followerDiscount(int state) {
    return transitions.shares().follower(state) * followerDiscount();
  }

  /** {@return γ_L of the steps that leave a state, in [0, states)} */
  public double leaderDiscount(int state) {
    return transitions.shares().leader(state) * leaderDiscount();
  }

  void checkLeads(String what, TransitionPattern pattern) {
    boolean same = transitions.pattern().sameAs(pattern);
    Require.that(same, "%s must lead to the same states as that of %s", what, name());
  }

  /** The same problem to a leader of another γ_L, of which each state has another share. */
  TabularProblem withLeaderDiscount(double discount, DoubleUnaryOperator share) {
    DiscountShares shares = transitions.shares().withLeader(share);
    return new TabularProblem(
        setting.withDiscounts(followerDiscount(), discount),
        parameterization,
        new TransitionLaw(transitions.pattern(), transitions.probability(), shares),
        initial,
        followerReward,
        leaderReward,
        start,
        objective);
  }

  private TabularProblem with(
      Setting set, InitialLaw law, Function<RandomGenerator, double[]> first, Objective wanted) {
    return new TabularProblem(
        set, parameterization, transitions, law, followerReward, leaderReward, first, wanted);
  }

  /** {@return the same problem with another name, τ, γ_F, γ_L and horizon} */
  public TabularProblem with(Setting other) {
    return with(other, initial, start, objective);
  }

  /** {@return the same problem with simulated episodes cut after so many steps, &gt; 0} */
  public TabularProblem withHorizon(int steps) {
    return with(setting.withHorizon(steps));
  }

  /** {@return the same problem with a follower of another τ &gt; 0, in units of reward} */
  public TabularProblem withTemperature(double tau) {
    return with(setting.withTemperature(tau));
  }

  /** {@return the same problem with other discounts γ_F and γ_L, both in [0, 1]} */
  public TabularProblem withDiscounts(double follower, double leader) {
    return with(setting.withDiscounts(follower, leader));
  }

  /**
   * {@return the same problem with other rewards r_F(x,a; y) and r_L(x,a; y), one number a pair,
   * such as a new objective of the leader}
   */
  public TabularProblem withRewards(Coefficients follower, Coefficients leader) {
    return new TabularProblem(
        setting, parameterization, transitions, initial, follower, leader, start, objective);
  }

  /** {@return the same problem with another law μ of the first state} */
  public TabularProblem withInitial(InitialLaw law) {
    return with(setting, law, start, objective);
  }

  /** {@return the same problem with trainings that start elsewhere: what draws θ_0, of length d} */
  public TabularProblem withInitialParameters(Function<RandomGenerator, double[]> law) {
    return with(setting, initial, law, objective);
  }

  /**
   * {@return the same problem with another objective than the expected return, such as {@code
   * Objective.EXPECTED_RETURN.plus(-0.2, Variance.OF_RETURN)}}
   */
  public TabularProblem withObjective(Objective wanted) {
    return with(setting, initial, start, wanted);
  }

  /**
   * {@return the MDP at θ}
   *
   * @param theta the leader's parameters, length d
   * @throws IllegalArgumentException if θ has the wrong length, a number that follows from it is
   *     not finite or not a probability, or a discount is one and some policy never ends
   */
  public TabularMdp at(double[] theta) {
    return new TabularMdp(this, Require.vector("theta", theta, parameterization.parameters()));
  }

  @Override
  public double sampledObjective(Episodes<TabularEpisode> round) {
    return objective.equals(Objective.EXPECTED_RETURN)
        ? round.meanReturn()
        : objective.under(Trajectories.of(round)).value();
  }

  @Override
  public double[] initialParameters(RandomGenerator random) {
    return start.apply(random);
  }

  @Override
  public String toString() {
    String wanted = objective.equals(Objective.EXPECTED_RETURN) ? "" : ", J = " + objective;
    int d = parameterization.parameters();
    return name() + ", " + transitions.pattern() + ", d = " + d + wanted;
  }
}
