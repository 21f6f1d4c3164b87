package hyperlead.optimizers;

import hyperlead.validation.Require;
import java.util.Arrays;

/**
 * A rule whose steps shrink linearly to zero: step t, t = 0, 1, …, is multiplied by {@code max(0, 1
 * − t/T)}. The noise of the last steps averages out, so that last iterates scatter less.
 *
 * <p>Has memory: one object for one run.
 */
final class Decaying implements Optimizer {
  private final Optimizer rule;
  private final int updates;
  private int done;

  Decaying(Optimizer rule, int updates) {
    this.rule = rule;
    this.updates = Require.positive("updates", updates);
  }

  @Override
  public void ascend(double[] theta, double[] gradient) {
    double[] whole = Arrays.copyOf(theta, theta.length);
    rule.ascend(whole, gradient);
    double share = Math.max(0, 1 - (double) done / updates);
    for (int i = 0; i < theta.length; i++) {
      theta[i] += share * (whole[i] - theta[i]);
    }
    done++;
  }

  @Override
  public Decaying fresh() {
    return new Decaying(rule.fresh(), updates);
  }

  @Override
  public String toString() {
    return rule + ", decaying over " + updates + " updates";
  }
}
