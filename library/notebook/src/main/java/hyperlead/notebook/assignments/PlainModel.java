package hyperlead.notebook.assignments;

import hyperlead.algebra.Require;
import hyperlead.algebra.TransitionPattern;
import hyperlead.parameters.Coefficients;
import hyperlead.tabular.LeaderValues;
import hyperlead.tabular.TabularMdp;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import java.util.function.IntToDoubleFunction;

/**
 * A tabular problem at one θ as plain arrays, to write equations with: for problems small enough to
 * look at. The library's own methods use the sparse form, whose size grows with the transitions
 * that exist.
 *
 * <p>x is a state, a an action, y a next state or, one past the last state, the end of the episode.
 * Every call makes new arrays, which belong to the caller. Cost of a law: states² · actions.
 */
public final class PlainModel {
  private final TabularProblem problem;
  private final double[] theta;
  private final double[] configuration;
  private final TabularMdp mdp;
  private final TransitionPattern pattern;

  private PlainModel(TabularProblem problem, double[] theta) {
    this.problem = problem;
    this.theta = theta.clone();
    mdp = problem.at(theta);
    configuration = problem.parameterization().configuration(theta);
    pattern = mdp.pattern();
  }

  /**
   * {@return a problem's rewards and transitions at θ}
   *
   * @param problem any tabular problem
   * @param theta the leader's parameters, length d
   * @throws IllegalArgumentException if θ has the wrong length or is not finite
   */
  public static PlainModel of(TabularProblem problem, double[] theta) {
    return new PlainModel(problem, theta);
  }

  /** {@return r_F(x,a), [states][actions]} */
  public double[][] reward() {
    return perPair(k -> mdp.followerReward(k / pattern.actions(), k % pattern.actions()));
  }

  /** {@return P(y|x,a), [states][actions][states + 1]} */
  public double[][][] law() {
    return perEntry(mdp::probability);
  }

  /**
   * {@return ∂r_F(x,a)/∂θ_j, [states][actions]}
   *
   * @param j parameter, in [0, d)
   */
  public double[][] rewardSlope(int j) {
    Require.index("parameter", j, theta.length);
    return perPair(pair -> slope(problem.followerReward(), pair, j));
  }

  /**
   * {@return ∂P(y|x,a)/∂θ_j, [states][actions][states + 1]}
   *
   * @param j parameter, in [0, d)
   */
  public double[][][] lawSlope(int j) {
    Require.index("parameter", j, theta.length);
    return perEntry(entry -> slope(problem.transitions().probability(), entry, j));
  }

  private double slope(Coefficients numbers, int i, int j) {
    double[] g = new double[configuration.length];
    numbers.addGradient(configuration, i, 1, g);
    return problem.parameterization().pullBack(theta, configuration, g)[j];
  }

  /**
   * {@return Q_L(x,a), [states][actions]}
   *
   * @param response the follower's, to the same θ
   */
  public double[][] leaderActionValues(TabularResponse response) {
    return perPair(LeaderValues.of(response)::actionValue);
  }

  /**
   * {@return the discounted visits m(x) = E[Σ_t γ_L^t 1{x_t = x}], by {@code (I − γ_L P_π)ᵀ m = μ};
   * length states}
   *
   * @param response the follower's, to the same θ
   */
  public double[] visits(TabularResponse response) {
    return response.visits();
  }

  private double[][] perPair(IntToDoubleFunction value) {
    double[][] table = new double[pattern.states()][pattern.actions()];
    for (int pair = 0; pair < pattern.pairs(); pair++) {
      table[pair / pattern.actions()][pair % pattern.actions()] = value.applyAsDouble(pair);
    }
    return table;
  }

  private double[][][] perEntry(IntToDoubleFunction value) {
    double[][][] table = new double[pattern.states()][pattern.actions()][pattern.states() + 1];
    for (int entry = 0; entry < pattern.entries(); entry++) {
      int pair = pattern.pair(entry);
      table[pair / pattern.actions()][pair % pattern.actions()][pattern.successor(entry)] +=
          value.applyAsDouble(entry);
    }
    return table;
  }

  @Override
  public String toString() {
    return "PlainModel of " + problem.name();
  }
}
