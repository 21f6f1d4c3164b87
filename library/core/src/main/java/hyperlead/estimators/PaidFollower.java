package hyperlead.estimators;

import hyperlead.algebra.Require;
import hyperlead.parameters.Coefficients;
import hyperlead.tabular.LeaderValues;
import hyperlead.tabular.TabularFollower;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A follower that is paid a share ε of u(x,a) on top of its reward; π_ε is its answer, m_L and m_F
 * the visits under π_0 discounted by γ_L and γ_F.
 *
 * <pre>
 * d/dε ∂_θJ_F(π_ε) = guidance   for   u = r_L                            where γ_L = γ_F,
 *                                     u(x,a) = A_L(x,a) m_L(x) / m_F(x)   for any discounts
 * </pre>
 *
 * <p>since φ(ε) = max_π J_F(π) + ε U(π) has ∂_θφ = ∂_θJ_F(π_ε) + ε ∂_θU(π_ε) and ∂_εφ = U(π_ε): the
 * derivative is the guidance of U, (1/τ) Σ m_F π A_U ∇Q_F, which is the leader's for m_F A_U = m_L
 * A_L. The second u averages to zero under π, so it is its own advantage. For one discount the two
 * differ by V_L as a potential, and their answers not at all.
 */
record PaidFollower(TabularFollower.Kind follower, TabularProblem problem, RandomGenerator random) {
  PaidFollower {
    Require.that(
        sharesDiscount(problem) || problem.followerDiscount() > 0,
        "followerDiscount must be positive where the leader's is another: %s",
        problem.name());
  }

  private static boolean sharesDiscount(TabularProblem p) {
    return IntStream.range(0, p.transitions().pattern().states())
        .allMatch(x -> p.followerDiscount(x) == p.leaderDiscount(x));
  }

  /** u, under the answer without pay. */
  Coefficients pay(TabularResponse own) {
    if (sharesDiscount(problem)) {
      return problem.leaderReward();
    }
    LeaderValues leader = LeaderValues.of(own);
    double[] ours = own.visits();
    double[] theirs = own.followerVisits();
    double[] u = new double[own.mdp().pattern().pairs()];
    for (int pair = 0; pair < u.length; pair++) {
      int x = pair / own.mdp().pattern().actions();
      u[pair] = ours[x] > 0 ? leader.advantage(pair) * (ours[x] / theirs[x]) : 0;
    }
    return Coefficients.fixed(u);
  }

  /** The answer to r_F + ε u, as one in the problem itself, where the pay has no part in V. */
  TabularResponse answer(double[] theta, double share, Coefficients u) {
    Coefficients paid = problem.followerReward().plus(u.times(share));
    TabularResponse answer =
        follower.on(problem.withRewards(paid, problem.leaderReward()), random).respond(theta);
    double[] policy = Arrays.stream(answer.policy()).flatMapToDouble(Arrays::stream).toArray();
    return TabularResponse.of(problem.at(theta), policy);
  }
}
