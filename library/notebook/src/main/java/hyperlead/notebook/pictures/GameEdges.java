package hyperlead.notebook.pictures;

import hyperlead.algebra.TransitionPattern;
import hyperlead.games.MarkovGame;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The transitions of a game, one edge for each pair of states, each labelled with the actions that
 * lead along it.
 */
final class GameEdges {
  private static final String ANY = "·";

  private final MarkovGame game;

  GameEdges(MarkovGame game) {
    this.game = game;
  }

  /**
   * One edge.
   *
   * @param from state
   * @param to state, or the number of states for the end of the episode
   * @param lines a line for each pair of actions, or each action that leads there with any other
   */
  record Edge(int from, int to, List<String> lines) {}

  /** What two triples must share to stand in one line: next state, its probability, rewards. */
  private record Effect(int to, double probability, double follower, double leader) {}

  List<Edge> edges() {
    List<Edge> edges = new ArrayList<>();
    for (int state = 0; state < game.states().size(); state++) {
      Map<Integer, List<String>> lines = new TreeMap<>();
      for (Map.Entry<Effect, List<int[]>> same : effects(state).entrySet()) {
        lines
            .computeIfAbsent(same.getKey().to(), to -> new ArrayList<>())
            .addAll(lines(same.getKey(), same.getValue()));
      }
      for (Map.Entry<Integer, List<String>> entry : lines.entrySet()) {
        edges.add(new Edge(state, entry.getKey(), entry.getValue()));
      }
    }
    return edges;
  }

  /** The pairs of actions (b, a) of each effect. */
  private Map<Effect, List<int[]>> effects(int state) {
    Map<Effect, List<int[]>> effects = new LinkedHashMap<>();
    for (int b = 0; b < game.leaderActions().size(); b++) {
      for (int a = 0; a < game.followerActions().size(); a++) {
        int triple = game.triple(state, b, a);
        TransitionPattern pattern = game.pattern();
        for (int e = pattern.rowStart(triple); e < pattern.rowStart(triple + 1); e++) {
          Effect effect =
              new Effect(
                  pattern.successor(e),
                  game.probability(e),
                  game.followerReward(triple),
                  game.leaderReward(triple));
          effects.computeIfAbsent(effect, same -> new ArrayList<>()).add(new int[] {b, a});
        }
      }
    }
    return effects;
  }

  /** Joins pairs that cover all actions of one player; {@code ·} stands for any. */
  private List<String> lines(Effect effect, List<int[]> pairs) {
    int leaders = game.leaderActions().size();
    int followers = game.followerActions().size();
    List<String> lines = new ArrayList<>();
    for (int[] pair : pairs) {
      boolean anyLeader = pairs.stream().filter(p -> p[1] == pair[1]).count() == leaders;
      boolean anyFollower = pairs.stream().filter(p -> p[0] == pair[0]).count() == followers;
      String leader = anyLeader ? ANY : game.leaderActions().get(pair[0]);
      String follower = anyFollower ? ANY : game.followerActions().get(pair[1]);
      String line = leader + "/" + follower + suffix(effect);
      if (!lines.contains(line)) {
        lines.add(line);
      }
    }
    return lines;
  }

  private static String suffix(Effect effect) {
    String rewards = "  " + number(effect.follower()) + " | " + number(effect.leader());
    return effect.probability() == 1 ? rewards : rewards + "  p " + number(effect.probability());
  }

  private static String number(double value) {
    String text = value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    return text.replace('-', '−');
  }
}
