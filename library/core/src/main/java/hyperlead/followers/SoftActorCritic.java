package hyperlead.followers;

import hyperlead.Follower;
import hyperlead.LeaderProblem;
import hyperlead.Worker;
import hyperlead.algebra.Require;
import hyperlead.continuous.ContinuousEpisode;
import hyperlead.continuous.ContinuousProblem;
import hyperlead.continuous.ContinuousResponse;
import hyperlead.neural.ActorCritic;
import hyperlead.neural.Sizes;
import java.util.random.RandomGenerator;

/**
 * A follower on a machine that learns by a soft actor-critic while the leader moves.
 *
 * <p><b>What it looks for.</b> The policy on what the follower sees, s = (b, o), that earns most
 * reward and entropy:
 *
 * <pre>
 * V_F(s) = E_π[ Q_F(s, u) − τ log π(u|s) ],   Q_F(s, u) = r_F + γ_F E[ V_F(s') ],   s' = (b', o')
 * </pre>
 *
 * <p>Among all densities of u in (−1, 1) it would be π ∝ exp(Q_F/τ), whose V_F is τ log ∫
 * exp(Q_F/τ) du. For a few actions the integral is a sum, and {@link NeuralSoftQ} needs no more
 * than Q_F. For a network Q_F of a continuous u it has no closed form, so one network looks for the
 * policy, two for its values, and two follow those; all learn from steps that it remembers.
 *
 * <p><b>What it does at a step.</b> It acts, and remembers (s, u, r, s'). At every few steps it
 * draws a batch of the remembered ones, and each network makes one step of descent ({@link
 * ActorCritic}); ε is a standard normal draw, and d = γ_F, or 0 where the episode ended by itself:
 *
 * <pre>
 * policy   u = tanh(m(s) + σ(s) ε),   log π(u|s) = log N(z; m, σ²) − log(1 − u²),   z = m + σε
 * target   y = r + d ( min_i Q̄_i(s', u') − τ log π(u'|s') ),   u' drawn by the policy of now
 * critics  Q_i descends ½ (Q_i(s, u) − y)²,   i = 1, 2
 * actor    (m, σ) descends τ log π(u|s) − min_i Q_i(s, u),   through u
 * lagging  Q̄_i ← Q̄_i + ρ (Q_i − Q̄_i)
 * </pre>
 *
 * <p><b>Why each part is there.</b>
 *
 * <ul>
 *   <li><i>Two critics, the smaller counts.</i> An actor looks for where a critic is too high, and
 *       one critic's errors would become its own targets.
 *   <li><i>Targets that lag</i>, by ρ a step, so that a critic does not chase itself.
 *   <li><i>The tanh correction.</i> u = tanh(z) is squashed, so its density is that of z over 1 −
 *       u². Without it the entropy grows without bound as z does, and the actor saturates.
 *   <li><i>Entropy inside the target.</i> V_F(s') holds −τ log π(u'|s'). Without it the critics
 *       value a policy that maximises reward, and ∇Q_F is another.
 *   <li><i>An end is no cut.</i> A pole that fell earns nothing afterwards; one that stood for 200
 *       steps would have earned on, and its last step is worth V_F(s') like any other.
 *   <li><i>A fixed τ.</i> The hypergradient divides by the follower's τ, so here it is the
 *       problem's. With a target entropy H the follower moves its τ until its entropy is H on the
 *       average; credits, which divide by the problem's, are then off by the ratio of the two.
 * </ul>
 *
 * <p><b>What is different below a leader.</b> Rewards and the leader's next actions are not
 * remembered but made anew from the θ of the day: r_F + θᵀφ(s') is what the step would earn now,
 * and b' is drawn from the leader's policy of now. So the past stays true while the leader moves,
 * except for where it went. The networks go on from answer to answer, and a few hundred steps an
 * answer suffice if the leader moves slowly. The answer is only near the Boltzmann policy, and V_F
 * only near its value: what a leader does with it inherits that bias, which nobody here can
 * measure.
 *
 * <p>Cost a descent: 16 passes of a batch through a network, (s + 1)·width + width² products each;
 * memory for the remembered steps. Prefer {@link MaxEntropyLqr} where the problem is
 * linear-quadratic. Source: Haarnoja, Zhou, Abbeel and Levine, "Soft actor-critic", ICML 2018; with
 * two critics as in Fujimoto, van Hoof and Meger, ICML 2018.
 *
 * @param sizes of networks and batches, and rates
 * @param targetEntropy H, finite, that τ moves to; NaN where τ stays
 * @param first steps before the first answer, more than the first thousand, which are random
 * @param steps before each later answer, &gt; 0
 * @param every steps from one descent to the next, &gt; 0
 * @param capacity steps that it remembers, &gt; 0
 */
