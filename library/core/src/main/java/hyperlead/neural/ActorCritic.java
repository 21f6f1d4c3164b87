package hyperlead.neural;

import hyperlead.algebra.Gaussian;
import hyperlead.algebra.Learner;
import hyperlead.algebra.Require;
import hyperlead.parameters.Adam;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The networks of a soft actor-critic with one action u in (−1, 1), and how they learn from a batch
 * of steps (s, u, r, s', d), where d = γ, or 0 if the step ended the episode by itself:
 *
 * <pre>
 * y = r + d ( min_i Q̄_i(s', u') − τ log π(u'|s') ),   u' ~ π(·|s')
 * Q_i:  descend ½ mean (Q_i(s, u) − y)²,   i = 1, 2
 * π:    descend mean ( τ log π(u|s) − min_i Q_i(s, u) ),   u = tanh(m + σε), ε drawn
 * Q̄_i ← Q̄_i + ρ (Q_i − Q̄_i)
 * log τ ← log τ + η (mean log π + H)   with a target entropy H, else τ stays
 * </pre>
 *
 * <p>A step that was cut is no end: its d is γ. Nothing is allocated after the constructor.
 */
public final class ActorCritic implements Learner {
  private final int seen;
  private final int size;
  private final Batch batch;
  private final double share;
  private final double rate;
  private final double targetEntropy;
  private final Network policy;
  private final Network[] critics = new Network[2];
  private final Network[] targets = new Network[2];
  private final double[] temperature;
  private final SquashedNormal draw = new SquashedNormal();

  /** log π of the draws; y of the critics. */
  private final double[] numbers;

  private final double[] drawn;
  private final double[] noises;

  /**
   * Networks that have learned nothing.
   *
   * @param seen length of s
   * @param sizes of networks and batches, and rates
   * @param temperature τ &gt; 0, at the start
   * @param targetEntropy H; NaN where τ stays
   */
  public ActorCritic(
      int seen, Sizes sizes, double temperature, double targetEntropy, RandomGenerator random) {
    this.seen = Require.positive("seen", seen);
    size = sizes.batch();
    batch = new Batch(size, seen);
    share = sizes.targetRate();
    rate = sizes.rate();
    this.targetEntropy = targetEntropy;
    this.temperature = new double[] {Require.positive("temperature", temperature)};
    Adam adam = Adam.of(rate);
    policy = new Network(seen, sizes.width(), 2, size, adam, random);
    for (int i = 0; i < 2; i++) {
      critics[i] = new Network(seen + 1, sizes.width(), 1, size, adam, random);
      targets[i] = critics[i].snapshot(size);
    }
    numbers = new double[size];
    noises = new double[size];
    drawn = new double[size];
  }

  /** {@return what is filled before {@link #learn}} */
  public Batch batch() {
    return batch;
  }

  /** One step of descent of all networks on the batch as it is filled. */
  public void learn(RandomGenerator random) {
    fillTargets(random);
    for (Network critic : critics) {
      double[][] values = judge(critic, batch.now, batch.actions);
      for (int k = 0; k < size; k++) {
        critic.outputErrors()[k][0] = (values[k][0] - numbers[k]) / size;
      }
      critic.backward(size, true);
      critic.ascend(-1);
    }
    improve(random);
    for (int i = 0; i < 2; i++) {
      targets[i].follow(critics[i], share);
    }
  }

  /** Fills y. */
  private void fillTargets(RandomGenerator random) {
    drawActions(batch.next, random);
    double[][] first = judge(targets[0], batch.next, drawn);
    double[][] second = judge(targets[1], batch.next, drawn);
    for (int k = 0; k < size; k++) {
      double soft = Math.min(first[k][0], second[k][0]) - temperature[0] * numbers[k];
      numbers[k] = batch.rewards[k] + batch.discounts[k] * soft;
    }
  }

  /** Draws an action for each s, with its noise and log π. */
  private double[][] drawActions(double[][] states, RandomGenerator random) {
    double[][] outputs = run(policy, states);
    for (int k = 0; k < size; k++) {
      draw.read(outputs[k]);
      noises[k] = Gaussian.next(random);
      drawn[k] = draw.at(noises[k]);
      numbers[k] = draw.logDensity();
    }
    return outputs;
  }

  /** The actor's descent, and that of τ. */
  private void improve(RandomGenerator random) {
    double[][] outputs = drawActions(batch.now, random);
    double[][] first = judge(critics[0], batch.now, drawn);
    double[][] second = judge(critics[1], batch.now, drawn);
    for (int k = 0; k < size; k++) {
      boolean smaller = first[k][0] < second[k][0];
      critics[0].outputErrors()[k][0] = smaller ? 1 : 0;
      critics[1].outputErrors()[k][0] = smaller ? 0 : 1;
    }
    double[][] left = critics[0].backward(size, false);
    double[][] right = critics[1].backward(size, false);
    double sum = 0;
    for (int k = 0; k < size; k++) {
      draw.read(outputs[k]);
      sum += numbers[k];
      double unused = draw.at(noises[k]);
      double slope = left[k][seen] + right[k][seen];
      draw.fillError(temperature[0], slope, 1.0 / size, policy.outputErrors()[k]);
    }
    policy.backward(size, true);
    policy.ascend(-1);
    if (!Double.isNaN(targetEntropy)) {
      temperature[0] *= StrictMath.exp(rate * (sum / size + targetEntropy));
    }
  }

  private double[][] run(Network network, double[][] states) {
    for (int k = 0; k < size; k++) {
      System.arraycopy(states[k], 0, network.inputs()[k], 0, seen);
    }
    return network.forward(size);
  }

  private double[][] judge(Network network, double[][] states, double[] actions) {
    for (int k = 0; k < size; k++) {
      network.inputs()[k][seen] = actions[k];
    }
    return run(network, states);
  }

  /** {@return τ as it is now} */
  public double temperature() {
    return temperature[0];
  }

  /** {@return the policy's network, s ↦ (m, ρ) of {@link SquashedNormal}} */
  public Network policy() {
    return policy;
  }

  /** {@return the network of Q_1 or Q_2, (s, u) ↦ Q; i is 0 or 1} */
  public Network critic(int i) {
    return critics[i];
  }

  /** Reads the networks again after {@link #memory} was written to. */
  public void refresh() {
    for (int i = 0; i < 2; i++) {
      critics[i].refresh();
      targets[i].refresh();
    }
    policy.refresh();
  }

  @Override
  public List<double[]> memory() {
    return Learner.memory(List.of(policy, List.of(critics), List.of(targets), temperature));
  }

  @Override
  public String toString() {
    return "ActorCritic of " + policy + " and twice " + critics[0];
  }
}
