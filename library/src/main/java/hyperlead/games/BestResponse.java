package hyperlead.games;

import hyperlead.sparse.PolicySystem;
import hyperlead.tabular.TabularResponse;
import java.util.Arrays;
import java.util.List;

/**
 * What the leader could get by going back on its commitment: its best policy against the follower's
 * answer π held fixed.
 *
 * <pre>
 * V(s) = max_b Σ_a π(a|s,b) ( r_L(s,b,a) + γ_L Σ_s' p(s'|s,b,a) V(s') ),   value = V(s_0)
 * </pre>
 *
 * <p>The commitment value of f_θ is J(θ), where the follower answers f_θ itself; the best response
 * value is never less, and the difference is the leader's temptation. It is zero where f_θ and π
 * are an equilibrium of players who move without commitment, which is where the naive gradient
 * leads. Solved by policy iteration. Cost per iteration: one sparse factorisation. Source: von
 * Stengel and Zamir, "Leadership games with convex strategy sets", Games and Economic Behavior 69,
 * 2010, for the two values.
 *
 * @param value V(s_0), discounted by γ_L, without the cut of the horizon
 * @param actions the leader's best action in each state, in the game's order; unmodifiable
 */
public record BestResponse(double value, List<Integer> actions) {
  /** Rounding must not let two equally good policies alternate. */
  private static final double TOLERANCE = 1e-12;

  public BestResponse {
    actions = List.copyOf(actions);
  }

  /** π(a|s,b). */
  private interface Answer {
    double policy(int state, int leader, int follower);
  }

  /**
   * {@return the leader's best response to a follower that sees its action}
   *
   * @param response π, an answer to {@link Commitment#problem}
   * @throws IllegalArgumentException if the response is to another problem
   */
  public static BestResponse toSeeing(Commitment commitment, TabularResponse response) {
    check(response, commitment.policy().configurations());
    return solve(commitment, (s, b, a) -> response.policy(commitment.state(s, b), a));
  }

  /**
   * {@return the leader's best response to a follower that does not see its action}
   *
   * @param response π, an answer of the follower of {@link Commitment#blindProblem}
   * @throws IllegalArgumentException if the response is to another problem
   */
  public static BestResponse toBlind(Commitment commitment, TabularResponse response) {
    check(response, commitment.game().states().size());
    return solve(commitment, (s, b, a) -> response.policy(s, a));
  }

  private static void check(TabularResponse response, int states) {
    int theirs = response.mdp().pattern().states();
    if (theirs != states) {
      throw new IllegalArgumentException(
          "response must answer a problem of " + states + " states: " + theirs);
    }
  }

  private static BestResponse solve(Commitment commitment, Answer answer) {
    MarkovGame game = commitment.game();
    int states = game.states().size();
    int width = commitment.leaderActions();
    double[] answers = new double[game.triples()];
    for (int x = 0; x < states * width; x++) {
      for (int a = 0; a < game.followerActions().size(); a++) {
        answers[game.triple(x / width, x % width, a)] = answer.policy(x / width, x % width, a);
      }
    }
    PolicySystem system = new PolicySystem(game.pattern());
    int[] best = new int[states];
    double[] values = new double[states + 1];
    for (boolean changed = true; changed; ) {
      evaluate(commitment, system, answers, best, values);
      changed = improve(commitment, answers, best, values);
    }
    return new BestResponse(values[0], Arrays.stream(best).boxed().toList());
  }

  /** V = (I − γ P_f)⁻¹ r_f for the policy f that plays the best action so far. */
  private static void evaluate(
      Commitment commitment, PolicySystem system, double[] answers, int[] best, double[] values) {
    MarkovGame game = commitment.game();
    double[] policy = new double[answers.length];
    for (int s = 0; s < best.length; s++) {
      values[s] = 0;
      for (int a = 0; a < game.followerActions().size(); a++) {
        int triple = game.triple(s, best[s], a);
        policy[triple] = answers[triple];
        values[s] += answers[triple] * game.leaderReward(triple);
      }
    }
    game.factor(system, policy, commitment.setting().leaderDiscount()).solve(values);
  }

  /** Moves to a better action in each state, and tells whether there was one. */
  private static boolean improve(
      Commitment commitment, double[] answers, int[] best, double[] values) {
    boolean changed = false;
    for (int s = 0; s < best.length; s++) {
      double most = values[s];
      for (int b = 0; b < commitment.leaderActions(); b++) {
        double value = actionValue(commitment, answers, s, b, values);
        if (value > most + TOLERANCE * Math.max(1, Math.abs(most))) {
          most = value;
          best[s] = b;
          changed = true;
        }
      }
    }
    return changed;
  }

  /** Σ_a π(a|s,b) ( r_L(s,b,a) + γ_L Σ_s' p(s'|s,b,a) V(s') ). */
  private static double actionValue(
      Commitment commitment, double[] answers, int s, int b, double[] values) {
    MarkovGame game = commitment.game();
    double sum = 0;
    for (int a = 0; a < game.followerActions().size(); a++) {
      int triple = game.triple(s, b, a);
      double next = game.expectation(triple, values);
      sum +=
          answers[triple]
              * (game.leaderReward(triple) + commitment.setting().leaderDiscount() * next);
    }
    return sum;
  }
}
