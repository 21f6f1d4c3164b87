package hyperlead.games;

import hyperlead.parameterizations.Coefficients;
import hyperlead.sparse.TransitionPattern;
import hyperlead.tabular.InitialLaw;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TransitionLaw;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The MDP of the follower that does not see the leader's action: states s, everything averaged over
 * b ~ f(·|s).
 */
record BlindReduction(MarkovGame game, int leaderActions, int followerActions) {
  static TabularProblem of(Commitment commitment) {
    MarkovGame game = commitment.game();
    BlindReduction reduction =
        new BlindReduction(game, commitment.leaderActions(), game.followerActions().size());
    return new TabularProblem(
        commitment.setting().withNote("leader's action unseen"),
        commitment.policy(),
        reduction.transitions(),
        InitialLaw.startingIn(0),
        reduction.reward(game::followerReward),
        reduction.reward(game::leaderReward),
        commitment.initialParameters());
  }

  private int triple(int pair, int leader) {
    return (pair / followerActions * leaderActions + leader) * followerActions
        + pair % followerActions;
  }

  /** Σ_b f(b|s) c(s,b,…) for numbers that each belong to a pair (s, a). */
  private Coefficients averaged(int[] pair, double[][] ofLeader) {
    return Coefficients.of(
        ofLeader.length,
        (y, i) -> {
          int first = pair[i] / followerActions * leaderActions;
          double sum = 0;
          for (int b = 0; b < leaderActions; b++) {
            sum += y[first + b] * ofLeader[i][b];
          }
          return sum;
        },
        (y, i, weight, g) -> {
          int first = pair[i] / followerActions * leaderActions;
          for (int b = 0; b < leaderActions; b++) {
            g[first + b] += weight * ofLeader[i][b];
          }
        });
  }

  /** r(s,a) = Σ_b f(b|s) r(s,b,a). */
  private Coefficients reward(IntToDoubleFunction ofTriple) {
    double[][] ofLeader = new double[game.states().size() * followerActions][leaderActions];
    for (int pair = 0; pair < ofLeader.length; pair++) {
      int own = pair;
      Arrays.setAll(ofLeader[pair], b -> ofTriple.applyAsDouble(triple(own, b)));
    }
    return averaged(IntStream.range(0, ofLeader.length).toArray(), ofLeader);
  }

  /** P(s'|s,a) = Σ_b f(b|s) p(s'|s,b,a). */
  private TransitionLaw transitions() {
    int[][] rows = new int[game.states().size() * followerActions][];
    List<double[]> environment = new ArrayList<>();
    for (int pair = 0; pair < rows.length; pair++) {
      SortedMap<Integer, double[]> law = law(pair);
      rows[pair] = law.keySet().stream().mapToInt(next -> next).toArray();
      environment.addAll(law.values());
    }
    TransitionPattern pattern = TransitionPattern.of(game.states().size(), followerActions, rows);
    int[] pairs = IntStream.range(0, pattern.entries()).map(pattern::pair).toArray();
    return new TransitionLaw(pattern, averaged(pairs, environment.toArray(double[][]::new)));
  }

  /** p(s'|s,b,a) for every b, by s'. */
  private SortedMap<Integer, double[]> law(int pair) {
    SortedMap<Integer, double[]> law = new TreeMap<>();
    for (int b = 0; b < leaderActions; b++) {
      for (int e : game.pattern().row(triple(pair, b)).toArray()) {
        int next = game.pattern().successor(e);
        law.computeIfAbsent(next, s -> new double[leaderActions])[b] = game.probability(e);
      }
    }
    return law;
  }
}
