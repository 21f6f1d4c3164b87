package hyperlead.games;

import hyperlead.sparse.TransitionPattern;
import hyperlead.tabular.InitialLaw;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularReward;
import hyperlead.tabular.TransitionLaw;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

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
        new Transitions(),
        InitialLaw.startingIn(0),
        new Reward(game::followerReward),
        new Reward(game::leaderReward),
        commitment.initialParameters());
  }

  private int triple(int state, int leader, int follower) {
    return (state * leaderActions + leader) * followerActions + follower;
  }

  /** r(s,a) = Σ_b f(b|s) r(s,b,a). */
  private final class Reward implements TabularReward {
    private final IntToDoubleFunction ofTriple;

    Reward(IntToDoubleFunction ofTriple) {
      this.ofTriple = ofTriple;
    }

    @Override
    public double at(double[] y, int state, int action) {
      double sum = 0;
      for (int b = 0; b < leaderActions; b++) {
        sum += y[state * leaderActions + b] * ofTriple.applyAsDouble(triple(state, b, action));
      }
      return sum;
    }

    @Override
    public void addGradient(double[] y, int state, int action, double weight, double[] g) {
      for (int b = 0; b < leaderActions; b++) {
        g[state * leaderActions + b] += weight * ofTriple.applyAsDouble(triple(state, b, action));
      }
    }
  }

  /** P(s'|s,a) = Σ_b f(b|s) p(s'|s,b,a). */
  private final class Transitions implements TransitionLaw {
    private final TransitionPattern pattern;
    private final int[] stateOf;
    private final double[][] environment;

    Transitions() {
      int[][] rows = new int[game.states().size() * followerActions][];
      for (int pair = 0; pair < rows.length; pair++) {
        rows[pair] = successors(pair / followerActions, pair % followerActions);
      }
      pattern = TransitionPattern.of(game.states().size(), followerActions, rows);
      stateOf = new int[pattern.entries()];
      environment = new double[pattern.entries()][leaderActions];
      for (int pair = 0; pair < rows.length; pair++) {
        for (int entry = pattern.rowStart(pair); entry < pattern.rowStart(pair + 1); entry++) {
          stateOf[entry] = pair / followerActions;
          fill(environment[entry], pair, pattern.successor(entry));
        }
      }
    }

    private int[] successors(int state, int action) {
      boolean[] possible = new boolean[game.states().size() + 1];
      for (int b = 0; b < leaderActions; b++) {
        for (int next : game.next(triple(state, b, action))) {
          possible[next] = true;
        }
      }
      int[] row = new int[possible.length];
      int length = 0;
      for (int next = 0; next < possible.length; next++) {
        if (possible[next]) {
          row[length++] = next;
        }
      }
      return Arrays.copyOf(row, length);
    }

    /** p(s'|s,b,a) for every b. */
    private void fill(double[] ofAction, int pair, int next) {
      for (int b = 0; b < leaderActions; b++) {
        int triple = triple(pair / followerActions, b, pair % followerActions);
        int[] successors = game.next(triple);
        for (int i = 0; i < successors.length; i++) {
          if (successors[i] == next) {
            ofAction[b] = game.probability(triple)[i];
          }
        }
      }
    }

    @Override
    public TransitionPattern pattern() {
      return pattern;
    }

    @Override
    public double[] probabilities(double[] y) {
      double[] p = new double[pattern.entries()];
      for (int entry = 0; entry < p.length; entry++) {
        for (int b = 0; b < leaderActions; b++) {
          p[entry] += y[stateOf[entry] * leaderActions + b] * environment[entry][b];
        }
      }
      return p;
    }

    @Override
    public void addGradient(double[] y, int entry, double weight, double[] g) {
      for (int b = 0; b < leaderActions; b++) {
        g[stateOf[entry] * leaderActions + b] += weight * environment[entry][b];
      }
    }
  }
}
