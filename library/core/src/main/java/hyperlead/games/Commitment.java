package hyperlead.games;

import hyperlead.Setting;
import hyperlead.Start;
import hyperlead.algebra.Require;
import hyperlead.parameters.Parameterization;
import hyperlead.parameters.SoftmaxPolicy;
import hyperlead.tabular.TabularProblem;
import java.util.Arrays;

/**
 * A leader that commits to a policy y = f_θ(b|s) in a Markov game, before a follower answers it.
 *
 * <p>The follower that sees the leader's action before it acts lives in the states x = (s, b),
 * numbered {@code s · B + b}, of the MDP
 *
 * <pre>
 * P((s',b')|(s,b),a) = p(s'|s,b,a) f_θ(b'|s'),   μ(s,b) = 1{s = first} f_θ(b|s)
 * Q_F((s,b),a) = r_F(s,b,a) + γ_F Σ_s' p(s'|s,b,a) Σ_b' f_θ(b'|s') V_F(s',b')
 * V_F(s,b) = τ log Σ_a exp(Q_F((s,b),a)/τ)
 * </pre>
 *
 * <p>so V_F is averaged over the leader's next action outside the log-sum-exp. {@link #problem} is
 * that MDP, and with it come its exact hypergradient, followers, simulator, critics and estimators.
 * {@link #blindProblem} is that of the follower that does not see the action. Immutable.
 *
 * @param setting name, τ, γ_F, γ_L and horizon
 * @param policy θ ↦ f_θ(b|s), at index {@code s · B + b}; the rows of each s sum to one
 * @param initialParameters draws θ_0, length d
 */
public record Commitment(
    Setting setting, MarkovGame game, Parameterization policy, Start initialParameters) {
  /**
   * Throws an {@link IllegalArgumentException} if a number is out of its range or the policy has
   * another number of probabilities than the game has states times leader's actions.
   */
  public Commitment {
    int pairs = game.states().size() * game.leaderActions().size();
    int own = policy.configurations();
    String what = "policy must have states × leader's actions = %s probabilities: %s";
    Require.that(own == pairs, what, pairs, own);
  }

  /**
   * {@return a leader with a logit for each state and action, all zero at the start; γ_F = γ_L =
   * 0.99, episodes of 150 steps}
   *
   * @param temperature τ &gt; 0, in units of reward
   * @throws IllegalArgumentException if τ is not positive
   */
  public static Commitment of(String name, MarkovGame game, double temperature) {
    SoftmaxPolicy policy = new SoftmaxPolicy(game.states().size(), game.leaderActions().size());
    return new Commitment(
        new Setting(name, temperature, 0.99, 0.99, 150),
        game,
        policy,
        random -> new double[policy.parameters()]);
  }

  /** {@return the same game with other discounts γ_F and γ_L, both in [0, 1]} */
  public Commitment withDiscounts(double follower, double leader) {
    return new Commitment(setting.withDiscounts(follower, leader), game, policy, initialParameters);
  }

  /** {@return the name with the temperature} */
  public String name() {
    return setting.label();
  }

  /** {@return the problem of leading a follower that sees the leader's action before it acts} */
  public TabularProblem problem() {
    return Reduction.of(this).seeing();
  }

  /**
   * {@return the problem of leading a follower that knows the policy f, but acts without seeing the
   * leader's action}
   *
   * <pre>
   * Q_F(s,a) = Σ_b f(b|s) ( r_F(s,b,a) + γ_F Σ_s' p(s'|s,b,a) V_F(s') ),   V_F(s) = τ log Σ_a exp(Q_F(s,a)/τ)
   * </pre>
   *
   * <p>Its states are the game's, and θ moves rewards as well as transitions, which are averages
   * over b; a leader that estimates from its episodes knows r_L, r_F and p of actions that it did
   * not play. Classic security games and simultaneous moves are of this kind: here a mixed policy
   * can beat every pure one even in a game of one state.
   */
  public TabularProblem blindProblem() {
    return Reduction.of(this).blind();
  }

  /**
   * {@return the state x = (s, b) of {@link #problem}, s in [0, states), b in [0, B)}
   *
   * @throws IllegalArgumentException if one of them is out of range
   */
  public int state(int state, int leader) {
    Require.index("state", state, game.states().size());
    return state * leaderActions() + Require.index("leader's action", leader, leaderActions());
  }

  /**
   * {@return f_θ, [states][leader's actions], a new array}
   *
   * @throws IllegalArgumentException if θ is not of length d or not finite
   */
  public double[][] policy(double[] theta) {
    double[] y = policy.configuration(Require.vector("theta", theta, policy.parameters()));
    double[][] table = new double[game.states().size()][];
    for (int s = 0; s < table.length; s++) {
      table[s] = Arrays.copyOfRange(y, s * leaderActions(), (s + 1) * leaderActions());
    }
    return table;
  }

  /** B. */
  int leaderActions() {
    return game.leaderActions().size();
  }

  @Override
  public String toString() {
    return setting.label() + ", " + game;
  }
}
