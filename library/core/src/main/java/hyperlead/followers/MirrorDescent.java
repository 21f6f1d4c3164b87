package hyperlead.followers;

import hyperlead.algebra.Require;
import hyperlead.tabular.TabularFollower;
import hyperlead.tabular.TabularMdp;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A follower that learns in one loop with its leader: one step of policy mirror descent an answer,
 * from the policy of the last one.
 *
 * <pre>
 * π' = argmax_p ⟨p, Q^π⟩ + τ H(p) − KL(p‖π)/η,   so   z ← z + β (Q^π − z),   β = ητ / (1 + ητ)
 * π(a|x) ∝ exp(z(x,a)/τ),   z = 0 at first,   Q^π = r_F + γ_F P V^π,   V^π the soft value of π
 * </pre>
 *
 * <p>While θ stands still the error of z shrinks by 1 − β a step, up to what V^π owes to it; β = 1
 * is {@link SoftPolicyIteration}, one iteration an answer. The answer's V_F is the new policy's
 * own. Cost: two linear solves. Prefer it to {@link SoftBellmanSweeps} for a follower that learns
 * its policy and not its values. Sources: Zhan, Cen, Huang, Chen, Lee, Chi, "Policy mirror descent
 * for regularized reinforcement learning", SIAM J. Optim. 33, 2023; in a single loop with a leader:
 * OpenReview NRaWmVVltg.
 *
 * @param share β in (0, 1], of the way from z to Q^π
 */
public record MirrorDescent(double share) implements TabularFollower.Kind {
  public MirrorDescent {
    Require.positive("share", Require.probability("share", share));
  }

  @Override
  public TabularFollower on(TabularProblem problem, RandomGenerator random) {
    return new SoftBellman(this, problem) {
      private final double[] table = remember(emptyTable());

      @Override
      public TabularResponse respond(double[] theta) {
        TabularMdp mdp = problem.at(theta);
        double[] q = new double[table.length];
        mdp.followerActionValues(answer(mdp).values(), q);
        Arrays.setAll(table, p -> share == 1 ? q[p] : (1 - share) * table[p] + share * q[p]);
        return answer(mdp);
      }

      private TabularResponse answer(TabularMdp mdp) {
        double[] policy = table.clone();
        boltzmann(policy, new double[pattern.states() + 1]);
        return TabularResponse.of(mdp, policy);
      }
    };
  }

  @Override
  public String toString() {
    return "MirrorDescent(" + share + ")";
  }
}
