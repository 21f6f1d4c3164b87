package hyperlead;

import hyperlead.validation.Require;
import java.util.List;

/**
 * What the leader saw in one round: episodes under one θ and one response.
 *
 * @param <E> the family's episodes
 */
public final class Episodes<E extends Episode> {
  private final LeaderProblem<E, ?> problem;
  private final double[] configuration;
  private final List<E> list;

  /**
   * A round of episodes.
   *
   * @param problem the problem that they come from
   * @param configuration y at the θ that they were played under, an entry for each configuration
   * @param list the episodes, in order
   * @throws IllegalArgumentException if there are none
   */
  public Episodes(LeaderProblem<E, ?> problem, double[] configuration, List<E> list) {
    if (list.isEmpty()) {
      throw new IllegalArgumentException("episodes must not be empty");
    }
    this.problem = problem;
    this.configuration = configuration;
    this.list = List.copyOf(list);
  }

  /** {@return the problem that the episodes come from, for its constants} */
  public LeaderProblem<E, ?> problem() {
    return problem;
  }

  /** {@return the episodes, in order; at least one, unmodifiable} */
  public List<E> list() {
    return list;
  }

  /** {@return the number of steps over all episodes} */
  public int steps() {
    int steps = 0;
    for (E episode : list) {
      steps += episode.length();
    }
    return steps;
  }

  /**
   * {@return the mean over the episodes of the discounted return {@code Σ_t γ_L^t r_L(x_t, a_t)}}
   */
  public double meanReturn() {
    double sum = 0;
    for (E episode : list) {
      double discount = 1;
      for (int t = 0; t < episode.length(); t++) {
        sum += discount * episode.leaderReward(t);
        discount *= problem.leaderDiscount();
      }
    }
    return sum / list.size();
  }

  /**
   * {@return a zero vector with an entry for each configuration, to add gradients into; a new
   * array}
   */
  public double[] zeroGradient() {
    return new double[configuration.length];
  }

  /**
   * The mean over the episodes of a summed gradient, with respect to θ.
   *
   * @param sum gradient with respect to y, summed over the episodes, an entry for each
   *     configuration; changed in place
   * @return gradient with respect to θ, length d
   */
  public double[] meanGradient(double[] sum) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] /= list.size();
    }
    return problem.parameterization().pullBack(configuration, sum);
  }

  /**
   * How much to simulate: whichever of the two limits is reached first.
   *
   * @param episodes most episodes
   * @param steps most steps in all; the episode that would go beyond is cut there
   */
  public record Budget(int episodes, int steps) {
    /**
     * A budget with two limits.
     *
     * @param episodes most episodes, &gt; 0
     * @param steps most steps in all, &gt; 0
     * @throws IllegalArgumentException if one of the limits is not positive
     */
    public Budget {
      Require.positive("episodes", episodes);
      Require.positive("steps", steps);
    }

    /**
     * So many whole episodes: estimates from them have no bias but the horizon's.
     *
     * @param episodes number of episodes, &gt; 0
     * @return a budget without a limit on steps
     */
    public static Budget episodes(int episodes) {
      return new Budget(episodes, Integer.MAX_VALUE);
    }

    /**
     * So many steps, in one episode after the other. The last episode is cut, which biases
     * estimates towards early steps; the bias vanishes as steps grow against the length of an
     * episode.
     *
     * @param steps number of steps over all episodes, &gt; 0
     * @return a budget without a limit on episodes
     */
    public static Budget steps(int steps) {
      return new Budget(Integer.MAX_VALUE, steps);
    }

    @Override
    public String toString() {
      if (episodes == Integer.MAX_VALUE) {
        return steps + " steps";
      }
      return episodes + " episodes" + (steps == Integer.MAX_VALUE ? "" : " or " + steps + " steps");
    }
  }

  @Override
  public String toString() {
    return list.size() + " episodes, " + steps() + " steps of " + problem.name();
  }
}
