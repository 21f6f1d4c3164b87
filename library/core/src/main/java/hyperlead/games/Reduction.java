package hyperlead.games;

import hyperlead.algebra.Require;
import hyperlead.algebra.TransitionPattern;
import hyperlead.parameters.Coefficients;
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

/** The MDPs of the follower that sees the leader's action b ~ f(·|s), and of one that does not. */
record Reduction(Commitment commitment, MarkovGame game, int leaderActions, int followerActions) {
  static Reduction of(Commitment commitment) {
    MarkovGame game = commitment.game();
    return new Reduction(
        commitment, game, commitment.leaderActions(), game.followerActions().size());
  }

  /**
   * States (s, b), {@code P((s',b')|(s,b),a) = p(s'|s,b,a) f(b'|s')}. A pair (x, a) of the MDP is a
   * triple of the game, by number too.
   */
  TabularProblem seeing() {
    return new TabularProblem(
        commitment.setting(),
        commitment.policy(),
        transitionsWithNextAction(),
        // μ(s, b) = f(b|s) in the first state.
        new InitialLaw(
            IntStream.range(0, leaderActions).boxed().toList(),
            Coefficients.block(0, leaderActions)),
        game.followerReward(),
        game.leaderReward(),
        commitment.initialParameters());
  }

  /** Entries of a triple: for each s' and each b', or the end of the episode. */
  private TransitionLaw transitionsWithNextAction() {
    TransitionPattern before = game.pattern();
    int end = game.states().size() * leaderActions;
    int[][] rows = new int[game.triples()][];
    Arrays.setAll(rows, triple -> before.row(triple).flatMap(this::successors).toArray());
    TransitionPattern pattern = TransitionPattern.of(end, followerActions, rows);
    double[] environment =
        IntStream.range(0, before.entries())
            .flatMap(e -> successors(e).map(x -> e))
            .mapToDouble(game::probability)
            .toArray();
    return new TransitionLaw(pattern, withNextAction(pattern, environment));
  }

  /**
   * P = p f(b'|s'), ∂P/∂f(b'|s') = p: the successor (s', b') is the index into y. A class of its
   * own: a lambda would be reached through two calls for each entry, at every θ.
   */
  private static Coefficients withNextAction(TransitionPattern pattern, double[] environment) {
    return new Coefficients() {
      @Override
      public int size() {
        return environment.length;
      }

      @Override
      public double at(double[] y, int e) {
        int next = pattern.successor(e);
        return environment[e] * (next == pattern.end() ? 1 : y[next]);
      }

      @Override
      public void addGradient(double[] y, int e, double weight, double[] g) {
        int next = pattern.successor(e);
        if (next != pattern.end()) {
          g[next] += weight * environment[e];
        }
      }
    };
  }

  /** Of an entry of the game: (s', b') for every b', or the end. */
  private IntStream successors(int entry) {
    int next = game.pattern().successor(entry);
    int width = next == game.pattern().end() ? 1 : leaderActions;
    return IntStream.range(next * leaderActions, next * leaderActions + width);
  }

  /** States s, everything averaged over b ~ f(·|s). */
  TabularProblem blind() {
    return new TabularProblem(
        commitment.setting().withNote("leader's action unseen"),
        commitment.policy(),
        averagedTransitions(),
        InitialLaw.startingIn(0),
        averaged(game::followerReward),
        averaged(game::leaderReward),
        commitment.initialParameters());
  }

  /** P(s'|s,a) = Σ_b f(b|s) p(s'|s,b,a). */
  private TransitionLaw averagedTransitions() {
    int[][] rows = new int[game.states().size() * followerActions][];
    List<double[]> ofLeader = new ArrayList<>();
    for (int pair = 0; pair < rows.length; pair++) {
      checkAvailable(pair);
      SortedMap<Integer, double[]> law = law(pair);
      rows[pair] = law.keySet().stream().mapToInt(next -> next).toArray();
      ofLeader.addAll(law.values());
    }
    TransitionPattern pattern = TransitionPattern.of(game.states().size(), followerActions, rows);
    int[] pairs = IntStream.range(0, pattern.entries()).map(pattern::pair).toArray();
    return new TransitionLaw(pattern, averaged(pairs, ofLeader.toArray(double[][]::new)));
  }

  private void checkAvailable(int pair) {
    long available =
        IntStream.range(0, leaderActions)
            .filter(b -> game.pattern().isAvailable(triple(pair, b)))
            .count();
    Require.that(
        available % leaderActions == 0,
        "a follower that does not see the leader's action must have %s in state %s with all of them"
            + " or none: with %s of %s",
        game.followerActions().get(pair % followerActions),
        game.states().get(pair / followerActions),
        available,
        leaderActions);
  }

  /** p(s'|s,b,a) for every b, by s'. */
  private SortedMap<Integer, double[]> law(int pair) {
    SortedMap<Integer, double[]> law = new TreeMap<>();
    for (int b = 0; b < leaderActions; b++) {
      for (int e : game.pattern().row(triple(pair, b)).toArray()) {
        int next = game.pattern().successor(e);
        law.computeIfAbsent(next, s -> new double[leaderActions])[b] += game.probability(e);
      }
    }
    return law;
  }

  private int triple(int pair, int leader) {
    return game.triple(pair / followerActions, leader, pair % followerActions);
  }

  /** r(s,a) = Σ_b f(b|s) r(s,b,a). */
  private Coefficients averaged(IntToDoubleFunction ofTriple) {
    int[] pairs = IntStream.range(0, game.states().size() * followerActions).toArray();
    double[][] ofLeader = new double[pairs.length][leaderActions];
    for (int pair : pairs) {
      Arrays.setAll(ofLeader[pair], b -> ofTriple.applyAsDouble(triple(pair, b)));
    }
    return averaged(pairs, ofLeader);
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
}
