package hyperlead.games;

import hyperlead.sparse.TransitionPattern;
import hyperlead.tabular.InitialLaw;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularReward;
import hyperlead.tabular.TransitionLaw;
import java.util.Arrays;
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
        new Transitions(),
        new Initial(),
        reward(game::followerReward),
        reward(game::leaderReward),
        commitment.initialParameters());
  }

  private TabularReward reward(IntToDoubleFunction ofTriple) {
    double[] table = new double[game.triples()];
    Arrays.setAll(table, ofTriple);
    return TabularReward.fixed(table, game.followerActions().size());
  }

  /** Entries of a triple: for each s' and each b', or the end of the episode. */
  private final class Transitions implements TransitionLaw {
    private final TransitionPattern pattern;
    private final double[] environment;

    Transitions() {
      int end = game.states().size() * leaderActions;
      int[][] rows = new int[game.triples()][];
      for (int triple = 0; triple < rows.length; triple++) {
        rows[triple] = successors(game.next(triple), end);
      }
      pattern = TransitionPattern.of(end, game.followerActions().size(), rows);
      environment = environment();
    }

    private int[] successors(int[] next, int end) {
      return Arrays.stream(next)
          .flatMap(
              s ->
                  s == game.states().size()
                      ? Arrays.stream(new int[] {end})
                      : IntStream.range(s * leaderActions, (s + 1) * leaderActions))
          .toArray();
    }

    /** p(s'|s,b,a) for every entry, whatever its b'. */
    private double[] environment() {
      double[] p = new double[pattern.entries()];
      int entry = 0;
      for (int triple = 0; triple < game.triples(); triple++) {
        int[] next = game.next(triple);
        double[] law = game.probability(triple);
        for (int i = 0; i < next.length; i++) {
          int width = next[i] == game.states().size() ? 1 : leaderActions;
          Arrays.fill(p, entry, entry + width, law[i]);
          entry += width;
        }
      }
      return p;
    }

    @Override
    public TransitionPattern pattern() {
      return pattern;
    }

    @Override
    public double[] probabilities(double[] y) {
      double[] p = environment.clone();
      for (int entry = 0; entry < p.length; entry++) {
        int next = pattern.successor(entry);
        if (next != pattern.end()) {
          p[entry] *= y[next];
        }
      }
      return p;
    }

    /** ∂P/∂f(b'|s') = p(s'|s,b,a): the successor (s', b') is the index into y. */
    @Override
    public void addGradient(double[] y, int entry, double weight, double[] g) {
      int next = pattern.successor(entry);
      if (next != pattern.end()) {
        g[next] += weight * environment[entry];
      }
    }
  }

  /** μ(s, b) = f(b|s) in the first state. */
  private final class Initial implements InitialLaw {
    private final int[] states = IntStream.range(0, leaderActions).toArray();

    @Override
    public int[] states() {
      return states;
    }

    @Override
    public double[] probabilities(double[] y) {
      return Arrays.copyOf(y, leaderActions);
    }

    @Override
    public void addGradient(double[] y, int index, double weight, double[] g) {
      g[index] += weight;
    }
  }
}
