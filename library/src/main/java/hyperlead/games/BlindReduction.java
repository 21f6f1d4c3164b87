package hyperlead.games;

import hyperlead.parameterizations.Coefficients;
import hyperlead.sparse.TransitionPattern;
import hyperlead.tabular.InitialLaw;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TransitionLaw;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The MDP of the follower that does not see the leader's action: states s, everything averaged over
 * b ~ f(·|s).
 */
final class BlindReduction {
  private final Commitment commitment;
  private final MarkovGame game;
  private final int leaderActions;
  private final int followerActions;

  BlindReduction(Commitment commitment) {
    this.commitment = commitment;
    this.game = commitment.game();
    this.leaderActions = commitment.leaderActions();
    this.followerActions = game.followerActions().size();
  }

  TabularProblem problem() {
    return new TabularProblem(
        commitment.setting().withNote("leader's action unseen"),
        commitment.policy(),
        transitions(),
        InitialLaw.startingIn(0),
        reward(game::followerReward),
        reward(game::leaderReward),
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
      for (int b = 0; b < leaderActions; b++) {
        ofLeader[pair][b] = ofTriple.applyAsDouble(triple(pair, b));
      }
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
    return new TransitionLaw(
        pattern,
        averaged(
            IntStream.range(0, pattern.entries()).map(pattern::pair).toArray(),
            environment.toArray(double[][]::new)));
  }

  /** p(s'|s,b,a) for every b, by s'. */
  private SortedMap<Integer, double[]> law(int pair) {
    SortedMap<Integer, double[]> law = new TreeMap<>();
    TransitionPattern pattern = game.pattern();
    for (int b = 0; b < leaderActions; b++) {
      int triple = triple(pair, b);
      for (int e = pattern.rowStart(triple); e < pattern.rowStart(triple + 1); e++) {
        law.computeIfAbsent(pattern.successor(e), next -> new double[leaderActions])[b] =
            game.probability(e);
      }
    }
    return law;
  }
}
