package hyperlead.games;

import hyperlead.Setting;
import hyperlead.data.DataFile;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Seeded random small Markov games, with distributions over next states and ends of episodes. */
public final class RandomGame {
  private static final String HEADER =
      "state,leader_action,follower_action,next_state,probability,follower_reward,leader_reward";

  private RandomGame() {}

  /** Two to four states, two or three actions of each player, γ_F = 0.8, γ_L = 0.7, 120 steps. */
  public static Commitment of(long seed, double temperature) {
    SplittableRandom random = new SplittableRandom(seed);
    return commitment(
        seed,
        game(random, random.nextInt(2, 5), random.nextInt(2, 4), random.nextInt(2, 4)),
        temperature);
  }

  /** The same with a leader that has one action only. */
  public static Commitment ofOneLeaderAction(long seed, double temperature) {
    SplittableRandom random = new SplittableRandom(seed);
    return commitment(
        seed, game(random, random.nextInt(2, 5), 1, random.nextInt(2, 4)), temperature);
  }

  private static Commitment commitment(long seed, MarkovGame game, double temperature) {
    Commitment standard = Commitment.of("random game, seed " + seed, game, temperature);
    return new Commitment(
        new Setting(standard.name(), temperature, 0.8, 0.7, 120),
        game,
        standard.policy(),
        r -> r.doubles(standard.policy().parameters(), -1, 1).toArray());
  }

  private static MarkovGame game(SplittableRandom random, int states, int leader, int follower) {
    List<String> lines = new ArrayList<>(List.of(HEADER));
    for (int triple = 0; triple < states * leader * follower; triple++) {
      String where =
          "s%d,l%d,f%d"
              .formatted(
                  triple / (leader * follower), triple / follower % leader, triple % follower);
      String rewards = random.nextDouble(-1, 1) + "," + random.nextDouble(-1, 1);
      double share = random.nextDouble(0.1, 0.85);
      lines.add(where + ",s" + random.nextInt(states) + "," + share + "," + rewards);
      // The first rows lead round the ring, so that every state can be reached.
      String first = lines.get(lines.size() - 1).split(",", -1)[3];
      String ring = "s" + (triple / (leader * follower) + 1) % states;
      String second = first.equals(ring) ? "end" : ring;
      lines.add(where + "," + second + "," + (1 - share) + "," + rewards);
    }
    return MarkovGame.of(new DataFile("random.csv", lines));
  }
}
