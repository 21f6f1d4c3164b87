package hyperlead.parameters;

import java.util.function.UnaryOperator;

/** A rule with its ascents changed, and how in words. */
record ChangedOptimizer(Optimizer rule, String change, UnaryOperator<Ascent> ascent)
    implements Optimizer {
  @Override
  public Ascent start(Parameterization parameterization) {
    return ascent.apply(rule.start(parameterization));
  }

  @Override
  public String toString() {
    return rule + ", " + change;
  }
}
