package hyperlead.games;

import hyperlead.parameterizations.Coefficients;
import hyperlead.sparse.TransitionPattern;
import hyperlead.tabular.InitialLaw;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TransitionLaw;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The MDP of the follower that sees the leader's action: states (s, b), {@code P((s',b')|(s,b),a) =
 * p(s'|s,b,a) f(b'|s')}. A pair (x, a) of the MDP is a triple of the game, by number too.
 */
record SeeingReduction(MarkovGame game, int leaderActions) {
  static TabularProblem of(Commitment commitment) {
    MarkovGame game = commitment.game();
    int leaderActions = commitment.leaderActions();
    return new TabularProblem(
        commitment.setting(),
        commitment.policy(),
        new SeeingReduction(game, leaderActions).transitions(),
        // μ(s, b) = f(b|s) in the first state.
        InitialLaw.of(
            IntStream.range(0, leaderActions).toArray(), Coefficients.block(0, leaderActions)),
        game.followerReward(),
        game.leaderReward(),
        commitment.initialParameters());
  }

  /** Entries of a triple: for each s' and each b', or the end of the episode. */
  private TransitionLaw transitions() {
    TransitionPattern before = game.pattern();
    int end = game.states().size() * leaderActions;
    int[][] rows = new int[game.triples()][];
    Arrays.setAll(rows, triple -> before.row(triple).flatMap(this::successors).toArray());
    TransitionPattern pattern = TransitionPattern.of(end, game.followerActions().size(), rows);
    double[] environment =
        IntStream.range(0, before.entries())
            .flatMap(e -> successors(e).map(x -> e))
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

  /** Of an entry of the game: (s', b') for every b', or the end. */
  private IntStream successors(int entry) {
    int next = game.pattern().successor(entry);
    int width = next == game.pattern().end() ? 1 : leaderActions;
    return IntStream.range(next * leaderActions, next * leaderActions + width);
  }
}
