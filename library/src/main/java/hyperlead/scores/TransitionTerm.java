package hyperlead.scores;

import hyperlead.Episode;
import hyperlead.LeaderCritic;
import java.util.random.RandomGenerator;

/**
 * How the terms of a hypergradient are taken in which θ moves the law of the states:
 *
 * <pre>
 * V_L(x_0) ∇log μ(x_0),   V_L(x_{t+1}) ∇log P(x_{t+1}|x_t,a_t),   V_F(x_{t+1}) ∇log P(x_{t+1}|x_t,a_t)
 * </pre>
 *
 * <p>An implementation may add instead whatever has the same expectation given x_0 … x_t and a_t,
 * and should where the leader knows a law: less variance, and no bias. {@link SampledScore} adds
 * the three as they stand. The values V_L are those of a critic, which comes along because an
 * expectation asks it for states that were not visited.
 *
 * @param <E> the episodes whose law it knows
 */
public interface TransitionTerm<E extends Episode> {
  /** {@return where V_L comes from; it learns from a round before the round's terms are added} */
  LeaderCritic<E> critic();

  /**
   * Adds V_L(x_0) ∇log μ(x_0), or what has the same expectation.
   *
   * @param episode one of the round that the critic last observed
   * @param g gradient with respect to y, an entry for each configuration; added into
   */
  void addInitial(E episode, double[] g);

  /**
   * Adds weight · V_L(x_{t+1}) ∇log P(x_{t+1} | x_t, a_t), or what has the same expectation given
   * the episode up to a_t.
   *
   * @param episode one of the round that the critic last observed
   * @param t step, 0 ≤ t &lt; T
   * @param weight factor of the term, any sign, without γ_L or V_L
   * @param g gradient with respect to y, an entry for each configuration; added into
   */
  void addLeader(E episode, int t, double weight, double[] g);

  /**
   * Adds weight · V_F(x_{t+1}) ∇log P(x_{t+1} | x_t, a_t), or what has the same expectation given
   * the episode up to a_t.
   *
   * @param episode one of the round that the critic last observed
   * @param t step, 0 ≤ t &lt; T
   * @param weight factor of the term, any sign, without γ_F or V_F
   * @param g gradient with respect to y, an entry for each configuration; added into
   */
  void addFollower(E episode, int t, double weight, double[] g);

  /**
   * The same way with nothing learned yet.
   *
   * @param random source of the critic's initial values, if they are random
   * @return a term with the same settings, for another run or thread
   */
  TransitionTerm<E> fresh(RandomGenerator random);
}
