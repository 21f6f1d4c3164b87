package hyperlead;

import hyperlead.algebra.Require;

/**
 * How much to simulate: whichever of the two limits is reached first.
 *
 * @param episodes most episodes
 * @param steps most steps in all; the episode that would go beyond is cut there
 */
public record Budget(int episodes, int steps) {
  public Budget {
    Require.positive("episodes", episodes);
    Require.positive("steps", steps);
  }

  /**
   * {@return so many whole episodes, &gt; 0: estimates from them have no bias but the horizon's}
   */
  public static Budget episodes(int episodes) {
    return new Budget(episodes, Integer.MAX_VALUE);
  }

  /**
   * {@return so many steps, &gt; 0, in one episode after the other} The last episode is cut, which
   * biases estimates towards early steps; the bias vanishes as steps grow against the length of an
   * episode.
   */
  public static Budget steps(int steps) {
    return new Budget(Integer.MAX_VALUE, steps);
  }

  @Override
  public String toString() {
    boolean isByEpisodes = steps == Integer.MAX_VALUE;
    String count = episodes + (episodes == 1 ? " episode" : " episodes");
    String limit = steps + (steps == 1 ? " step" : " steps");
    boolean isBySteps = episodes == Integer.MAX_VALUE;
    return isByEpisodes ? count : isBySteps ? limit : count + " or " + limit;
  }
}
