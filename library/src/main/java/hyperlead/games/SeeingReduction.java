package hyperlead.games;

import hyperlead.parameterizations.Coefficients;
import hyperlead.sparse.TransitionPattern;
import hyperlead.tabular.InitialLaw;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TransitionLaw;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The MDP of the follower that sees the leader's action: states (s, b), {@code P((s',b')|(s,b),a) =
 * p(s'|s,b,a) f(b'|s')}. A pair (x, a) of the MDP is a triple of the game, by number too.
 */
final class SeeingReduction {
  private final Commitment commitment;
  private final MarkovGame game;
  private final int leaderActions;

  SeeingReduction(Commitment commitment) {
    this.commitment = commitment;
    this.game = commitment.game();
    this.leaderActions = commitment.leaderActions();
  }

  TabularProblem problem() {
    return new TabularProblem(
        commitment.setting(),
        commitment.policy(),
        transitions(),
        initial(),
        reward(game::followerReward),
        reward(game::leaderReward),
        commitment.initialParameters());
  }

  private Coefficients reward(IntToDoubleFunction ofTriple) {
    return Coefficients.fixed(IntStream.range(0, game.triples()).mapToDouble(ofTriple).toArray());
  }

  /** Entries of a triple: for each s' and each b', or the end of the episode. */
  private TransitionLaw transitions() {
    int end = game.states().size() * leaderActions;
    int[][] rows = new int[game.triples()][];
    for (int triple = 0; triple < rows.length; triple++) {
      rows[triple] =
          entries(triple).flatMap(e -> successors(game.pattern().successor(e))).toArray();
    }
    TransitionPattern pattern = TransitionPattern.of(end, game.followerActions().size(), rows);
    double[] environment =
        IntStream.range(0, game.pattern().entries())
            .flatMap(e -> successors(game.pattern().successor(e)).map(x -> e))
            .mapToDouble(game::probability)
            .toArray();
    return new TransitionLaw(
        pattern,
        Coefficients.of(
            environment.length,
            (y, e) ->
                pattern.successor(e) == end
                    ? environment[e]
                    : environment[e] * y[pattern.successor(e)],
            // ∂P/∂f(b'|s') = p(s'|s,b,a): the successor (s', b') is the index into y.
            (y, e, weight, g) -> {
              if (pattern.successor(e) != end) {
                g[pattern.successor(e)] += weight * environment[e];
              }
            }));
  }

  private IntStream entries(int triple) {
    return IntStream.range(game.pattern().rowStart(triple), game.pattern().rowStart(triple + 1));
  }

  /** (s', b') for every b', or the end. */
  private IntStream successors(int next) {
    int width = next == game.pattern().end() ? 1 : leaderActions;
    return IntStream.range(next * leaderActions, next * leaderActions + width);
  }

  /** μ(s, b) = f(b|s) in the first state. */
  private InitialLaw initial() {
    return InitialLaw.of(
        IntStream.range(0, leaderActions).toArray(), Coefficients.block(0, leaderActions));
  }
}