public record SoftActorCritic(
    Sizes sizes, double targetEntropy, int first, int steps, int every, int capacity)
    implements Follower.Kind<ContinuousEpisode> {
  private static final int RANDOM = 1000;

  /** Throws an {@link IllegalArgumentException} if a number is out of its range. */
  public SoftActorCritic {
    Require.that(
        !Double.isInfinite(targetEntropy), "targetEntropy must be finite: %s", targetEntropy);
    Require.that(first > RANDOM, "first must be more than the %s random ones: %s", RANDOM, first);
    Require.positive("steps", steps);
    Require.positive("every", every);
    Require.positive("capacity", capacity);
  }

  /**
   * {@return a follower with two hidden layers of 64 and a fixed τ, that learns from 64 remembered
   * steps at every second one that it makes}
   *
   * @param first steps before the first answer, &gt; 1000
   * @param steps before each later answer, &gt; 0
   */
  public static SoftActorCritic of(int first, int steps) {
    return new SoftActorCritic(Sizes.usual(), Double.NaN, first, steps, 2, 100_000);
  }

  /** {@return the same with other sizes and rates} */
  public SoftActorCritic with(Sizes other) {
    return new SoftActorCritic(other, targetEntropy, first, steps, every, capacity);
  }

  /** {@return the same with a τ that moves until the entropy is H on the average} */
  public SoftActorCritic withTargetEntropy(double entropy) {
    return new SoftActorCritic(sizes, entropy, first, steps, every, capacity);
  }

  @Override
  public Follower<ContinuousEpisode> on(
      LeaderProblem<ContinuousEpisode> problem, RandomGenerator random) {
    return new Learner(ContinuousProblem.of(problem), random);
  }

  @Override
  public String toString() {
    String entropy = Double.isNaN(targetEntropy) ? "" : ", entropy " + targetEntropy;
    return "SoftActorCritic(%s%s, %s steps, then %s, learns every %s, keeps %s)"
        .formatted(sizes, entropy, first, steps, every, capacity);
  }

  private final class Learner extends Worker<ContinuousProblem>
      implements Follower<ContinuousEpisode> {
    private final RandomGenerator random;
    private final Experience experience;
    private final ActorCritic networks;

    Learner(ContinuousProblem problem, RandomGenerator random) {
      super(SoftActorCritic.this, problem);
      this.random = random;
      experience = remember(new Experience(problem, capacity, 0));
      double tau = problem.temperature();
      networks = remember(new ActorCritic(problem.seen(), sizes, tau, targetEntropy, random));
    }

    @Override
    public ContinuousResponse respond(double[] theta) {
      double[] y = problem.configuration(theta);
      networks.refresh();
      SquashedPolicy policy = new SquashedPolicy(problem, networks);
      int more = experience.made() == 0 ? first : steps;
      for (int step = 0; step < more; step++) {
        Require.uninterrupted("follower");
        boolean knows = experience.made() >= RANDOM;
        experience.act(y, knows ? policy : null, random);
        if (knows && step % every == 0) {
          experience.recall(y, networks.batch(), random);
          networks.learn(random);
          policy.follow(networks);
        }
      }
      return new ContinuousResponse(
          problem, theta, new SquashedPolicy(problem, networks), Double.NaN);
    }
  }
}
