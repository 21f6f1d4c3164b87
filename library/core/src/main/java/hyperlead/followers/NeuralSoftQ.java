package hyperlead.followers;

import hyperlead.algebra.Matrix;
import hyperlead.algebra.Require;
import hyperlead.algebra.Text;
import hyperlead.neural.Network;
import hyperlead.neural.Sizes;
import hyperlead.parameters.Adam;
import hyperlead.parameters.Categorical;
import hyperlead.tabular.TabularFollower;
import hyperlead.tabular.TabularMdp;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A follower that does not know the model, and whose values are a network on features φ of a state:
 * soft Q-learning from remembered steps (x, a, x'), with a second network Q̄ that lags.
 *
 * <pre>
 * y = r_F(x,a) + γ_F V̄(x'),   V̄(x') = τ log Σ_a exp(Q̄(φ(x'),a)/τ),   0 where x' is the end
 * Q descends ½ mean (Q(φ(x),a) − y)²,   Q̄ ← Q̄ + ρ (Q − Q̄)
 * </pre>
 *
 * <p>It acts by π = softmax(Q/τ), as it answers, in episodes cut at the problem's horizon, where a
 * cut is no end; a tenth of its first steps is random. What remembered steps earn is that of the θ
 * of the day; where they led is not, so keep capacity small where the leader moves laws. Networks
 * and memory go on from answer to answer. Bias: what the network cannot say and the steps do not
 * show, and a noise of about √η, for rewards of order one. Cost: width · (features + width +
 * actions) products a step, 5 · batch times that a descent. Prefer {@link SoftQLearning} where a
 * table holds every state, this where neighbours tell of each other. Source: Haarnoja et al., ICML
 * 2017; replay and lagging network by Mnih et al., Nature 518, 2015.
 *
 * @param sizes of networks and batches, and rates
 * @param features φ, a row a state; without rows it is φ(x) = e_x
 * @param first steps before the first answer, &gt; 0
 * @param steps before each later answer, &gt; 0
 * @param every steps from one descent to the next, &gt; 0
 * @param capacity steps that it remembers, &gt; 0
 */
public record NeuralSoftQ(
    Sizes sizes, Matrix features, int first, int steps, int every, int capacity)
    implements TabularFollower.Kind {
  /** Throws an {@link IllegalArgumentException} if a number is out of its range. */
  public NeuralSoftQ {
    Require.positive("first", first);
    Require.positive("steps", steps);
    Require.positive("every", every);
    int most = Integer.MAX_VALUE / 3;
    Require.positive("capacity", capacity);
    Require.that(capacity < most, "capacity must be below %s: %s", most, capacity);
  }

  /**
   * {@return a follower with two hidden layers of 64 on φ(x) = e_x, that learns from 64 remembered
   * steps at every second one that it makes}
   *
   * @param first steps before the first answer, &gt; 0
   * @param steps before each later answer, &gt; 0
   */
  public static NeuralSoftQ of(int first, int steps) {
    return new NeuralSoftQ(Sizes.usual(), Matrix.zero(0, 0), first, steps, 2, 100_000);
  }

  /** {@return the same with other sizes and rates} */
  public NeuralSoftQ with(Sizes other) {
    return new NeuralSoftQ(other, features, first, steps, every, capacity);
  }

  /** {@return the same with other features, a row a state} */
  public NeuralSoftQ with(Matrix other) {
    return new NeuralSoftQ(sizes, other, first, steps, every, capacity);
  }

  @Override
  public TabularFollower on(TabularProblem problem, RandomGenerator random) {
    int states = problem.transitions().pattern().states();
    Require.that(
        features.rows() == 0 || features.rows() == states,
        "features must have a row for each of %s states: %s",
        states,
        features.rows());
    return new Learner(problem, random);
  }

  @Override
  public String toString() {
    int bits = Arrays.hashCode(features.entries());
    String text = features.rows() == 0 ? "" : Text.of(", features %08x", bits);
    return "NeuralSoftQ(%s%s, %s steps, then %s, learns every %s, keeps %s)"
        .formatted(sizes, text, first, steps, every, capacity);
  }

  private final class Learner extends SoftBellman {
    private final RandomGenerator random;
    private final Network network;
    private final Network target;

    /** (x, a, x') of the remembered steps. */
    private final double[] memory = remember(new double[3 * capacity]);

    /** The state, how many steps are left of the episode, and how many were made. */
    private final double[] place = remember(new double[] {pattern.end(), 0, 0});

    private final int[] drawn = new int[sizes.batch()];
    private final double[] row = new double[pattern.actions()];

    Learner(TabularProblem problem, RandomGenerator random) {
      super(NeuralSoftQ.this, problem);
      this.random = random;
      int inputs = features.rows() == 0 ? pattern.states() : features.columns();
      Adam adam = Adam.of(sizes.rate());
      network =
          remember(new Network(inputs, sizes.width(), row.length, drawn.length, adam, random));
      target = remember(network.snapshot(drawn.length));
    }

    @Override
    public TabularResponse respond(double[] theta) {
      TabularMdp mdp = problem.at(theta);
      network.refresh();
      target.refresh();
      int more = place[2] == 0 ? first : steps;
      for (int step = 0; step < more; step++) {
        Require.uninterrupted("follower");
        act(mdp);
        if (place[2] >= drawn.length && step % every == 0) {
          learn(mdp);
        }
      }
      double[] table = new double[pattern.pairs()];
      for (int x = 0; x < pattern.states(); x++) {
        read(values(x), x);
        System.arraycopy(row, 0, table, x * row.length, row.length);
      }
      return response(mdp, table, more);
    }

    private double[] values(int x) {
      see(network, 0, x);
      return network.forward(1)[0];
    }

    private void see(Network reader, int k, int x) {
      double[] input = reader.inputs()[k];
      for (int i = 0; i < input.length; i++) {
        input[i] = features.rows() > 0 ? features.get(x, i) : i == x ? 1 : 0;
      }
    }

    /** Q(x,·), −∞ for actions that are not there, into the row. */
    private void read(double[] q, int x) {
      for (int a = 0; a < row.length; a++) {
        boolean there = pattern.isAvailable(x * row.length + a);
        row[a] = there ? q[a] : Double.NEGATIVE_INFINITY;
      }
    }

    private void act(TabularMdp mdp) {
      if (place[0] == pattern.end() || place[1] == 0) {
        place[0] = mdp.sampleFirst(random);
        place[1] = problem.horizon();
      }
      int x = (int) place[0];
      read(place[2] < first / 10.0 ? new double[row.length] : values(x), x);
      double unused = softmax(row, 0);
      int action = Categorical.sample(row, 0, row.length, random);
      place[0] = mdp.sampleNext(x, action, random);
      int at = 3 * (int) (place[2] % capacity);
      memory[at] = x;
      memory[at + 1] = action;
      memory[at + 2] = place[0];
      place[1]--;
      place[2]++;
    }

    private void learn(TabularMdp mdp) {
      int held = (int) Math.min(capacity, place[2]);
      for (int k = 0; k < drawn.length; k++) {
        drawn[k] = 3 * random.nextInt(held);
        see(network, k, (int) memory[drawn[k]]);
        int next = (int) memory[drawn[k] + 2];
        see(target, k, next == pattern.end() ? 0 : next);
      }
      double[][] now = network.forward(drawn.length);
      double[][] later = target.forward(drawn.length);
      for (int k = 0; k < drawn.length; k++) {
        int x = (int) memory[drawn[k]];
        int action = (int) memory[drawn[k] + 1];
        double y = mdp.followerReward(x, action);
        int next = (int) memory[drawn[k] + 2];
        if (next != pattern.end()) {
          read(later[k], next);
          y += problem.followerDiscount(x) * softmax(row, 0);
        }
        Arrays.fill(network.outputErrors()[k], 0);
        network.outputErrors()[k][action] = (now[k][action] - y) / drawn.length;
      }
      network.backward(drawn.length, true);
      network.ascend(-1);
      target.follow(network, sizes.targetRate());
    }
  }
}
