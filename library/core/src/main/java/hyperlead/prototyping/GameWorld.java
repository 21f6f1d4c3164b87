package hyperlead.prototyping;

import hyperlead.algebra.Require;
import hyperlead.algebra.TransitionPattern;
import hyperlead.games.Commitment;
import hyperlead.games.MarkovGame;
import hyperlead.parameters.Coefficients;
import hyperlead.parameters.FreeParameters;
import hyperlead.tabular.TransitionLaw;
import java.util.List;

/**
 * States and both players' actions by name, for games written as lambdas over them.
 *
 * <pre>{@code
 * GameWorld<String, String, String> tollRoad =
 *     GameWorld.of(List.of("town", "bridge"), List.of("open", "toll"), List.of("stay", "cross"));
 * Commitment commitment =
 *     tollRoad.commitment(
 *         "toll",
 *         (state, leader, follower) -> Outcomes.to(follower.equals("cross") ? "bridge" : "town"),
 *         (state, leader, follower) -> follower.equals("cross") ? 1 : 0,
 *         (state, leader, follower) -> leader.equals("toll") ? 2 : 0,
 *         0.1);
 * }</pre>
 *
 * <p>The counterpart of {@link World} for a leader that plays instead of configuring: θ is its
 * policy, so rewards and transitions are plain numbers. A game of a CSV file is read by {@link
 * MarkovGame#of(hyperlead.data.DataFile)} instead. Names are numbered in the order of their lists.
 * Immutable.
 *
 * @param <S> states: strings, numbers, records, anything with equals
 */
public final class GameWorld<S, B, A> {
  /** Rewards and transitions of a game do not depend on θ: there is a y, but nobody reads it. */
  private static final FreeParameters UNREAD = new FreeParameters(1);

  private final World<S, Moves<B, A>> world;
  private final List<B> leaderActions;
  private final List<A> followerActions;

  private GameWorld(World<S, Moves<B, A>> world, List<B> leaderActions, List<A> followerActions) {
    this.world = world;
    this.leaderActions = leaderActions;
    this.followerActions = followerActions;
  }

  /** What both players do in one step: one action of the {@link World}. */
  private record Moves<B, A>(B leader, A follower) {
    /** For messages. */
    @Override
    public String toString() {
      return "(leader %s, follower %s)".formatted(leader, follower);
    }
  }

  /** The transition law p(·|s, b, a) of a game, as a lambda. */
  @FunctionalInterface
  public interface Transitions<S, B, A> {
    /** {@return where a step can lead, with probabilities} */
    Outcomes<S> at(S state, B leader, A follower);
  }

  /** A player's reward r(s, b, a) in a game, as a lambda. */
  @FunctionalInterface
  public interface Reward<S, B, A> {
    /** {@return r(s, b, a), dimensionless, finite} */
    double at(S state, B leader, A follower);
  }

  /**
   * {@return a world of these states and actions}
   *
   * @param states names of the states, each once; a game starts in the first
   * @param leaderActions names of the leader's actions, each once; all are there in every state
   * @param followerActions names of the follower's actions, likewise
   * @throws IllegalArgumentException if a list is empty or names one twice
   */
  public static <S, B, A> GameWorld<S, B, A> of(
      List<S> states, List<B> leaderActions, List<A> followerActions) {
    List<B> leader = Require.distinct("leader's actions", leaderActions);
    List<A> follower = Require.distinct("follower's actions", followerActions);
    List<Moves<B, A>> moves =
        leader.stream().flatMap(b -> follower.stream().map(a -> new Moves<>(b, a))).toList();
    return new GameWorld<>(World.of(states, moves), leader, follower);
  }

  /**
   * {@return the game of these lambdas, which starts in the first state}
   *
   * @throws IllegalArgumentException naming what is wrong with its state, both actions and next
   *     state: a law that is none, a reward that is not finite, or two names that print alike
   */
  public MarkovGame game(
      Transitions<S, B, A> transitions,
      Reward<S, B, A> followerReward,
      Reward<S, B, A> leaderReward) {
    TransitionLaw law =
        world.transitions(
            UNREAD, (y, state, moves) -> transitions.at(state, moves.leader, moves.follower));
    return new MarkovGame(
        printed(world.states()),
        printed(leaderActions),
        printed(followerActions),
        law,
        table("follower's reward", followerReward, law.pattern()),
        table("leader's reward", leaderReward, law.pattern()));
  }

  private static List<String> printed(List<?> names) {
    return names.stream().<String>map(String::valueOf).toList();
  }

  private Coefficients table(String name, Reward<S, B, A> reward, TransitionPattern pattern) {
    return Coefficients.fixed(
        world
            .reward(
                name,
                (y, state, moves) -> Expression.of(reward.at(state, moves.leader, moves.follower)),
                pattern::isAvailable)
            .all(new double[1]));
  }

  /**
   * {@return a leader of the game with a logit for each state and action, all zero at the start;
   * γ_F = γ_L = 0.99, episodes of 150 steps}
   *
   * @param temperature τ &gt; 0, in units of reward
   * @throws IllegalArgumentException as {@link #game}, and if τ is not positive
   */
  public Commitment commitment(
      String name,
      Transitions<S, B, A> transitions,
      Reward<S, B, A> followerReward,
      Reward<S, B, A> leaderReward,
      double temperature) {
    return Commitment.of(name, game(transitions, followerReward, leaderReward), temperature);
  }

  @Override
  public String toString() {
    return "%s states, %s × %s actions"
        .formatted(world.states().size(), leaderActions.size(), followerActions.size());
  }
}
