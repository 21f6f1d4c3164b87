package hyperlead.estimators;

import hyperlead.algebra.Learner;
import hyperlead.algebra.Require;
import hyperlead.parameters.Coefficients;
import hyperlead.tabular.LeaderValues;
import hyperlead.tabular.TabularFollower;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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
final class PaidFollower implements Learner {
  private final TabularFollower.Kind follower;
  private final TabularProblem problem;
  private final RandomGenerator random;

  /** What the followers paid less, nothing and more remember of their last answers. */
  private final List<List<double[]>> memories;

  PaidFollower(TabularFollower.Kind follower, TabularProblem problem, RandomGenerator random) {
    Require.that(
        sharesDiscount(problem) || problem.followerDiscount() > 0,
        "followerDiscount must be positive where the leader's is another: %s",
        problem.name());
    this.follower = follower;
    this.problem = problem;
    this.random = random;
    memories = Stream.generate(() -> follower.on(problem, random).memory()).limit(3).toList();
  }

  @Override
  public List<double[]> memory() {
    return Learner.memory(memories);
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
    if (share == 0) {
      return answer(problem, theta, 0);
    }
    Coefficients paid = problem.followerReward().plus(u.times(share));
    TabularResponse answer =
        answer(problem.withRewards(paid, problem.leaderReward()), theta, (int) Math.signum(share));
    double[] policy = Arrays.stream(answer.policy()).flatMapToDouble(Arrays::stream).toArray();
    return follower.valued(problem.at(theta), policy);
  }

  /** Asks a follower that goes on from the last answer to a pay of that sign. */
  private TabularResponse answer(TabularProblem paid, double[] theta, int sign) {
    TabularFollower asked = follower.on(paid, random);
    List<double[]> memory = memories.get(sign + 1);
    Learner.copy(memory, asked.memory());
    TabularResponse answer = asked.respond(theta);
    answer.checkOf(paid, theta);
    Learner.copy(asked.memory(), memory);
    return answer;
  }
}
