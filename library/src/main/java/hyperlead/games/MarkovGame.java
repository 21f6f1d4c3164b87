package hyperlead.games;

import hyperlead.data.DataFile;
import hyperlead.sparse.PolicySystem;
import hyperlead.sparse.TransitionPattern;
import hyperlead.validation.Require;
import java.util.Arrays;
import java.util.List;

/**
 * A finite Markov game of a leader and a follower: in state s the leader plays b, the follower a,
 * both are rewarded, and the next state is drawn from p(s'|s,b,a).
 *
 * <p>What happens is numbered by triples {@code (s · B + b) · A + a} of a state, one of the
 * leader's B actions and one of the follower's A actions. Every action is there in every state. The
 * model says nothing about who sees what; {@link Commitment} does. Immutable.
 */
public final class MarkovGame {
  private final List<String> states;
  private final List<String> leaderActions;
  private final List<String> followerActions;
  private final TransitionPattern pattern;
  private final double[] probability;
  private final double[] followerReward;
  private final double[] leaderReward;

  /** Arrays are taken over. */
  private MarkovGame(
      List<String> states,
      List<String> leaderActions,
      List<String> followerActions,
      TransitionPattern pattern,
      double[] probability,
      double[] followerReward,
      double[] leaderReward) {
    this.states = states;
    this.leaderActions = leaderActions;
    this.followerActions = followerActions;
    this.pattern = pattern;
    this.probability = probability;
    this.followerReward = followerReward;
    this.leaderReward = leaderReward;
  }

  /**
   * {@return a game from its arrays}
   *
   * @param states names of the states, each once; the game starts in the first
   * @param leaderActions names of the leader's B actions, each once
   * @param followerActions names of the follower's A actions, each once
   * @param pattern where a triple can lead: a pattern of the states with B · A actions
   * @param probability p(s'|s,b,a), one number an entry; entries of zero are left out
   * @param followerReward r_F(s,b,a), one number a triple, finite
   * @param leaderReward r_L(s,b,a), one number a triple, finite
   * @throws IllegalArgumentException if a name stands twice, sizes differ, a law is none, a reward
   *     is not finite, or a state cannot be reached from the first
   */
  public static MarkovGame of(
      List<String> states,
      List<String> leaderActions,
      List<String> followerActions,
      TransitionPattern pattern,
      double[] probability,
      double[] followerReward,
      double[] leaderReward) {
    List<String> names = Require.distinct("states", states);
    List<String> leader = Require.distinct("leader's actions", leaderActions);
    List<String> follower = Require.distinct("follower's actions", followerActions);
    int moves = leader.size() * follower.size();
    if (pattern.states() != states.size() || pattern.actions() != moves) {
      throw new IllegalArgumentException(
          "pattern must have %s states and %s actions: %s states, %s actions"
              .formatted(states.size(), moves, pattern.states(), pattern.actions()));
    }
    pattern.checkProbabilities(probability);
    TransitionPattern possible = pattern.where(entry -> probability[entry] > 0);
    int missing = possible.firstUnreachable(0);
    if (missing < states.size()) {
      throw new IllegalArgumentException(
          "state %s cannot be reached from the first, %s"
              .formatted(states.get(missing), states.get(0)));
    }
    return new MarkovGame(
        names,
        leader,
        follower,
        possible,
        Arrays.stream(probability).filter(p -> p > 0).toArray(),
        Require.vector("follower's reward", followerReward, pattern.pairs()).clone(),
        Require.vector("leader's reward", leaderReward, pattern.pairs()).clone());
  }

  /**
   * {@return the game read from a CSV file}
   *
   * <p>Header {@code
   * state,leader_action,follower_action,next_state,probability,follower_reward,leader_reward}, then
   * a row for each state, action of the leader, action of the follower and possible next state. The
   * next state {@code end} ends the episode. The rows of one triple repeat its rewards. States and
   * actions are numbered in the order in which their columns name them first; the game starts in
   * the first.
   *
   * @param file lines with the header first
   * @throws hyperlead.data.DataFormatException naming file, line, column and what was expected, if
   *     a row is missing or stands twice, a state is unknown or cannot be reached, a number is
   *     none, probabilities do not sum to one, or rewards of one triple differ
   */
  public static MarkovGame of(DataFile file) {
    return new GameFile(file).game();
  }

  /** {@return the names of the states; an episode starts in the first; unmodifiable} */
  public List<String> states() {
    return states;
  }

  /** {@return the names of the leader's actions; unmodifiable} */
  public List<String> leaderActions() {
    return leaderActions;
  }

  /** {@return the names of the follower's actions; unmodifiable} */
  public List<String> followerActions() {
    return followerActions;
  }

  /**
   * {@return the triple of a state and both actions}
   *
   * @param state s in [0, states)
   * @param leader b in [0, B)
   * @param follower a in [0, A)
   * @throws IllegalArgumentException if one of them is out of range
   */
  public int triple(int state, int leader, int follower) {
    Require.index("state", state, states.size());
    Require.index("leader's action", leader, leaderActions.size());
    Require.index("follower's action", follower, followerActions.size());
    return (state * leaderActions.size() + leader) * followerActions.size() + follower;
  }

  /**
   * {@return the triple of a state and both actions, by name}
   *
   * @param state one of {@link #states}
   * @param leader one of {@link #leaderActions}
   * @param follower one of {@link #followerActions}
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
    return pattern.pairs();
  }

  /** {@return where a triple can lead: a pattern of the states with B · A actions} */
  public TransitionPattern pattern() {
    return pattern;
  }

  /**
   * {@return p(s'|s,b,a) of an entry of the pattern, positive}
   *
   * @param entry in [0, entries)
   */
  public double probability(int entry) {
    return probability[entry];
  }

  /**
   * {@return the expectation {@code Σ_s' p(s'|s,b,a) v(s')}}
   *
   * @param triple in [0, triples)
   * @param values v, length {@code states + 1}, the last one that of the end
   */
  public double expectation(int triple, double[] values) {
    return pattern.expectation(triple, probability, values);
  }

  /** I − γ P of a policy over triples, factored. */
  PolicySystem factor(PolicySystem system, double[] policy, double discount) {
    return system.factor(probability, policy, discount);
  }

  /**
   * {@return r_F(s, b, a)}
   *
   * @param triple in [0, triples)
   */
  public double followerReward(int triple) {
    return followerReward[triple];
  }

  /**
   * {@return r_L(s, b, a)}
   *
   * @param triple in [0, triples)
   */
  public double leaderReward(int triple) {
    return leaderReward[triple];
  }

  /**
   * {@return the same game with another reward of the follower for one triple}
   *
   * @param triple in [0, triples)
   * @param reward r_F(s, b, a), finite
   * @throws IllegalArgumentException if one of them is out of range
   */
  public MarkovGame withFollowerReward(int triple, double reward) {
    double[] rewards = followerReward.clone();
    rewards[Require.index("triple", triple, triples())] = reward;
    Require.vector("follower's reward", rewards, rewards.length);
    return new MarkovGame(
        states, leaderActions, followerActions, pattern, probability, rewards, leaderReward);
  }

  @Override
  public String toString() {
    return "%s states, %s actions of the leader, %s of the follower"
        .formatted(states.size(), leaderActions.size(), followerActions.size());
  }
}
