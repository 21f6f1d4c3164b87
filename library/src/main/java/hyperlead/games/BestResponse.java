package hyperlead.games;

import hyperlead.sparse.PolicySystem;
import hyperlead.sparse.TransitionPattern;
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

  /**
   * A best response.
   *
   * @param value V(s_0)
   * @param actions the leader's best action in each state
   */
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
   * @param commitment the game
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
   * @param commitment the game
   * @param response π, an answer of the {@link BlindFollower}
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
    int width = commitment.leaderActions();
    double[][] law = new double[game.states().size() * width][game.states().size() + 1];
    double[] reward = new double[law.length];
    for (int x = 0; x < law.length; x++) {
      for (int a = 0; a < game.followerActions().size(); a++) {
        int triple = game.triple(x / width, x % width, a);
        double weight = answer.policy(x / width, x % width, a);
        reward[x] += weight * game.leaderReward(triple);
        int[] next = game.next(triple);
        for (int i = 0; i < next.length; i++) {
          law[x][next[i]] += weight * game.probability(triple)[i];
        }
      }
    }
    return iterate(width, reward, law, commitment.setting().leaderDiscount());
  }

  private static BestResponse iterate(int width, double[] reward, double[][] law, double discount) {
    int states = law[0].length - 1;
    int[] all = new int[states + 1];
    Arrays.setAll(all, s -> s);
    int[][] rows = new int[law.length][];
    Arrays.fill(rows, all);
    PolicySystem system = new PolicySystem(TransitionPattern.of(states, width, rows));
    double[] probability = Arrays.stream(law).flatMapToDouble(Arrays::stream).toArray();
    int[] best = new int[states];
    double[] values = new double[states + 1];
    for (boolean changed = true; changed; ) {
      evaluate(system, width, reward, probability, discount, best, values);
      changed = improve(width, reward, law, discount, best, values);
    }
    return new BestResponse(values[0], Arrays.stream(best).boxed().toList());
  }

  /** V = (I − γ P_f)⁻¹ r_f for the policy f that plays the best action so far. */
  private static void evaluate(
      PolicySystem system,
      int width,
      double[] reward,
      double[] probability,
      double discount,
      int[] best,
      double[] values) {
    double[] policy = new double[reward.length];
    for (int s = 0; s < best.length; s++) {
      policy[s * width + best[s]] = 1;
      values[s] = reward[s * width + best[s]];
    }
    system.factor(probability, policy, discount).solve(values);
  }

  /** Moves to a better action in each state, and tells whether there was one. */
  private static boolean improve(
      int width, double[] reward, double[][] law, double discount, int[] best, double[] values) {
    boolean changed = false;
    for (int s = 0; s < best.length; s++) {
      double most = values[s];
      for (int b = 0; b < width; b++) {
        double value = reward[s * width + b];
        for (int next = 0; next < best.length; next++) {
          value += discount * law[s * width + b][next] * values[next];
        }
        if (value > most + TOLERANCE * Math.max(1, Math.abs(most))) {
          most = value;
          best[s] = b;
          changed = true;
        }
      }
    }
    return changed;
  }
}
