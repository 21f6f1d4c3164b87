package hyperlead.games;

import hyperlead.algebra.PolicySystem;
import hyperlead.tabular.TabularProblem;
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
 * leads. Solved by policy iteration. Cost per iteration: one linear solve. Source: von Stengel and
 * Zamir, "Leadership games with convex strategy sets", Games and Economic Behavior 69, 2010, for
 * the two values.
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

  /**
   * {@return the best response to a follower that sees the leader's action}
   *
   * @param response π, an answer to {@link Commitment#problem}
   * @throws IllegalArgumentException if the response is to another problem
   */
  public static BestResponse toSeeing(Commitment commitment, TabularResponse response) {
    return new Search(commitment, commitment.problem(), response).best();
  }

  /**
   * {@return the best response to a follower that does not see the leader's action}
   *
   * @param response π, an answer to {@link Commitment#blindProblem}
   * @throws IllegalArgumentException if the response is to another problem
   */
  public static BestResponse toBlind(Commitment commitment, TabularResponse response) {
    return new Search(commitment, commitment.blindProblem(), response).best();
  }

  /** Policy iteration over pairs (s, b), numbered s · B + b, of triples. */
  private static final class Search {
    private final MarkovGame game;
    private final int leaderActions;
    private final int followerActions;
    private final double discount;
    private final double[] law;

    /** π(a|s,b) of each triple. */
    private final double[] answers;

    private final int[] best;
    private final double[] values;

    /** One state of the response stands for so many pairs. */
    Search(Commitment commitment, TabularProblem asked, TabularResponse response) {
      game = commitment.game();
      leaderActions = commitment.leaderActions();
      followerActions = game.followerActions().size();
      discount = commitment.setting().leaderDiscount();
      law = game.transitions().probability().all(new double[0]);
      TabularProblem answered = response.problem();
      int states = answered.transitions().pattern().states();
      if (states != asked.transitions().pattern().states()
          || !answered.setting().equals(asked.setting())) {
        throw new IllegalArgumentException(
            "response must answer the commitment's %s, %s: %s, %s"
                .formatted(asked, asked.setting(), answered, answered.setting()));
      }
      int pairs = commitment.policy().configurations() / states;
      answers = new double[game.triples()];
      Arrays.setAll(
          answers, t -> response.policy(t / followerActions / pairs, t % followerActions));
      best = new int[game.states().size()];
      values = new double[best.length + 1];
    }

    BestResponse best() {
      PolicySystem system = new PolicySystem(game.pattern());
      do {
        evaluate(system);
      } while (improve());
      return new BestResponse(values[0], Arrays.stream(best).boxed().toList());
    }

    /** V = (I − γ P_f)⁻¹ r_f for the policy f that plays the best action so far. */
    private void evaluate(PolicySystem system) {
      double[] policy = new double[answers.length];
      for (int s = 0; s < best.length; s++) {
        int triple = game.triple(s, best[s], 0);
        System.arraycopy(answers, triple, policy, triple, followerActions);
        values[s] = 0;
        for (int a = 0; a < followerActions; a++) {
          values[s] += answers[triple + a] * game.leaderReward(triple + a);
        }
      }
      system.fill(law, policy, x -> discount).solve(values);
    }

    /** Moves to a better action in each state, and tells whether there was one. */
    private boolean improve() {
      boolean changed = false;
      for (int s = 0; s < best.length; s++) {
        double most = values[s];
        for (int b = 0; b < leaderActions; b++) {
          double value = actionValue(game.triple(s, b, 0));
          if (value > most + TOLERANCE * Math.max(1, Math.abs(most))) {
            most = value;
            best[s] = b;
            changed = true;
          }
        }
      }
      return changed;
    }

    /** Σ_a π(a|s,b) ( r_L(s,b,a) + γ_L Σ_s' p(s'|s,b,a) V(s') ) over triples from the first on. */
    private double actionValue(int first) {
      double sum = 0;
      for (int triple = first; triple < first + followerActions; triple++) {
        double next = game.pattern().expectation(triple, law, values);
        sum += answers[triple] * (game.leaderReward(triple) + discount * next);
      }
      return sum;
    }
  }
}
