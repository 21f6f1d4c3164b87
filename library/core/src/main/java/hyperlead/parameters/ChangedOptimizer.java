package hyperlead.parameters;

import java.io.Serializable;
import java.util.function.UnaryOperator;

/** A rule with its ascents changed, and how in words. */
record ChangedOptimizer(Optimizer rule, String change, Change ascent) implements Optimizer {
  /** What is made of another rule's ascent. */
  interface Change extends UnaryOperator<Ascent>, Serializable {}

  @Override
  public Ascent start(Parameterization parameterization) {
    return ascent.apply(rule.start(parameterization));
  }

  @Override
  public String toString() {
    return rule + ", " + change;
  }
}
