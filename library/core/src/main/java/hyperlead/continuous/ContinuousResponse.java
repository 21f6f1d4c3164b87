package hyperlead.continuous;

import hyperlead.Budget;
import hyperlead.Episodes;
import hyperlead.Response;
import hyperlead.algebra.Require;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A learned answer to θ on a machine: a policy with values, for one thread at a time. There is no
 * exact objective.
 */
public final class ContinuousResponse implements Response<ContinuousEpisode> {
  private final ContinuousProblem problem;
  private final double[] theta;
  private final double[] y;
  private final ContinuousPolicy policy;
  private final double residual;

  /**
   * An answer.
   *
   * @param theta length d
   * @param policy that stays as it is
   * @param residual see {@link Response#residual}; NaN if it is not known
   */
  public ContinuousResponse(
      ContinuousProblem problem, double[] theta, ContinuousPolicy policy, double residual) {
    this.problem = problem;
    this.theta = theta.clone();
    this.policy = policy;
    this.residual = residual;
    y = problem.configuration(theta);
  }

  @Override
  public ContinuousProblem problem() {
    return problem;
  }

  @Override
  public double[] theta() {
    return theta.clone();
  }

  /** {@return the follower's policy, with V_F} */
  public ContinuousPolicy policy() {
    return policy;
  }

  @Override
  public double residual() {
    return residual;
  }

  /** {@return y at θ; its own array, which callers leave as it is} */
  public double[] configuration() {
    return y;
  }

  @Override
  public Episodes<ContinuousEpisode> play(Budget budget, RandomGenerator random) {
    List<ContinuousEpisode> list = new ArrayList<>();
    for (int left = budget.steps(); left > 0 && list.size() < budget.episodes(); ) {
      Require.uninterrupted("simulation");
      ContinuousEpisode episode = new Player(Math.min(left, problem.horizon())).play(random);
      list.add(episode);
      left -= episode.length();
    }
    return new Episodes<>(this, y, list);
  }

  /** Plays one episode. */
  private final class Player {
    private final int width = problem.width();
    private final int place = problem.seen() - problem.dynamics().observations();
    private final double[] path;
    private final double[] states;
    private final double[] draws;
    private final double[] rewards;
    private final double[] state = new double[problem.dynamics().dimension()];
    private final double[] next = new double[state.length];
    private final double[] observation = new double[problem.dynamics().observations()];

    Player(int most) {
      path = new double[(most + 1) * width];
      states = new double[(most + 1) * state.length];
      draws = new double[most + 1];
      rewards = new double[most];
    }

    ContinuousEpisode play(RandomGenerator random) {
      problem.dynamics().reset(state, random);
      see(0, random);
      int length = 0;
      boolean ended = false;
      while (!ended && length < rewards.length) {
        ended = step(length, random);
        length++;
        see(length, random);
      }
      return new ContinuousEpisode(
          ContinuousResponse.this,
          Arrays.copyOf(path, (length + 1) * width),
          Arrays.copyOf(states, (length + 1) * state.length),
          Arrays.copyOf(draws, length + 1),
          Arrays.copyOf(rewards, length),
          ended);
    }

    /** What both see at time t, and what the leader does. */
    private void see(int t, RandomGenerator random) {
      problem.dynamics().observe(state, observation);
      System.arraycopy(observation, 0, path, t * width + place, observation.length);
      System.arraycopy(state, 0, states, t * state.length, state.length);
      draws[t] = problem.lead(y, path, t * width, random);
    }

    private boolean step(int t, RandomGenerator random) {
      int row = t * width;
      double u = policy.act(path, row, random);
      path[row + width - 1] = u;
      double b = problem.influence().acts() ? path[row] : 0;
      double a = u * problem.dynamics().followerLimit();
      boolean ended = problem.dynamics().step(state, b, a, next);
      rewards[t] = problem.dynamics().leaderReward(state, b, a, next);
      System.arraycopy(next, 0, state, 0, state.length);
      return ended;
    }
  }

  @Override
  public String toString() {
    return "answer of " + problem.name() + " by " + policy;
  }
}
