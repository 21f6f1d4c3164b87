package hyperlead.followers;

import hyperlead.algebra.Matrix;
import hyperlead.continuous.ContinuousPolicy;
import hyperlead.continuous.ContinuousProblem;
import hyperlead.parameters.Categorical;
import java.util.random.RandomGenerator;

/**
 * A Boltzmann policy over a few actions, evenly from −1 to 1, by any Q:
 *
 * <pre>
 * π(u|s) = exp((Q(s, u) − V(s)) / τ),   V(s) = τ log Σ_u exp(Q(s, u) / τ)
 * </pre>
 */
final class ChoicePolicy implements ContinuousPolicy {
  private final ContinuousProblem problem;
  private final Values values;
  private final double[] law;

  /** Q(s, u_k) of every action, where s stands in an array from an index on. */
  @FunctionalInterface
  interface Values {
    void fill(double[] rows, int from, double[] out);
  }

  ChoicePolicy(ContinuousProblem problem, int choices, Values values) {
    this.problem = problem;
    this.values = values;
    law = new double[choices];
  }

  /** Action k of so many. */
  static double action(int k, int choices) {
    return -1 + 2.0 * k / (choices - 1);
  }

  @Override
  public double act(double[] rows, int from, RandomGenerator random) {
    double unused = value(rows, from);
    return action(Categorical.sample(law, 0, law.length, random), law.length);
  }

  @Override
  public double value(double[] rows, int from) {
    values.fill(rows, from, law);
    return Categorical.softmax(law, 0, law.length, problem.temperature());
  }

  @Override
  public int nodes() {
    return law.length;
  }

  @Override
  public double fillNode(int k, double[] rows, int from, double[] v) {
    if (k == 0) {
      double unused = value(rows, from);
    }
    System.arraycopy(rows, from, v, 0, problem.seen());
    v[problem.seen()] = action(k, law.length);
    return law[k];
  }

  @Override
  public Matrix spread() {
    return Matrix.zero(problem.width(), problem.width());
  }

  @Override
  public String toString() {
    return "a Boltzmann policy over %s actions".formatted(law.length);
  }
}
