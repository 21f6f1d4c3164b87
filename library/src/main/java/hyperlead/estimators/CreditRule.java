package hyperlead.estimators;

import hyperlead.Episode;
import hyperlead.Episodes;
import hyperlead.Hypergradient;
import hyperlead.LeaderProblem;
import hyperlead.scores.TransitionTerm;

/**
 * A trajectory estimator, as its rule for the credit of a step.
 *
 * <p>The guidance of a trajectory is a double sum of credits and later gradients; exchanged, it is
 * one pass with one scalar trace:
 *
 * <pre>
 * e_t = γ_F e_{t−1} + c_t
 * guidance = Σ_t e_t ( ∇r_F(x_t,a_t) + γ_F V_F(x_{t+1}) ∇log P(x_{t+1}|x_t,a_t) )
 * direct = V_L(x_0) ∇log μ(x_0)
 *        + Σ_t γ_L^t ( ∇r_L(x_t,a_t) + γ_L V_L(x_{t+1}) ∇log P(x_{t+1}|x_t,a_t) )
 * </pre>
 *
 * <p>The terms V ∇log are taken as a {@link TransitionTerm} says. Memory O(d); no (steps × d)
 * Jacobian anywhere.
 *
 * @param <E> the episodes that it can credit
 */
@FunctionalInterface
interface CreditRule<E extends Episode> {
  /**
   * {@return the credit c_t of a step}
   *
   * @param discount γ_L^t
   */
  double credit(E episode, int t, double discount);

  /** The mean of the estimates over the episodes. */
  static <E extends Episode> Hypergradient estimate(
      Episodes<? extends E> episodes, TransitionTerm<E> term, CreditRule<E> rule) {
    double[] guidance = episodes.zeroGradient();
    for (E episode : episodes.list()) {
      addGuidance(episodes.problem(), rule, term, episode, 0, guidance);
    }
    return withDirect(episodes, term, guidance);
  }

  /** The direct term from the episodes, next to a sum of guidance over them. */
  static <E extends Episode> Hypergradient withDirect(
      Episodes<? extends E> episodes, TransitionTerm<E> term, double[] guidance) {
    double[] direct = episodes.zeroGradient();
    for (E episode : episodes.list()) {
      addDirect(episodes.problem(), term, episode, direct);
    }
    return new Hypergradient(
        episodes.meanReturn(), episodes.meanGradient(direct), episodes.meanGradient(guidance));
  }

  private static <E extends Episode> void addDirect(
      LeaderProblem<?, ?> problem, TransitionTerm<E> term, E episode, double[] g) {
    double discount = 1;
    term.addInitial(episode, g);
    for (int t = 0; t < episode.length(); t++) {
      episode.addLeaderRewardGradient(t, discount, g);
      discount *= problem.leaderDiscount();
      term.addLeader(episode, t, discount, g);
    }
  }

  /** Adds one episode's guidance, with (e_t − baseline) in place of e_t. */
  static <E extends Episode> void addGuidance(
      LeaderProblem<?, ?> problem,
      CreditRule<E> rule,
      TransitionTerm<E> term,
      E episode,
      double baseline,
      double[] g) {
    double discount = 1;
    double trace = 0;
    for (int t = 0; t < episode.length(); t++) {
      trace = problem.followerDiscount() * trace + rule.credit(episode, t, discount);
      double weight = trace - baseline;
      episode.addFollowerRewardGradient(t, weight, g);
      term.addFollower(episode, t, problem.followerDiscount() * weight, g);
      discount *= problem.leaderDiscount();
    }
  }

  /** Σ_t e_t; of an episode that ended by itself with the trace decaying on for ever. */
  static <E extends Episode> double traceSum(
      LeaderProblem<?, ?> problem, CreditRule<E> rule, E episode) {
    double discount = 1;
    double trace = 0;
    double sum = 0;
    for (int t = 0; t < episode.length(); t++) {
      trace = problem.followerDiscount() * trace + rule.credit(episode, t, discount);
      sum += trace;
      discount *= problem.leaderDiscount();
    }
    double tail = problem.followerDiscount() / (1 - problem.followerDiscount());
    return episode.terminated() ? sum + trace * tail : sum;
  }
}
