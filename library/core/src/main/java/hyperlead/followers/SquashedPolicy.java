package hyperlead.followers;

import hyperlead.algebra.Gaussian;
import hyperlead.algebra.Matrix;
import hyperlead.continuous.ContinuousProblem;
import hyperlead.continuous.ScoredPolicy;
import hyperlead.neural.ActorCritic;
import hyperlead.neural.Network;
import hyperlead.neural.SquashedNormal;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegrator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegratorFactory;

/**
 * What an actor-critic has learned, as it is now: u = tanh(m(s) + σ(s)ε), with expectations over ε
 * by the nodes of Gauss and Hermite:
 *
 * <pre>
 * V_F(s) = Σ_k w_k ( min_i Q_i(s, u_k) − τ log π(u_k|s) )
 * </pre>
 */
final class SquashedPolicy implements ScoredPolicy {
  private static final GaussIntegrator RULE = new GaussIntegratorFactory().hermite(8);

  private final ContinuousProblem problem;
  private final double temperature;
  private final Network policy;
  private final Network[] critics = new Network[2];
  private final SquashedNormal draw = new SquashedNormal();

  SquashedPolicy(ContinuousProblem problem, ActorCritic learned) {
    this.problem = problem;
    temperature = learned.temperature();
    policy = learned.policy().snapshot(1);
    for (int i = 0; i < 2; i++) {
      critics[i] = learned.critic(i).snapshot(nodes());
    }
  }

  /** Acts from now on as the actor has learned to; values stay as they were. */
  void follow(ActorCritic learned) {
    policy.follow(learned.policy(), 1);
  }

  private void see(double[] rows, int from) {
    Experience.scale(problem, rows, from, policy.inputs()[0]);
    draw.read(policy.forward(1)[0]);
  }

  @Override
  public double act(double[] rows, int from, RandomGenerator random) {
    see(rows, from);
    return draw.at(Gaussian.next(random));
  }

  @Override
  public int nodes() {
    return RULE.getNumberOfPoints();
  }

  private double node(int k) {
    return draw.at(Math.sqrt(2) * RULE.getPoint(k));
  }

  private static double weight(int k) {
    return RULE.getWeight(k) / Math.sqrt(Math.PI);
  }

  @Override
  public double fillNode(int k, double[] rows, int from, double[] v) {
    if (k == 0) {
      see(rows, from);
    }
    System.arraycopy(rows, from, v, 0, problem.seen());
    v[problem.seen()] = node(k);
    return weight(k);
  }

  @Override
  public Matrix spread() {
    return Matrix.zero(problem.width(), problem.width());
  }

  @Override
  public double value(double[] rows, int from) {
    see(rows, from);
    double sum = 0;
    for (int k = 0; k < nodes(); k++) {
      for (Network critic : critics) {
        System.arraycopy(policy.inputs()[0], 0, critic.inputs()[k], 0, problem.seen());
        critic.inputs()[k][problem.seen()] = node(k);
      }
      sum -= weight(k) * temperature * draw.logDensity();
    }
    double[][] first = critics[0].forward(nodes());
    double[][] second = critics[1].forward(nodes());
    for (int k = 0; k < nodes(); k++) {
      sum += weight(k) * Math.min(first[k][0], second[k][0]);
    }
    return sum;
  }

  @Override
  public int parameters() {
    return policy.parameters();
  }

  @Override
  public void fillScore(double[] rows, int from, double[] out) {
    see(rows, from);
    draw.fillScore(rows[from + problem.seen()], policy.outputErrors()[0]);
    double[][] unused = policy.backward(1, true);
    policy.takeSlopes(out);
  }

  @Override
  public String toString() {
    return "a squashed normal policy";
  }
}
