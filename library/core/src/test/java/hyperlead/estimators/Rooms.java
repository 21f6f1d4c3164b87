package hyperlead.estimators;

import hyperlead.Episodes;
import hyperlead.LeaderCritic;
import hyperlead.Setting;
import hyperlead.algebra.Matrix;
import hyperlead.continuous.ContinuousEpisode;
import hyperlead.continuous.ContinuousProblem;
import hyperlead.continuous.ContinuousResponse;
import hyperlead.continuous.OneNumber;
import hyperlead.continuous.ScoredPolicy;
import hyperlead.parameters.Categorical;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A machine of five rooms in a row, each told by its number, with three pushes u ∈ {−1, 0, 1} to
 * the next room; a wall on the left, on the right the end. The leader pays by the room that a step
 * leads to, and wants room 3. All is known by sweeps over a table, which is written here on its
 * own.
 */
record Rooms() implements OneNumber {
  static final int ROOMS = 5;
  static final int PUSHES = 3;
  static final double TAU = 0.5;
  static final double GAMMA = 0.7;
  static final double LEADERS_GAMMA = 0.8;
  static final ContinuousProblem PROBLEM =
      ContinuousProblem.design("rooms", new Rooms(), TAU)
          .with(new Setting("rooms", TAU, GAMMA, LEADERS_GAMMA, 80));

  @Override
  public int features() {
    return ROOMS + 1;
  }

  @Override
  public int horizon() {
    return 80;
  }

  @Override
  public void reset(double[] state, RandomGenerator random) {
    state[0] = random.nextInt(ROOMS);
  }

  @Override
  public boolean step(double[] state, double leader, double follower, double[] next) {
    next[0] = next((int) state[0], push(follower));
    return next[0] == ROOMS;
  }

  @Override
  public double followerReward(double[] state, double leader, double follower, double[] next) {
    return reward(push(follower));
  }

  @Override
  public double leaderReward(double[] state, double leader, double follower, double[] next) {
    return next[0] == 3 ? 1 : 0;
  }

  @Override
  public double feature(double[] next, int k) {
    return next[0] == k ? 1 : 0;
  }

  static int push(double u) {
    return (int) Math.round(u) + 1;
  }

  private static int next(int room, int push) {
    return Math.max(0, room + push - 1);
  }

  private static double reward(int push) {
    return push == 1 ? 0.2 : 0;
  }

  /** Q_F, Q_L and the entry of ∇Q_F for one parameter, by sweeps over the table. */
  static final class Tables {
    final double[] theta;
    final double[][] follower;
    final double[][] policy;
    final double[][] leader;

    private Tables(double[] theta, double[][] follower, double[][] policy, double[][] leader) {
      this.theta = theta;
      this.follower = follower;
      this.policy = policy;
      this.leader = leader;
    }

    static Tables at(double... theta) {
      double[][] q = new double[ROOMS][PUSHES];
      for (int sweep = 0; sweep < 300; sweep++) {
        double[][] old = Arrays.stream(q).map(double[]::clone).toArray(double[][]::new);
        for (int pair = 0; pair < ROOMS * PUSHES; pair++) {
          int next = next(pair / PUSHES, pair % PUSHES);
          double later = next == ROOMS ? 0 : GAMMA * soft(old[next]);
          q[pair / PUSHES][pair % PUSHES] = reward(pair % PUSHES) + theta[next] + later;
        }
      }
      double[][] policy = new double[ROOMS][PUSHES];
      for (int room = 0; room < ROOMS; room++) {
        for (int push = 0; push < PUSHES; push++) {
          policy[room][push] = Math.exp((q[room][push] - soft(q[room])) / TAU);
        }
      }
      double[] inThree = {0, 0, 0, 1, 0, 0};
      return new Tables(theta, q, policy, total(policy, inThree, LEADERS_GAMMA));
    }

    private static double soft(double[] q) {
      return TAU * Math.log(Arrays.stream(q).map(value -> Math.exp(value / TAU)).sum());
    }

