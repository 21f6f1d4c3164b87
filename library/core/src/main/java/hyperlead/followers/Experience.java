package hyperlead.followers;

import hyperlead.algebra.Learner;
import hyperlead.algebra.Require;
import hyperlead.continuous.ContinuousPolicy;
import hyperlead.continuous.ContinuousProblem;
import hyperlead.neural.Batch;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A follower's life on a machine: where it is, and the last steps (b, state, u, state', r, ended)
 * that it made. They are recalled under the y of the day: the next b' is drawn anew from the
 * leader's policy of now, and the reward is the one that it would pay now.
 */
final class Experience implements Learner {
  private final ContinuousProblem problem;
  private final int dimension;
  private final int acts;
  private final int width;
  private final int capacity;

  /** So many of the first steps are never forgotten: later ones seldom fail. */
  private final int kept;

  private final double[] steps;

  /** The row of now, (b, o, u), the state, then how many steps are left, and were made. */
  private final double[] row;

  private final double[] state;
  private final double[] count = {0, 0};
  private final double[] next;
  private final double[] observation;

  /** What was recalled last: rows (b, o) before and after it, u, r and d. */
  final double[] before;

  final double[] after;
  double action;
  double reward;
  double discount;

  Experience(ContinuousProblem problem, int capacity, int kept) {
    this.problem = problem;
    this.capacity = capacity;
    this.kept = kept;
    dimension = problem.dynamics().dimension();
    acts = problem.influence().acts() ? 1 : 0;
    width = 4 + 2 * dimension;
    int most = Integer.MAX_VALUE / width;
    Require.that(capacity < most, "capacity must be below %s: %s", most, capacity);
    steps = new double[capacity * width];
    row = new double[problem.width()];
    before = new double[problem.width()];
    after = new double[problem.width()];
    state = new double[dimension];
    next = new double[dimension];
    observation = new double[problem.dynamics().observations()];
  }

  /** How many steps are held. */
  int size() {
    return (int) Math.min(capacity, count[1]);
  }

  /** How many were made. */
  double made() {
    return count[1];
  }

  /** Where step number n goes. */
  int place(double n) {
    return (int) (n < capacity ? n : kept + (n - kept) % (capacity - kept));
  }

  /** Acts by a policy, or at random before there is one, and remembers the step. */
  void act(double[] y, ContinuousPolicy policy, RandomGenerator random) {
    if (count[0] == 0) {
      problem.dynamics().reset(state, random);
      count[0] = problem.horizon();
      see(state, row);
      double unused = problem.lead(y, row, 0, random);
    }
    double u = policy == null ? 2 * random.nextDouble() - 1 : policy.act(row, 0, random);
    double b = acts == 1 ? row[0] : 0;
    double a = u * problem.dynamics().followerLimit();
    boolean ended = problem.dynamics().step(state, b, a, next);
    Require.vector("state", next, dimension);
    int at = place(count[1]) * width;
    steps[at] = b;
    System.arraycopy(state, 0, steps, at + 1, dimension);
    System.arraycopy(next, 0, steps, at + 1 + dimension, dimension);
    at += width - 3;
    steps[at] = u;
    steps[at + 1] = problem.dynamics().followerReward(state, b, a, next);
    Require.that(Double.isFinite(steps[at + 1]), "r_F must be finite: %s", steps[at + 1]);
    steps[at + 2] = ended ? 1 : 0;
    System.arraycopy(next, 0, state, 0, dimension);
    count[0] = ended ? 0 : count[0] - 1;
    count[1]++;
    see(state, row);
    double unused = problem.lead(y, row, 0, random);
  }

  private void see(double[] where, double[] out) {
    problem.dynamics().observe(where, observation);
    System.arraycopy(observation, 0, out, acts, observation.length);
  }

  /** Recalls a step that is held, under y: rows of before and after, u, r and d. */
  void recall(int index, double[] y, RandomGenerator random) {
    int at = index * width;
    System.arraycopy(steps, at + 1, next, 0, dimension);
    see(next, before);
    before[0] = acts == 1 ? steps[at] : before[0];
    System.arraycopy(steps, at + 1 + dimension, next, 0, dimension);
    see(next, after);
    double unused = problem.lead(y, after, 0, random);
    action = steps[at + width - 3];
    reward = steps[at + width - 2] + problem.influence().reward(y, next);
    discount = steps[at + width - 1] == 1 ? 0 : problem.followerDiscount();
  }

  /** Fills a batch with steps that are drawn. */
  void recall(double[] y, Batch batch, RandomGenerator random) {
    int held = size();
    for (int k = 0; k < batch.size(); k++) {
      recall(random.nextInt(held), y, random);
      scale(problem, before, 0, batch.now(k));
      scale(problem, after, 0, batch.next(k));
      batch.set(k, action, reward, discount);
    }
  }

  /** Fills what a network reads: b, and o in units of its scales. */
  static void scale(ContinuousProblem problem, double[] rows, int from, double[] out) {
    int acts = problem.influence().acts() ? 1 : 0;
    for (int i = 0; i < problem.seen(); i++) {
      out[i] = i < acts ? rows[from + i] : rows[from + i] / problem.dynamics().scale(i - acts);
    }
  }

  @Override
  public List<double[]> memory() {
    return List.of(steps, row, state, count);
  }

  @Override
  public String toString() {
    return size() + " steps of " + problem.name();
  }
}
