package hyperlead.followers;

import hyperlead.Follower;
import hyperlead.LeaderProblem;
import hyperlead.Worker;
import hyperlead.algebra.Cholesky;
import hyperlead.algebra.Matrix;
import hyperlead.algebra.Require;
import hyperlead.continuous.ContinuousEpisode;
import hyperlead.continuous.ContinuousProblem;
import hyperlead.continuous.ContinuousResponse;
import hyperlead.critics.Features;
import hyperlead.parameters.Categorical;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A follower on a machine with a few actions, that fits its soft values to all steps it remembers,
 * again and again:
 *
 * <pre>
 * w ← argmin_w Σ_i ( wᵀφ(s_i, u_i) − y_i )² + ridge · N |w|²
 * y_i = r_i + d_i τ log Σ_u exp( wᵀφ(s'_i, u) / τ ),   d = γ_F, or 0 where the episode ended by itself
 * </pre>
 *
 * <p>Each fit is convex, and the matrix of its equations is the same for all sweeps of an answer:
 * it is factored once. Weights go on from answer to answer, so a few sweeps suffice if the leader
 * moves slowly. Actions are u_k = −1 … 1, evenly; the entropy is that of a choice among them.
 * Rewards and the leader's next actions are those of now, as in {@link SoftActorCritic}. Values are
 * kept within what rewards seen could be worth for ever, without which a fit may run away. Bias:
 * what φ cannot say, such as the jump of V_F where episodes end, and the sweeps that are not made;
 * π divides it by τ. The answer's residual, √ mean (y − wᵀφ)² over the steps, tells of both: next
 * to τ it should be small. Cost: N · k² + k³ an answer and N · k · choices a sweep. Prefer it to
 * networks where a few hundred features suffice: no rates to tune, and the answer is a solution.
 * Source: Ernst, Geurts and Wehenkel, JMLR 6, 2005, with random features by Rahimi and Recht, NIPS
 * 2007, and the soft maximum.
 *
 * @param features φ of (b, o, u)
 * @param ridge &gt; 0
 * @param choices actions, &gt; 1
 * @param sweeps fits an answer, &gt; 0; ten times as many for the first
 * @param first steps before the first answer, &gt; 0, by any action alike
 * @param steps before each later answer, &gt; 0
 * @param capacity steps that it remembers, more than the first ones, which it never forgets: later
 *     ones seldom fail
 */
public record FittedSoftQ(
    Features.Kind features,
    double ridge,
    int choices,
    int sweeps,
    int first,
    int steps,
    int capacity)
    implements Follower.Kind<ContinuousEpisode> {
  /** Throws an {@link IllegalArgumentException} if a number is out of its range. */
  public FittedSoftQ {
    Require.positive("ridge", ridge);
    Require.that(choices > 1, "choices must be more than 1: %s", choices);
    Require.positive("sweeps", sweeps);
    Require.positive("first", first);
    Require.positive("steps", steps);
    Require.that(capacity > first, "capacity must be more than first, %s: %s", first, capacity);
  }

  @Override
  public Follower<ContinuousEpisode> on(
      LeaderProblem<ContinuousEpisode> problem, RandomGenerator random) {
    return new Learner(ContinuousProblem.of(problem), random);
  }

  @Override
  public String toString() {
    return "FittedSoftQ(%s, ridge %s, %s actions, %s sweeps, %s steps, then %s, keeps %s)"
        .formatted(features, ridge, choices, sweeps, first, steps, capacity);
  }

  private final class Learner extends Worker<ContinuousProblem>
      implements Follower<ContinuousEpisode> {
    private final RandomGenerator random;
    private final Features fitted;
    private final Experience experience;
    private final double[] w;
    private final double[] q = new double[choices];

    /** φ of the steps, and of each action after them; r and d. */
    private final double[][] now = new double[capacity][];

    private final double[][][] next = new double[capacity][choices][];
    private final double[] rewards = new double[capacity];
    private final double[] discounts = new double[capacity];
    private double filled;

    Learner(ContinuousProblem problem, RandomGenerator random) {
      super(FittedSoftQ.this, problem);
      this.random = random;
      fitted = features.on(problem);
      Require.that(fitted.haveActions(), "features must see the action u: %s", features);
      experience = remember(new Experience(problem, capacity, first));
      w = remember(new double[fitted.size()]);
    }

    @Override
    public ContinuousResponse respond(double[] theta) {
      double[] y = problem.configuration(theta);
      boolean begins = experience.made() == 0;
      ChoicePolicy policy = policy();
      for (int step = 0; step < (begins ? first : steps); step++) {
        Require.uninterrupted("follower");
        experience.act(y, policy, random);
      }
      recall(y);
      Matrix inverse = inverse();
      for (int sweep = 0; sweep < (begins ? 10 * sweeps : sweeps); sweep++) {
        Require.uninterrupted("follower");
        sweep(inverse);
      }
      return new ContinuousResponse(problem, theta, policy(), residual());
    }

    /** What w says now. */
    private ChoicePolicy policy() {
      double[] kept = w.clone();
      Features own = features.on(problem);
      double[] v = new double[problem.width()];
      return new ChoicePolicy(
          problem,
          choices,
          (rows, from, out) -> {
            System.arraycopy(rows, from, v, 0, problem.seen());
            for (int k = 0; k < choices; k++) {
              v[problem.seen()] = ChoicePolicy.action(k, choices);
              out[k] = own.value(kept, v, 0);
            }
          });
    }

    /** Where the leader acts its next actions are drawn anew; else only new steps need features. */
    private void recall(double[] y) {
      boolean anew = problem.influence().acts() || filled > experience.made();
      for (double n = anew ? 0 : filled; n < experience.made(); n++) {
        now[experience.place(n)] = null;
      }
      for (int i = 0; i < experience.size(); i++) {
        Require.uninterrupted("follower");
        experience.recall(i, y, random);
        rewards[i] = experience.reward;
        discounts[i] = experience.discount;
        if (now[i] == null) {
          now[i] = features(experience.before, experience.action);
          for (int k = 0; k < choices; k++) {
            next[i][k] = features(experience.after, ChoicePolicy.action(k, choices));
          }
        }
      }
      filled = experience.made();
    }

    private double[] features(double[] row, double action) {
      double[] phi = new double[w.length];
      row[problem.seen()] = action;
      fitted.fill(row, 0, phi);
      return phi;
    }

    /** (Σ φφᵀ + ridge · N)⁻¹. */
    private Matrix inverse() {
      int held = experience.size();
      double[][] squares = new double[w.length][w.length];
      for (int i = 0; i < held; i++) {
        Require.uninterrupted("follower");
        for (int j = 0; j < w.length; j++) {
          double factor = now[i][j];
          double[] own = squares[j];
          for (int k = 0; k < w.length; k++) {
            own[k] += factor * now[i][k];
          }
        }
      }
      for (int j = 0; j < w.length; j++) {
        squares[j][j] += ridge * held;
      }
      return Cholesky.of("squares of the features", Matrix.of("squares", squares)).inverse();
    }

    /** One fit of w to the targets that w itself gives. */
    private void sweep(Matrix inverse) {
      double[] products = new double[w.length];
      double most = bound(true);
      double least = bound(false);
      for (int i = 0; i < experience.size(); i++) {
        double target = target(i, least, most);
        for (int j = 0; j < products.length; j++) {
          products[j] += target * now[i][j];
        }
      }
      Arrays.fill(w, 0);
      inverse.addApplied(1, products, 0, w, 0);
    }

    /** y_i, by a value that is kept within bounds. */
    private double target(int i, double least, double most) {
      if (discounts[i] == 0) {
        return rewards[i];
      }
      for (int k = 0; k < choices; k++) {
        q[k] = dot(next[i][k]);
      }
      double value = Categorical.softmax(q, 0, choices, problem.temperature());
      return rewards[i] + discounts[i] * Math.max(least, Math.min(most, value));
    }

    /** √ mean (y_i − wᵀφ_i)². */
    private double residual() {
      double most = bound(true);
      double least = bound(false);
      double squares = 0;
      for (int i = 0; i < experience.size(); i++) {
        double error = target(i, least, most) - dot(now[i]);
        squares += error * error;
      }
      return Math.sqrt(squares / experience.size());
    }

    /** What the best or the worst reward seen, with all entropy, is worth for ever; or an end. */
    private double bound(boolean most) {
      double entropy = problem.temperature() * StrictMath.log(choices);
      double best = 0;
      for (int i = 0; i < experience.size(); i++) {
        double reward = rewards[i] + entropy;
        best = most ? Math.max(best, reward) : Math.min(best, reward);
      }
      // Also where γ_F = 1, which 0 / 0 would not say.
      return best == 0 ? 0 : best / (1 - problem.followerDiscount());
    }

    private double dot(double[] phi) {
      double sum = 0;
      for (int j = 0; j < phi.length; j++) {
        sum += w[j] * phi[j];
      }
      return sum;
    }
  }
}
