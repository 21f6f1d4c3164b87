package hyperlead.games;

import hyperlead.Follower;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import java.util.random.RandomGenerator;

/**
 * The Boltzmann-optimal follower that knows the leader's policy f, but acts without seeing the
 * leader's action.
 *
 * <pre>
 * Q_F(s,a) = Σ_b f(b|s) ( r_F(s,b,a) + γ_F Σ_s' p(s'|s,b,a) V_F(s') ),   V_F(s) = τ log Σ_a exp(Q_F(s,a)/τ)
 * </pre>
 *
 * <p>Its states are the game's, and θ moves rewards as well as transitions, so it answers a problem
 * of its own, {@link #problem}: both hypergradient terms of that problem are right for it, and
 * those of {@link Commitment#problem} are not, which refuses its answers. The problem's rewards and
 * transitions are averages over b; a leader that estimates from its episodes knows r_L, r_F and p
 * of actions that it did not play. Classic security games and simultaneous moves are of this kind:
 * here a mixed policy can beat every pure one even in a game of one state. Not thread-safe: one
 * object for one thread.
 */
public final class BlindFollower implements Follower<TabularResponse> {
  private final TabularProblem problem;
  private final SoftPolicyIteration solver;

  private BlindFollower(TabularProblem problem) {
    this.problem = problem;
    this.solver = new SoftPolicyIteration(problem);
  }

  /**
   * A follower in a game that the leader has committed itself in.
   *
   * @param commitment what it answers
   */
  public BlindFollower(Commitment commitment) {
    this(new BlindReduction(commitment).problem());
  }

  /** {@return the problem of leading this follower; its states are the game's} */
  public TabularProblem problem() {
    return problem;
  }

  @Override
  public TabularResponse respond(double[] theta) {
    return solver.respond(theta);
  }

  @Override
  public BlindFollower fresh(RandomGenerator random) {
    return new BlindFollower(problem);
  }

  @Override
  public String toString() {
    return "BlindFollower(" + solver + ")";
  }
}
