package hyperlead.optimizers;

import hyperlead.parameterizations.Parameterization;
import hyperlead.validation.Require;

/**
 * A rule whose steps shrink linearly to zero: step t, t = 0, 1, …, is multiplied by {@code max(0, 1
 * − t/T)}. The noise of the last steps averages out, so that last iterates scatter less.
 *
 * <p>Has memory: one object for one run.
 */
record Decaying(Optimizer rule, int updates) implements Optimizer {
  Decaying {
    Require.positive("updates", updates);
  }

  @Override
  public Ascent start(Parameterization parameterization) {
    Ascent inner = rule.start(parameterization);
    int[] done = {0};
    return (theta, gradient) -> {
      double[] whole = theta.clone();
      inner.ascend(whole, gradient);
      double share = Math.max(0, 1 - (double) done[0]++ / updates);
      for (int i = 0; i < theta.length; i++) {
        theta[i] += share * (whole[i] - theta[i]);
      }
    };
  }

  @Override
  public String toString() {
    return rule + ", decaying over " + updates + " updates";
  }
}
