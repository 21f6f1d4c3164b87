package hyperlead.parameters;

import hyperlead.algebra.Require;

/**
 * A policy over a table: {@code y = f_θ(b|s) = exp θ_{s,b} / Σ_c exp θ_{s,c}}, a softmax for each
 * state. Both θ and y are row by row, at index {@code s · actions + b}. Cost O(d).
 *
 * @param states number of rows, &gt; 0
 * @param actions number of actions in each, &gt; 0
 */
public record SoftmaxPolicy(int states, int actions) implements Parameterization {
  /** Throws an {@link IllegalArgumentException} if one of them is not positive. */
  public SoftmaxPolicy {
    Require.positive("states", states);
    Require.positive("actions", actions);
    Math.multiplyExact(states, actions);
  }

  @Override
  public int parameters() {
    return states * actions;
  }

  @Override
  public double[] configuration(double[] theta) {
    double[] policy = theta.clone();
    for (int from = 0; from < theta.length; from += actions) {
      Categorical.softmax(policy, from, from + actions, 1);
    }
    return policy;
  }

  @Override
  public double[] pullBack(double[] theta, double[] configuration, double[] gradient) {
    double[] pulled = new double[gradient.length];
    for (int from = 0; from < gradient.length; from += actions) {
      Categorical.pullBack(configuration, gradient, from, from + actions, pulled);
    }
    return pulled;
  }
}
