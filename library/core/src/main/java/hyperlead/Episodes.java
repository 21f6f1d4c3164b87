package hyperlead;

import hyperlead.algebra.Require;
import java.util.Arrays;
import java.util.List;

/** What the leader saw in one round: episodes under one θ and one response. */
public final class Episodes<E extends Episode> {
  private final Response<E> response;
  private final double[] configuration;
  private final List<E> list;

  /**
   * A round of episodes.
   *
   * @param response who acted in them, as far as the leader knows it
   * @param configuration y at the θ that they were played under, an entry for each configuration
   * @param list the episodes, in order
   * @throws IllegalArgumentException if there are none
   */
  public Episodes(Response<E> response, double[] configuration, List<E> list) {
    Require.that(!list.isEmpty(), "episodes must not be empty");
    this.response = response;
    this.configuration = configuration;
    this.list = List.copyOf(list);
  }

  /** {@return the problem that the episodes come from, for its constants} */
  public LeaderProblem<E> problem() {
    return response.problem();
  }

  /** {@return the follower's answer that was played, as the leader observes it} */
  public Response<E> response() {
    return response;
  }

  /** {@return the episodes, in order; at least one, unmodifiable} */
  public List<E> list() {
    return list;
  }

  /**
   * Refuses to be used for an estimate of another problem than the one of the episodes.
   *
   * @throws IllegalArgumentException if it is another one; the message says what differs
   */
  public void checkOf(LeaderProblem<?> problem) {
    if (!problem.equals(problem())) {
      throw new IllegalArgumentException(
          "episodes must be of the problem of the estimate, %s, but %s"
              .formatted(problem.name(), problem.setting().difference(problem().setting())));
    }
  }

  /**
   * Refuses to be used for an estimate at another θ than the one of the episodes.
   *
   * @throws IllegalArgumentException if it is another one; the message says where
   */
  public void checkUnder(double[] theta) {
    double[] played = response.theta();
    int different = Arrays.mismatch(theta, played);
    if (different >= 0) {
      Require.vector("theta", theta, played.length);
      throw new IllegalArgumentException(
          "episodes must be played under the theta of the estimate, theta[%s] = %s: %s"
              .formatted(different, theta[different], played[different]));
    }
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
      double leaderDiscount = episode.leaderDiscount();
      double discount = 1;
      for (int t = 0; t < episode.length(); t++) {
        sum += discount * episode.leaderReward(t);
        discount *= leaderDiscount;
      }
    }
    return sum / list.size();
  }

  /**
   * {@return w_t = γ_L^t A_L(x_t,a_t) / τ for every step of an episode of the round, the credits of
   * BC-HG, by a critic that has learned from the round; a new array}
   */
  public double[] weights(E episode, LeaderCritic<E> critic) {
    double[] weights = new double[episode.length()];
    double temperature = problem().temperature();
    double leaderDiscount = episode.leaderDiscount();
    double discount = 1;
    for (int t = 0; t < weights.length; t++) {
      weights[t] = discount * (critic.advantage(episode, t) / temperature);
      discount *= leaderDiscount;
    }
    return weights;
  }

  /** {@return a new zero vector with an entry for each configuration, to add gradients into} */
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
    return problem().parameterization().pullBack(response.theta(), configuration, sum);
  }

  @Override
  public String toString() {
    return list.size() + " episodes, " + steps() + " steps of " + problem().name();
  }
}