    /** Q of what is earned by arriving in rooms. */
    private static double[][] total(double[][] policy, double[] reward, double discount) {
      double[][] q = new double[ROOMS][PUSHES];
      for (int sweep = 0; sweep < 300; sweep++) {
        for (int pair = 0; pair < ROOMS * PUSHES; pair++) {
          int next = next(pair / PUSHES, pair % PUSHES);
          double later = next == ROOMS ? 0 : discount * mean(policy[next], q[next]);
          q[pair / PUSHES][pair % PUSHES] = reward[next] + later;
        }
      }
      return q;
    }

    static double mean(double[] weights, double[] values) {
      double sum = 0;
      for (int i = 0; i < weights.length; i++) {
        sum += weights[i] * values[i];
      }
      return sum;
    }

    /** ∂Q_F/∂θ_k, the discounted visits of room k under the policy. */
    double[][] gradient(int k) {
      double[] arriving = new double[ROOMS + 1];
      arriving[k] = 1;
      return total(policy, arriving, GAMMA);
    }

    /** A of a table of Q at (room, push). */
    double advantage(double[][] q, int room, int push) {
      return q[room][push] - mean(policy[room], q[room]);
    }

    /** J_L, from any room alike. */
    double objective() {
      double sum = 0;
      for (int room = 0; room < ROOMS; room++) {
        sum += mean(policy[room], leader[room]) / ROOMS;
      }
      return sum;
    }
  }

  /** ∇J_L by central differences, the follower solved again at each. */
  static double[] hypergradient(double... theta) {
    double[] g = new double[theta.length];
    double h = 1e-5;
    for (int k = 0; k < g.length; k++) {
      double[] above = theta.clone();
      double[] below = theta.clone();
      above[k] += h;
      below[k] -= h;
      g[k] = (Tables.at(above).objective() - Tables.at(below).objective()) / (2 * h);
    }
    return g;
  }

  /**
   * The Boltzmann policy as a softmax of numbers.
   *
   * @param tables with the answer
   * @param shared φ is one slope in u that all rooms share; else φ is a number for each pair
   */
  record Softmax(Tables tables, boolean shared) implements ScoredPolicy {
    @Override
    public double act(double[] rows, int from, RandomGenerator random) {
      double[] law = tables.policy[(int) rows[from]];
      return Categorical.sample(law, 0, law.length, random) - 1.0;
    }

    @Override
    public double value(double[] rows, int from) {
      return Tables.soft(tables.follower[(int) rows[from]]);
    }

    @Override
    public int nodes() {
      return PUSHES;
    }

    @Override
    public double fillNode(int k, double[] rows, int from, double[] v) {
      v[0] = rows[from];
      v[1] = k - 1.0;
      return tables.policy[(int) rows[from]][k];
    }

    @Override
    public Matrix spread() {
      return Matrix.zero(2, 2);
    }

    @Override
    public int parameters() {
      return shared ? 1 : ROOMS * PUSHES;
    }

    /** e_{s,u} − π(·|s), or u − E_π[u]. */
    @Override
    public void fillScore(double[] rows, int from, double[] out) {
      int room = (int) rows[from];
      double[] law = tables.policy[room];
      Arrays.fill(out, 0);
      for (int push = 0; push < PUSHES; push++) {
        double score = (push == push(rows[from + 1]) ? 1 : 0) - law[push];
        if (shared) {
          out[0] += score * (push - 1);
        } else {
          out[room * PUSHES + push] = score;
        }
      }
    }
  }

  static ContinuousResponse answer(Tables tables, boolean shared) {
    return new ContinuousResponse(PROBLEM, tables.theta, new Softmax(tables, shared), Double.NaN);
  }

  /** The leader's values without error. */
  static LeaderCritic.Kind<ContinuousEpisode> critic(Tables tables) {
    return (problem, random) ->
        new LeaderCritic<>() {
          @Override
          public void observe(Episodes<ContinuousEpisode> round) {}

          @Override
          public double actionValue(ContinuousEpisode episode, int t) {
            return tables.leader[room(episode, t)][pushed(episode, t)];
          }

          @Override
          public double value(ContinuousEpisode episode, int t) {
            int room = room(episode, t);
            return room == ROOMS ? 0 : Tables.mean(tables.policy[room], tables.leader[room]);
          }
        };
  }

  static int room(ContinuousEpisode episode, int t) {
    return (int) episode.state(t, 0);
  }

  static int pushed(ContinuousEpisode episode, int t) {
    return push(episode.action(t));
  }
}
