package hyperlead.followers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hyperlead.Budget;
import hyperlead.Episodes;
import hyperlead.environments.FourRooms;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularFollower;
import hyperlead.tabular.TabularMdp;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import hyperlead.tabular.TransitionLaw;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MismatchedSimulatorTest {
  private static final TabularProblem PROBLEM = FourRooms.problem(0.005);

  private static TransitionLaw slipping(double chance) {
    return FourRooms.bundled().withSlip(chance).at(0.005).transitions();
  }

  private static MismatchedSimulator mismatched(double chance) {
    return new MismatchedSimulator(new SoftPolicyIteration(), slipping(chance));
  }

  private static TabularResponse response() {
    return respond(new SoftPolicyIteration());
  }

  private static TabularResponse respond(TabularFollower.Kind follower) {
    return follower.on(PROBLEM).respond(PROBLEM.initialParameters(new SplittableRandom(1)));
  }

  @Test
  void episodesFollowTheOtherLaw() {
    // In the corridor of the start, where no neighbour is a wall's, moves can be told from slips.
    assertEquals(0.44, slips(response()), 0.012);
    assertEquals(0.33, slips(respond(mismatched(0.33))), 0.012);
  }

  /** Share of steps that did not go where the action points, among cells without a wall. */
  private static double slips(TabularResponse acting) {
    Episodes<TabularEpisode> round = acting.play(Budget.steps(60_000), new SplittableRandom(2));
    double steps = 0;
    double slips = 0;
    for (TabularEpisode episode : round.list()) {
      for (int t = 0; t < episode.length(); t++) {
        int likeliest = likeliest(acting.mdp(), episode.state(t), episode.action(t));
        if (likeliest >= 0) {
          steps++;
          slips += episode.state(t + 1) == likeliest ? 0 : 1;
        }
      }
    }
    // About 15,000 such steps at the least: standard error at most 0.004.
    assertEquals(true, steps > 15_000, steps + " steps");
    return slips / steps;
  }

  /** Where a move leads if the cell has four free neighbours, else −1. */
  private static int likeliest(TabularMdp mdp, int state, int action) {
    int pair = state * 4 + action;
    int from = mdp.pattern().rowStart(pair);
    if (mdp.pattern().rowStart(pair + 1) - from < 4) {
      return -1;
    }
    int best = from;
    for (int e = from; e < from + 4; e++) {
      if (mdp.pattern().successor(e) == state) {
        return -1;
      }
      best = mdp.probability(e) > mdp.probability(best) ? e : best;
    }
    return mdp.pattern().successor(best);
  }

  @Test
  void theSameLawGivesTheSameEpisodes() {
    Budget budget = Budget.steps(500);
    Episodes<TabularEpisode> plain = response().play(budget, new SplittableRandom(3));
    Episodes<TabularEpisode> same = respond(mismatched(0.44)).play(budget, new SplittableRandom(3));
    assertArrayEquals(entries(plain), entries(same));
  }

  private static int[] entries(Episodes<TabularEpisode> round) {
    return round.list().stream()
        .flatMapToInt(
            episode -> java.util.stream.IntStream.range(0, episode.length()).map(episode::entry))
        .toArray();
  }

  @Test
  void theObjectiveIsThatOfTheProblem() {
    assertEquals(response().objective(), respond(mismatched(0.33)).objective(), 0.0);
  }

  @Test
  void rejectsALawOnAnotherPattern() {
    Exception e = assertThrows(IllegalArgumentException.class, () -> respond(mismatched(0)));
    assertEquals(
        "simulated law must lead to the same states as that of FourRooms(τ = 0.005)",
        e.getMessage());
  }
}
