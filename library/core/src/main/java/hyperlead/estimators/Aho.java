package hyperlead.estimators;

import hyperlead.Estimator;
import hyperlead.Hypergradient;
import hyperlead.LeaderCritic;
import hyperlead.LeaderProblem;
import hyperlead.algebra.PolicySystem;
import hyperlead.algebra.Require;
import hyperlead.algebra.TransitionPattern;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.tabular.LeaderValues;
import hyperlead.tabular.Objective;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularFollower;
import hyperlead.tabular.TabularHypergradient;
import hyperlead.tabular.TabularMdp;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * AHO: vector critics W = ∇Q_F and U = ∇V_F, by their own soft Bellman recursion.
 *
 * <pre>
 * W(x,a) = ∇r_F(x,a) + γ_F Σ_x' ( P(x'|x,a) U(x') + ∇P(x'|x,a) V_F(x') ),   U(x) = Σ_a π(a|x) W(x,a)
 * guidance = (1/τ) E[ Σ_t γ_L^t A_L(x_t,a_t) ( W(x_t,a_t) − U(x_t) ) ]
 * W(x_t,a_t) ← (1 − α) W(x_t,a_t) + α ( ∇r_F + γ_F V_F(x_{t+1}) ∇log P + γ_F U(x_{t+1}) )
 * </pre>
 *
 * <p>As E_π[A_L] = 0, U changes no expectation but much of the variance. Needs episodes, the
 * observed policy and V_F, and a critic of A_L; memory |S||A| d, where BC-HG has d, and |A| d a
 * step. W is that of earlier rounds: bias of its error, which is what α and moving θ leave: α does
 * not fade, and as one round's W share their noise with later rounds, a large one stays off. Prefer
 * it to BC-HG where θ moves slowly and many rounds share W. Source: arXiv 2607.28849.
 *
 * @param critic estimates A_L
 * @param stepSize α in (0, 1]
 */
public record Aho(LeaderCritic.Kind<TabularEpisode> critic, double stepSize)
    implements Estimator.Kind<TabularEpisode> {
  public Aho {
    Require.that(stepSize > 0 && stepSize <= 1, "stepSize must be in (0, 1]: %s", stepSize);
  }

  @Override
  public Estimator<TabularEpisode> on(
      LeaderProblem<TabularEpisode> problem, RandomGenerator random) {
    int pairs = TabularProblem.of(problem).transitions().pattern().pairs();
    double[][] w = new double[pairs][problem.parameterization().configurations()];
    TrajectoryEstimator.Guidance<TabularEpisode> guidance =
        (round, learned, g) -> {
          for (TabularEpisode episode : round.list()) {
            double[] weights = round.weights(episode, learned);
            for (int t = 0; t < weights.length; t++) {
              add(weights[t], w[episode.pair(t)], g);
              addMean(-weights[t], w, episode.response(), episode.state(t), g);
            }
          }
          round.list().forEach(episode -> learn(w, episode, learned));
        };
    return TrajectoryEstimator.of(this, critic, problem, random, guidance, List.of(w));
  }

  /**
   * {@return the same guidance from the model, whose recursion is solved; the exact hypergradient
   * by another way} Needs the model. Cost: a linear solve for each entry of y, where the exact one
   * has three. Prefer that.
   */
  public static Estimator.Kind<TabularEpisode> exact() {
    return new NamedKind<>(
        "Aho.exact",
        (problem, random, parts) -> {
          Objective.requireExpectedReturn("Aho.exact", problem);
          TabularFollower follower = new SoftPolicyIteration().on(TabularProblem.of(problem));
          parts.add(follower);
          TabularHypergradient model = new TabularHypergradient();
          return (theta, round) -> {
            TabularResponse own = follower.respond(theta);
            Hypergradient exact = model.at(own);
            return new Hypergradient(exact.objective(), exact.direct(), guidance(own));
          };
        });
  }

  /** {@code Σ_{x,a} m(x) π(a|x) A_L(x,a) W(x,a) / τ}, where U adds nothing. */
  private static double[] guidance(TabularResponse own) {
    double[][] w = gradients(own);
    double[] visits = own.pairVisits();
    LeaderValues leader = LeaderValues.of(own);
    double[] g = new double[own.mdp().configuration().length];
    for (int pair = 0; pair < w.length; pair++) {
      add(visits[pair] * leader.advantage(pair) / own.problem().temperature(), w[pair], g);
    }
    return own.mdp().pullBack(g);
  }

  /** W: ∇r_F + γ_F Σ ∇P V_F, and γ_F P U of that, where U = (I − γ_F P_π)⁻¹ of its mean. */
  private static double[][] gradients(TabularResponse own) {
    TabularMdp mdp = own.mdp();
    TransitionPattern pattern = mdp.pattern();
    double[] policy = Arrays.stream(own.policy()).flatMapToDouble(Arrays::stream).toArray();
    PolicySystem system = mdp.fillFollower(new PolicySystem(pattern), policy);
    double[] y = mdp.configuration();
    double[][] w = new double[policy.length][y.length];
    double[][] means = new double[y.length][pattern.end() + 1];
    for (int pair = 0; pair < w.length; pair++) {
      if (pattern.isAvailable(pair)) {
        int x = pair / pattern.actions();
        mdp.problem().followerReward().addGradient(y, pair, 1, w[pair]);
        mdp.addExpectedTransition(pair, mdp.problem().followerDiscount(x), own::value, w[pair]);
        for (int i = 0; i < y.length; i++) {
          means[i][x] += policy[pair] * w[pair][i];
        }
      }
    }
    for (int i = 0; i < y.length; i++) {
      system.solve(means[i]);
      for (int e = 0; e < pattern.entries(); e++) {
        double discount = mdp.problem().followerDiscount(pattern.pair(e) / pattern.actions());
        w[pattern.pair(e)][i] += discount * mdp.probability(e) * means[i][pattern.successor(e)];
      }
    }
    return w;
  }

  private void learn(double[][] w, TabularEpisode episode, LeaderCritic<TabularEpisode> critic) {
    double discount = stepSize * episode.followerDiscount();
    for (int t = 0; t < episode.length(); t++) {
      double[] row = w[episode.pair(t)];
      double[] target = new double[row.length];
      addMean(discount, w, episode.response(), episode.state(t + 1), target);
      episode.addFollowerRewardGradient(t, stepSize, target);
      critic.addFollowerScore(episode, t, discount, target);
      Arrays.setAll(row, i -> (1 - stepSize) * row[i] + target[i]);
    }
  }

  /** Adds weight · U(x), which is zero at the end. */
  private static void addMean(
      double weight, double[][] w, TabularResponse response, int x, double[] g) {
    TransitionPattern pattern = response.mdp().pattern();
    for (int a = 0; a < pattern.actions() && x != pattern.end(); a++) {
      add(weight * response.policy(x, a), w[x * pattern.actions() + a], g);
    }
  }

  private static void add(double weight, double[] v, double[] g) {
    for (int i = 0; i < g.length; i++) {
      g[i] += weight * v[i];
    }
  }

  @Override
  public String toString() {
    return "Aho(%s, α = %s)".formatted(critic, stepSize);
  }
}
