package hyperlead.games;

import hyperlead.algebra.Require;
import hyperlead.algebra.TransitionPattern;
import hyperlead.data.DataFile;
import hyperlead.parameters.Coefficients;
import hyperlead.tabular.TransitionLaw;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A finite Markov game of a leader and a follower: in state s the leader plays b, the follower a,
 * both are rewarded, and the next state is drawn from p(s'|s,b,a).
 *
 * <p>What happens is numbered by triples {@code (s · B + b) · A + a} of a state, one of the
 * leader's B actions and one of the follower's A actions. The leader has every action in every
 * state; a triple whose action of the follower is not available has an empty row. The model says
 * nothing about who sees what; {@link Commitment} does. Immutable.
 *
 * @param states names of the states, each once; the game starts in the first
 * @param leaderActions names of the leader's B actions, each once
 * @param followerActions names of the follower's A actions, each once
 * @param transitions p(s'|s,b,a): where a triple leads, a law of the states with B · A actions;
 *     entries of zero are left out
 * @param followerReward r_F(s,b,a), one number a triple
 * @param leaderReward r_L(s,b,a), one number a triple
 */
public record MarkovGame(
    List<String> states,
    List<String> leaderActions,
    List<String> followerActions,
    TransitionLaw transitions,
    Coefficients followerReward,
    Coefficients leaderReward) {
  /** The configuration of numbers that have none. */
  private static final double[] NONE = {};

  /**
   * Throws an {@link IllegalArgumentException} if a name stands twice, sizes differ, or numbers are
   * not fixed.
   */
  public MarkovGame {
    states = Require.distinct("states", states);
    leaderActions = Require.distinct("leader's actions", leaderActions);
    followerActions = Require.distinct("follower's actions", followerActions);
    int moves = leaderActions.size() * followerActions.size();
    TransitionPattern pattern = transitions.pattern();
    boolean fits = pattern.states() == states.size() && pattern.actions() == moves;
    Require.that(fits, "law must have %s states and %s actions: %s", states.size(), moves, pattern);
    double[] law = numbers("law", transitions.probability(), pattern.entries());
    numbers("follower's reward", followerReward, pattern.pairs());
    numbers("leader's reward", leaderReward, pattern.pairs());
    transitions =
        new TransitionLaw(
            pattern.where(e -> law[e] > 0),
            Coefficients.fixed(Arrays.stream(law).filter(p -> p > 0).toArray()));
    for (int t = 0; t < pattern.pairs(); t += followerActions.size()) {
      int pair = t / followerActions.size();
      Require.that(
          IntStream.range(t, t + followerActions.size()).anyMatch(pattern::isAvailable),
          "the follower must have an action in state %s, leader's action %s",
          states.get(pair / leaderActions.size()),
          leaderActions.get(pair % leaderActions.size()));
    }
  }

  private static double[] numbers(String name, Coefficients numbers, int size) {
    Require.that(numbers.isFixed(), "%s must not move with a configuration: %s", name, numbers);
    return Require.vector(name, numbers.all(NONE), size);
  }

  /**
   * {@return the game read from a CSV file}
   *
   * <p>Header {@code
   * state,leader_action,follower_action,next_state,probability,follower_reward,leader_reward}, then
   * a row for each state, action of the leader, action of the follower and possible next state. The
   * next state {@code end} ends the episode. Rewards may differ by row: what counts is their
   * expectation r(s,b,a) = Σ p r. A next state may stand in several rows of a triple. States and
   * actions are numbered in the order in which their columns name them first; the game starts in
   * the first.
   *
   * @param file lines with the header first
   * @throws hyperlead.data.DataFormatException naming file, line, column and what was expected, if
   *     a row is missing, a state is unknown, a number is none, or probabilities do not sum to one
   */
  public static MarkovGame of(DataFile file) {
    return new GameFile(file).game();
  }

  /**
   * {@return the triple of s in [0, states), b in [0, B) and a in [0, A)}
   *
   * @throws IllegalArgumentException if one of them is out of range
   */
  public int triple(int state, int leader, int follower) {
    Require.index("state", state, states.size());
    Require.index("leader's action", leader, leaderActions.size());
    Require.index("follower's action", follower, followerActions.size());
    return (state * leaderActions.size() + leader) * followerActions.size() + follower;
  }

  /**
   * {@return the triple of a state, an action of the leader and one of the follower, by name}
   *
   * @throws IllegalArgumentException if the game does not know a name
   */
  public int triple(String state, String leader, String follower) {
    return triple(
        index("state", states, state),
        index("leader's action", leaderActions, leader),
        index("follower's action", followerActions, follower));
  }

  private static int index(String what, List<String> names, String name) {
    int index = names.indexOf(name);
    if (index < 0) {
      throw Require.unknown(what, names, name);
    }
    return index;
  }

  /** {@return the number of triples: states · B · A} */
  public int triples() {
    return pattern().pairs();
  }

  /** {@return where a triple can lead: a pattern of the states with B · A actions} */
  public TransitionPattern pattern() {
    return transitions.pattern();
  }

  /** {@return p(s'|s,b,a) of an entry of the pattern, in [0, entries); positive} */
  public double probability(int entry) {
    return transitions.probability().at(NONE, entry);
  }

  /** {@return r_F(s, b, a) of a triple, in [0, triples)} */
  public double followerReward(int triple) {
    return followerReward.at(NONE, triple);
  }

  /** {@return r_L(s, b, a) of a triple, in [0, triples)} */
  public double leaderReward(int triple) {
    return leaderReward.at(NONE, triple);
  }

  /**
   * {@return the same game with another reward r_F(s, b, a), finite, of the follower for one
   * triple}
   *
   * @throws IllegalArgumentException if one of them is out of range
   */
  public MarkovGame withFollowerReward(int triple, double reward) {
    double[] rewards = followerReward.all(NONE);
    rewards[Require.index("triple", triple, triples())] = reward;
    Require.vector("follower's reward", rewards, rewards.length);
    Coefficients changed = Coefficients.fixed(rewards);
    return new MarkovGame(
        states, leaderActions, followerActions, transitions, changed, leaderReward);
  }

  @Override
  public String toString() {
    return "%s states, %s actions of the leader, %s of the follower"
        .formatted(states.size(), leaderActions.size(), followerActions.size());
  }
}
