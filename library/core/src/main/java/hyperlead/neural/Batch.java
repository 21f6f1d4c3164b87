package hyperlead.neural;

import hyperlead.algebra.Require;

/**
 * Steps (s, u, r, s', d) that are learned from at once, to be filled: d is γ, or 0 where the step
 * ended the episode by itself. A step at which an episode was cut is no end, and has d = γ.
 */
public final class Batch {
  final double[][] now;
  final double[][] next;
  final double[] actions;
  final double[] rewards;
  final double[] discounts;

  /** So many steps, &gt; 0, with an s of so many entries, &gt; 0. */
  public Batch(int size, int seen) {
    now = new double[Require.positive("batch", size)][Require.positive("seen", seen)];
    next = new double[size][seen];
    actions = new double[size];
    rewards = new double[size];
    discounts = new double[size];
  }

  /** {@return how many steps there are} */
  public int size() {
    return actions.length;
  }

  /** {@return where s of step k goes} */
  public double[] now(int k) {
    return now[k];
  }

  /** {@return where s' of step k goes} */
  public double[] next(int k) {
    return next[k];
  }

  /** Sets u, r and d of step k. */
  public void set(int k, double action, double reward, double discount) {
    actions[k] = action;
    rewards[k] = reward;
    discounts[k] = discount;
  }

  @Override
  public String toString() {
    return "Batch of " + size() + " steps";
  }
}
