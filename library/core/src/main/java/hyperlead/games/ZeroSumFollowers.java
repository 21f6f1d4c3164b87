package hyperlead.games;

import hyperlead.Episodes;
import hyperlead.Estimator;
import hyperlead.Hypergradient;
import hyperlead.LeaderProblem;
import hyperlead.Worker;
import hyperlead.algebra.Matrix;
import hyperlead.algebra.PolicySystem;
import hyperlead.algebra.Require;
import hyperlead.algebra.TransitionPattern;
import hyperlead.critics.TabularCritic;
import hyperlead.critics.WrappedCritic;
import hyperlead.tabular.LeaderValues;
import hyperlead.tabular.Objective;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularFollower;
import hyperlead.tabular.TabularHypergradient;
import hyperlead.tabular.TabularMdp;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Two followers that play a zero-sum Markov game with entropy against each other, for a leader that
 * configures it: the first wants r_F, the second −r_F.
 *
 * <pre>
 * Q(x,a,b) = r_F(x,a,b) + γ_F Σ_x' P(x'|x,a,b) V(x'),   V(x) = max_μ min_ν μᵀQ(x) ν + τ H(μ) − τ H(ν)
 * π(a,b|x) = μ(a|x) ν(b|x),   V ← V + (I − γ_F P_π)⁻¹ (TV − V)
 * </pre>
 *
 * <p>In the problem the two are one with the actions {@code a · B + b}, so that simulators, critics
 * and direct terms are those of any tabular problem. The last step is Newton's, as ∂TV/∂V = γ_F P_π
 * at a saddle point; it is a plain sweep after one that made the residual larger, since Newton's
 * method need not converge from everywhere here (Filar and Tolwinski, "On the algorithm of
 * Pollatschek and Avi-Itzhak", 1991). Cost of an iteration: a {@link SaddlePoint} a state and a
 * linear solve. Source of the setting: PANDA, arXiv 2605.26654.
 *
 * @param columns B &gt; 0, actions of the second follower, which divides the problem's actions
 */
public record ZeroSumFollowers(int columns) implements TabularFollower.Kind {
  private static final double TOLERANCE = 1e-13;

  private static final int MOST_ITERATIONS = 1000;

  /** What a policy may be away from its values' saddle point, as one learned nearly is. */
  private static final double PLAYED = 1e-6;

  public ZeroSumFollowers {
    Require.positive("columns", columns);
  }

  private void checkPlayed(TransitionPattern pattern) {
    boolean all = IntStream.range(0, pattern.pairs()).allMatch(pattern::isAvailable);
    Require.that(
        all && pattern.actions() % columns == 0,
        "columns must divide the actions, %s, which must be there in every state: %s",
        pattern.actions(),
        columns);
  }

  @Override
  public TabularFollower on(TabularProblem problem, RandomGenerator random) {
    return new Players(problem);
  }

  /**
   * The answers of a penalty λ ( max_μ J(μ,ν) − min_ν J(μ,ν) ), by {@link #penalised}.
   *
   * @param pair (μ_λ, ν_λ), whose V_F is not their own
   * @param maximal (μ', ν_λ), μ' the first's best answer to ν_λ
   * @param minimal (μ_λ, ν'), ν' the second's best answer to μ_λ
   */
  public record Penalised(TabularResponse pair, TabularResponse maximal, TabularResponse minimal) {}

  /**
   * {@return (μ_λ, ν_λ) = argmax J_L − λ ( max_μ J_F − min_ν J_F ) near a saddle point, with the
   * best answers to them}
   *
   * <pre>
   * μ_λ ∝ exp( ( Σ_b ν' Q_F + m_L/(λ m_F) Σ_b ν_λ A_L ) / τ )      Q_F and m_F under (μ_λ, ν')
   * ν_λ ∝ exp( (−Σ_a μ' Q_F + m_L/(λ m_F) Σ_a μ_λ A_L ) / τ )      Q_F and m_F under (μ', ν_λ)
   * </pre>
   *
   * @param saddle an answer of such followers
   * @param weight λ &gt; 0; so large that a maximum near the saddle point exists
   * @throws ArithmeticException if none is found
   */
  public Penalised penalised(TabularResponse saddle, double weight) {
    return new NikaidoIsoda(this, saddle, Require.positive("weight", weight)).solve();
  }

  /** {@code V = (I − γ_F P_π)⁻¹ ( r_F,π + τ H(μ) − τ H(ν) )}, for a π that is a product of two. */
  @Override
  public TabularResponse valued(TabularMdp mdp, double[] policy) {
    double[] values = new double[mdp.pattern().end() + 1];
    for (int x = 0; x < mdp.pattern().states(); x++) {
      Matrix joint = block(mdp.problem(), policy, x);
      for (int a = 0; a < joint.rows(); a++) {
        double mu = Arrays.stream(joint.toRows()[a]).sum();
        for (int b = 0; b < columns; b++) {
          double odds = joint.get(a, b) > 0 ? StrictMath.log(joint.get(a, b) / (mu * mu)) : 0;
          double bonus = mdp.problem().temperature() * odds;
          values[x] += joint.get(a, b) * (mdp.followerReward(x, a * columns + b) + bonus);
        }
      }
    }
    mdp.fillFollower(new PolicySystem(mdp.pattern()), policy).solve(values);
    return new TabularResponse(mdp, policy, values, Double.NaN, 1);
  }

  /** The numbers of a state's pairs, A × B. */
  Matrix block(TabularProblem problem, double[] ofPairs, int x) {
    int actions = problem.transitions().pattern().actions();
    return Matrix.of(actions / columns, columns, (a, b) -> ofPairs[x * actions + a * columns + b]);
  }

  /** B(x,a,b) of A_L(x,a,b), one number a pair, by {@link SaddlePoint#answered} in every state. */
  private double[] answered(TabularResponse response, double[] advantages) {
    TabularProblem problem = response.problem();
    double[] q = new double[advantages.length];
    response.mdp().followerActionValues(response.values(), q);
    double[] answered = new double[q.length];
    int actions = response.mdp().pattern().actions();
    for (int x = 0; x * actions < q.length; x++) {
      SaddlePoint game = new SaddlePoint(block(problem, q, x), problem.temperature());
      double[] joint = game.joint();
      for (int i = 0; i < actions; i++) {
        double off = Math.abs(joint[i] - response.policy(x, i));
        Require.that(off < PLAYED, "players must be at their saddle point, off by %s", off);
      }
      double[] own = game.answered(block(problem, advantages, x)).entries();
      System.arraycopy(own, 0, answered, x * actions, actions);
    }
    return answered;
  }

  /**
   * {@return the exact hypergradient for such followers} Cost: that of {@link TabularHypergradient}
   * and a saddle point for each state.
   */
  public Estimator.Kind<TabularEpisode> hypergradient() {
    record Exact(ZeroSumFollowers kind) implements Estimator.Kind<TabularEpisode> {
      @Override
      public Estimator<TabularEpisode> on(
          LeaderProblem<TabularEpisode> problem, RandomGenerator random) {
        Objective.requireExpectedReturn(this, problem);
        TabularFollower players = kind.on(problem, random);
        TabularHypergradient exact = new TabularHypergradient();
        Estimator<TabularEpisode> work = (theta, round) -> kind.at(players.respond(theta), exact);
        return Estimator.of(this, problem, work, players);
      }

      @Override
      public String toString() {
        return kind + ".hypergradient";
      }
    }
    return new Exact(this);
  }

  /** Σ m(x) B(x,a,b) dπ(a,b|x) is the guidance, as if one follower answered ∇Q_F. */
  private Hypergradient at(TabularResponse saddle, TabularHypergradient exact) {
    LeaderValues leader = LeaderValues.of(saddle);
    double[] visits = saddle.visits();
    double[] w = new double[saddle.mdp().pattern().pairs()];
    Arrays.setAll(w, leader::advantage);
    w = answered(saddle, w);
    for (int pair = 0; pair < w.length; pair++) {
      w[pair] *= visits[pair / saddle.mdp().pattern().actions()];
    }
    double[] direct = exact.at(saddle).direct();
    return new Hypergradient(leader.objective(), direct, exact.policyGradient(saddle, w));
  }

  /**
   * {@return a critic that makes BC-HG hold for such followers: with B in the place of A_L}
   *
   * <pre>guidance = (1/τ) E[ Σ_t γ_L^t B(x_t,a_t,b_t) ∇Q_F(x_t,a_t,b_t) ],   E_π[B] = 0</pre>
   *
   * <p>By E_π[B] = 0 it is a covariance still, and no state need be visited twice. But B needs more
   * than the follower's policy: Q_L of all pairs of actions in the visited state, and the payoffs
   * Q_F there, by r_F, the law and V_F. log μ and log ν are A + B − 2 numbers, and what couples the
   * answers are the (A − 1)(B − 1) interactions of Q_F, which they do not tell. Cost: O(states ·
   * B³) a round. No bias beyond the critic's.
   *
   * @param critic of Q_L
   */
  public TabularCritic.Kind critic(TabularCritic.Kind critic) {
    record Answered(ZeroSumFollowers kind, TabularCritic.Kind critic)
        implements TabularCritic.Kind {
      @Override
      public TabularCritic on(TabularProblem problem, RandomGenerator random) {
        return kind.critic(this, problem, critic.on(problem, random));
      }

      @Override
      public String toString() {
        return kind + ".critic(" + critic + ")";
      }
    }
    return new Answered(this, critic);
  }

  private TabularCritic critic(
      TabularCritic.Kind kind, TabularProblem problem, TabularCritic values) {
    checkPlayed(problem.transitions().pattern());
    return new WrappedCritic(kind, problem, values) {
      private double[] answered;

      @Override
      public void observe(Episodes<TabularEpisode> round) {
        super.observe(round);
        TabularResponse response = round.list().get(0).response();
        int actions = response.mdp().pattern().actions();
        answered = new double[response.mdp().pattern().pairs()];
        Arrays.setAll(
            answered, pair -> values.actionValue(pair) - values.value(response, pair / actions));
        answered = answered(response, answered);
      }

      @Override
      public double advantage(TabularEpisode episode, int t) {
        return answered[episode.pair(t)];
      }
    };
  }

  @Override
  public String toString() {
    return "ZeroSumFollowers(" + columns + " columns)";
  }

  /** What is played in a state of payoffs Q. */
  interface Play {
    SaddlePoint at(int x, Matrix q);
  }

  final class Players extends Worker<TabularProblem> implements TabularFollower {
    private final TransitionPattern pattern = problem.transitions().pattern();
    private final PolicySystem system = new PolicySystem(pattern);
    private final double[] values = remember(new double[pattern.states() + 1]);
    private final double[] q = new double[pattern.pairs()];
    private final double[] policy = new double[pattern.pairs()];

    Players(TabularProblem problem) {
      super(ZeroSumFollowers.this, problem);
      checkPlayed(pattern);
    }

    @Override
    public TabularResponse respond(double[] theta) {
      return solve(problem.at(theta), values, (x, q) -> new SaddlePoint(q, problem.temperature()));
    }

    /** The answer whose values solve V = TV, T by the play of every state; from the values on. */
    TabularResponse solve(TabularMdp mdp, double[] values, Play play) {
      double last = Double.POSITIVE_INFINITY;
      for (int iteration = 1; iteration <= MOST_ITERATIONS; iteration++) {
        Require.uninterrupted("the followers' answer");
        double[] next = values.clone();
        double residual = sweep(mdp, values, next, play);
        double[] step = new double[pattern.states()];
        Arrays.setAll(step, x -> next[x] - values[x]);
        if (residual <= last) {
          mdp.fillFollower(system, policy).solve(step);
        }
        Arrays.setAll(values, x -> x < step.length ? values[x] + step[x] : 0);
        if (residual <= TOLERANCE) {
          return new TabularResponse(mdp, policy, next, residual, iteration);
        }
        last = residual;
      }
      Arrays.fill(values, 0);
      throw new ArithmeticException(
          "saddle points did not converge: residual %s > tolerance %s after %s iterations"
              .formatted(last, TOLERANCE, MOST_ITERATIONS));
    }

    /** TV into next, π of V into the policy; the largest |TV − V| relative to τ + |TV|. */
    private double sweep(TabularMdp mdp, double[] values, double[] next, Play play) {
      mdp.followerActionValues(values, q);
      double residual = 0;
      for (int x = 0; x < pattern.states(); x++) {
        SaddlePoint game = play.at(x, block(problem, q, x));
        next[x] = game.value;
        double[] joint = game.joint();
        System.arraycopy(joint, 0, policy, x * joint.length, joint.length);
        residual =
            Math.max(
                residual,
                Math.abs(next[x] - values[x]) / (problem.temperature() + Math.abs(next[x])));
      }
      return residual;
    }
  }
}
