package hyperlead.environments;

import hyperlead.algebra.Gaussian;
import hyperlead.algebra.Require;
import hyperlead.data.Constants;
import hyperlead.data.DataFile;
import hyperlead.games.Commitment;
import hyperlead.games.MarkovGame;
import hyperlead.parameters.SoftmaxPolicy;
import hyperlead.tabular.TabularProblem;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/**
 * DiscreteToy(R): a Markov game of three states in which the leader must give the follower a reason
 * to come.
 *
 * <p>In S the follower earns 1 by going to A (a) or to B (b); the leader earns 1 when it goes to A.
 * In A the leader either gives (action 0: the follower may collect R by going on to B) or takes
 * (action 1: the follower loses 1 and is back in S at once, so that the leader can earn again
 * sooner). From B the way leads back to S. Actions that do nothing stay where they are.
 *
 * <pre>
 * S: s → S, a → A, b → B        r_F(S,·,a) = r_F(S,·,b) = 1,   r_L(S,·,a) = 1
 * A: leader 0: s → S, a → A, b → B with r_F(A,0,b) = R;   leader 1: any → S with r_F = −1
 * B: s → S, a and b → B
 * </pre>
 *
 * <p>The follower sees the leader's action. θ is a table of 3 × 2 logits of f(b|s), row by row, of
 * which only those of A matter. The more often the leader takes, the more it earns, until the
 * follower no longer comes to A: just beyond the best policy is a cliff, which only the guidance
 * sees. Best f(1|A) at τ = 0.05: 0.166 for R = 1, 0.503 for R = 2, where it stays near the start.
 * Data: datasets/discrete-toy. Source: arXiv 2603.14867.
 */
public final class DiscreteToy {
  /** Files of datasets/discrete-toy/games. */
  private static final List<String> GAMES =
      List.of(
          "1_1a", "1_1b", "1_2a", "1_2b", "1_2c", "1_2d", "1_2e", "1_2f", "1_2g", "2_1", "2_2",
          "3_1a", "3_1b", "3_2");

  private final MarkovGame game;
  private final Constants constants;

  private DiscreteToy(Function<String, DataFile> folder) {
    this.game = MarkovGame.of(folder.apply("game.csv"));
    this.constants = Constants.of(folder.apply("constants.csv"));
  }

  /** {@return DiscreteToy with the benchmark's constants} */
  public static DiscreteToy bundled() {
    return new DiscreteToy(file -> DataFile.bundled("discrete-toy/" + file));
  }

  /**
   * {@return DiscreteToy with rewards, transitions and constants of one's own}
   *
   * @param folder holds game.csv and constants.csv
   * @throws hyperlead.data.DataFormatException naming file, line and column of what is wrong
   */
  public static DiscreteToy read(Path folder) {
    return new DiscreteToy(file -> DataFile.read(folder.resolve(file)));
  }

  /**
   * {@return the benchmark problem: to lead a follower that sees the leader's action}
   *
   * @param reward R, what the follower collects in A, finite; published: 1 and 2
   * @param temperature τ &gt; 0, in units of reward; published: 0.05
   * @throws IllegalArgumentException if R is not finite or τ not positive
   */
  public static TabularProblem problem(double reward, double temperature) {
    return bundled().commitment(reward, temperature).problem();
  }

  /**
   * {@return the game with the leader's policies}
   *
   * @param reward R, what the follower collects in A, finite
   * @param temperature τ &gt; 0, in units of reward
   * @throws IllegalArgumentException if R is not finite or τ not positive, or if the game that was
   *     read has no state A, leader's action 0 or follower's action b
   */
  public Commitment commitment(double reward, double temperature) {
    return named(
        "DiscreteToy(R = " + reward + ")",
        game.withFollowerReward(game.triple("A", "0", "b"), reward),
        constants,
        temperature);
  }

  /**
   * {@return another game of three states by the authors of DiscreteToy, with the same constants}
   *
   * @param name of its file in datasets/discrete-toy/games, such as {@code 1_2c}; the note beside
   *     them says what each shows
   * @param temperature τ &gt; 0, in units of reward
   * @throws IllegalArgumentException if there is none of that name or τ is not positive
   */
  public static Commitment game(String name, double temperature) {
    if (!GAMES.contains(name)) {
      throw Require.unknown("game", GAMES, name);
    }
    return bundled("DiscreteToy(" + name + ")", "games/" + name + ".csv", temperature);
  }

  /** Another game of the benchmark's folder. */
  static Commitment bundled(String name, String file, double temperature) {
    MarkovGame game = MarkovGame.of(DataFile.bundled("discrete-toy/" + file));
    return named(name, game, bundled().constants, temperature);
  }

  /** A game of this folder, led by a table of logits. */
  private static Commitment named(
      String name, MarkovGame game, Constants constants, double temperature) {
    double deviation = constants.get("initial_deviation");
    SoftmaxPolicy policy = new SoftmaxPolicy(game.states().size(), game.leaderActions().size());
    return new Commitment(
        constants.setting(name, temperature),
        game,
        policy,
        random -> Gaussian.vector(random, policy.parameters(), deviation));
  }

  @Override
  public String toString() {
    return "DiscreteToy, " + game;
  }
}
