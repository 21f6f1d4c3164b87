package hyperlead.estimators;

import static org.apache.commons.math3.util.MathArrays.ebeSubtract;
import static org.apache.commons.math3.util.MathArrays.scale;

import hyperlead.Budget;
import hyperlead.Episodes;
import hyperlead.Estimator;
import hyperlead.Hypergradient;
import hyperlead.LeaderCritic;
import hyperlead.algebra.Require;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.games.ZeroSumFollowers;
import hyperlead.parameters.Coefficients;
import hyperlead.tabular.Objective;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularFollower;
import hyperlead.tabular.TabularHypergradient;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Value penalties: the follower is asked again with a small pay that the leader adds, and what that
 * does to the gradient of the follower's own objective is the guidance.
 *
 * <pre>
 * one-sided  ∇J ≈ ∂_θJ_L(π_λ) + λ ( ∂_θJ_F(π_λ) − ∂_θJ_F(π*) )         π_λ for r_F + u/λ
 * two-sided  ∇J ≈ ∂_θJ_L(π*) + (λ/2) ( ∂_θJ_F(π₊) − ∂_θJ_F(π₋) )       π_± for r_F ± u/λ
 * </pre>
 *
 * <p>∂_θ with the policy held, J_F with its entropy; u = r_L where γ_L = γ_F, and else A_L m_L/m_F,
 * see {@link PaidFollower}. The first is the gradient of {@code max_π J_L − λ ( max J_F − J_F(π)
 * )}, a forward difference of the envelope theorem with bias O(1/λ), the second a central one with
 * O(1/λ²). Needs a follower that takes pay, and one or two answers more whatever d is; no ∇Q_F, and
 * with one discount no A_L. Prefer BC-HG unless only payments can be tried.
 *
 * <p>Sampled, both answers are played with the same random numbers: their episodes part with a
 * chance of order 1/λ, so the variance is λ/N and not λ²/N. So λ grows as N^{1/3} for a mean square
 * error of N^{−2/3} with one side, as N^{1/5} for N^{−4/5} with two; BC-HG has N^{−1}. Sources:
 * Shen, Yang, Chen, "Principled penalty-based methods for bilevel reinforcement learning and RLHF",
 * ICML 2024; arXiv 2503.17644.
 */
public final class ValuePenalty {
  /** Beyond it, what λ multiplies is rounding. */
  static final double LARGEST = 1e12;

  private final String name;
  private final Equation equation;
  private final TabularFollower.Kind solver;

  private ValuePenalty(String name, double weight, TabularFollower.Kind solver, Equation equation) {
    boolean inRange = weight > 0 && weight <= LARGEST;
    Require.that(inRange, "weight must be in (0, %s]: %s", LARGEST, weight);
    this.name = "ValuePenalty.%s(%s)".formatted(name, weight);
    this.equation = equation;
    this.solver = solver;
  }

  /** J_L and its direct term ∂_θJ_L(π), and ∂_θJ_F(π), of answers without pay and with ε u. */
  @FunctionalInterface
  private interface Equation extends Serializable {
    Hypergradient at(
        Function<TabularResponse, Hypergradient> leader,
        Function<TabularResponse, double[]> follower,
        TabularResponse own,
        DoubleFunction<TabularResponse> paid);
  }

  /**
   * {@return the one-sided penalty of a weight λ in (0, 1e12], in units of r_L over units of r_F}
   */
  public static ValuePenalty oneSided(double weight) {
    return new ValuePenalty(
        "oneSided",
        weight,
        new SoftPolicyIteration(),
        (leader, follower, own, paid) -> {
          TabularResponse answer = paid.apply(1 / weight);
          Hypergradient j = leader.apply(answer);
          double[] difference = ebeSubtract(follower.apply(answer), follower.apply(own));
          return new Hypergradient(j.objective(), j.direct(), scale(weight, difference));
        });
  }

  /** {@return the two-sided probe of a weight λ in (0, 1e12], in units of r_L over units of r_F} */
  public static ValuePenalty twoSided(double weight) {
    return new ValuePenalty(
        "twoSided",
        weight,
        new SoftPolicyIteration(),
        (leader, follower, own, paid) -> {
          double[] more = follower.apply(paid.apply(1 / weight));
          double[] less = follower.apply(paid.apply(-1 / weight));
          Hypergradient j = leader.apply(own);
          return new Hypergradient(
              j.objective(), j.direct(), scale(weight / 2, ebeSubtract(more, less)));
        });
  }

  /**
   * {@return the penalty of a weight λ &gt; 0 for two followers of a zero-sum game}
   *
   * <pre>∇J ≈ ∂_θJ_L(μ_λ,ν_λ) − λ ( ∂_θJ_F(μ',ν_λ) − ∂_θJ_F(μ_λ,ν') )</pre>
   *
   * <p>of max J_L − λ (max_μ J_F − min_ν J_F), the gap of Nikaido and Isoda, see {@link
   * ZeroSumFollowers#penalised}; bias O(1/λ). The other two need no gap for such followers either:
   * at a saddle point the envelope theorem holds as it does at a maximum, so {@code
   * twoSided(λ).exact(players)} has O(1/λ²). Source: PANDA, arXiv 2605.26654.
   */
  public static ValuePenalty nikaidoIsoda(double weight, ZeroSumFollowers players) {
    return new ValuePenalty(
        "nikaidoIsoda",
        weight,
        players,
        (leader, follower, own, paid) -> {
          ZeroSumFollowers.Penalised near = players.penalised(own, weight);
          Hypergradient j = leader.apply(near.pair());
          double[] gap =
              ebeSubtract(follower.apply(near.maximal()), follower.apply(near.minimal()));
          return new Hypergradient(j.objective(), j.direct(), scale(-weight, gap));
        });
  }

  /** {@return the equation from the model; cost: the answers' solves and two more for each} */
  public Estimator.Kind<TabularEpisode> exact() {
    return exact(name + ".exact", solver);
  }

  /**
   * {@return the equation from the model and answers of another follower, which remember what they
   * were before} With {@link hyperlead.followers.MirrorDescent} it is PBRL's single loop: one step
   * of each answer an update. Bias: that of {@link #exact()}, and that of answers that lag.
   */
  public Estimator.Kind<TabularEpisode> exact(TabularFollower.Kind follower) {
    return exact(name + ".exact(" + follower + ")", follower);
  }

  private Estimator.Kind<TabularEpisode> exact(String called, TabularFollower.Kind follower) {
    return new NamedKind<>(
        called,
        (problem, random, parts) -> {
          Objective.requireExpectedReturn(name, problem);
          PaidFollower paid = new PaidFollower(follower, TabularProblem.of(problem), random);
          parts.add(paid);
          TabularHypergradient model = new TabularHypergradient();
          return (theta, round) -> at(model, paid, theta);
        });
  }

  Hypergradient at(TabularHypergradient model, PaidFollower paid, double[] theta) {
    return at(model::at, model::followerGradient, paid, paid.answer(theta, 0, null));
  }

  private Hypergradient at(
      Function<TabularResponse, Hypergradient> leader,
      Function<TabularResponse, double[]> gradient,
      PaidFollower follower,
      TabularResponse own) {
    Coefficients u = follower.pay(own);
    return equation.at(leader, gradient, own, share -> follower.answer(own.theta(), share, u));
  }

  /**
   * {@return the equation from as many episodes with each answer as the round has; unbiased for
   * what is {@link #exact} if the critic is} An answer's V_F, and u where discounts differ, are the
   * model's.
   *
   * @param follower asked with each pay; goes on from its last answer to it
   * @param critic of V_L in the direct term
   */
  public Estimator.Kind<TabularEpisode> sampled(
      TabularFollower.Kind follower, LeaderCritic.Kind<TabularEpisode> critic) {
    return new NamedKind<>(
        "%s.sampled(%s, %s)".formatted(name, follower, critic),
        (problem, random, parts) -> {
          Objective.requireExpectedReturn(name, problem);
          PaidFollower paid = new PaidFollower(follower, TabularProblem.of(problem), random);
          LeaderCritic<TabularEpisode> learning = critic.on(problem, random);
          parts.add(List.of(paid, learning));
          return (theta, round) -> {
            long seed = random.nextLong();
            Sampled means = new Sampled(round, learning, () -> critic.on(problem, random), seed);
            return at(means::leader, means::follower, paid, round.list().get(0).response());
          };
        });
  }

  /**
   * Means over episodes, which all answers play with the same random numbers.
   *
   * @param critic learns V_L
   * @param fresh critics that know of one answer only, for how its V_F meets a score
   */
  record Sampled(
      Episodes<TabularEpisode> round,
      LeaderCritic<TabularEpisode> critic,
      Supplier<LeaderCritic<TabularEpisode>> fresh,
      long seed) {
    Hypergradient leader(TabularResponse answer) {
      boolean free = answer == round.list().get(0).response();
      Episodes<TabularEpisode> played = free ? round : play(answer);
      critic.observe(played);
      double[] g = round.zeroGradient();
      TrajectoryEstimator.addDirect(played, critic, g);
      double[] direct = played.meanGradient(g);
      return new Hypergradient(played.meanReturn(), direct, new double[direct.length]);
    }

    double[] follower(TabularResponse answer) {
      Episodes<TabularEpisode> played = play(answer);
      double[] g = round.zeroGradient();
      for (TabularEpisode episode : played.list()) {
        episode.addInitialScore(episode.followerValue(0), g);
      }
      LeaderCritic<TabularEpisode> scoring = fresh.get();
      scoring.observe(played);
      TrajectoryEstimator.addGuidance(played, scoring, Sampled::first, g);
      return played.meanGradient(g);
    }

    /** A credit of one for the first step makes the traces γ_F^t. */
    private static double[] first(TabularEpisode episode) {
      double[] credits = new double[episode.length()];
      credits[0] = 1;
      return credits;
    }

    /** Episodes each of a stream of its own, so that answers that differ little differ in few. */
    private Episodes<TabularEpisode> play(TabularResponse answer) {
      SplittableRandom streams = new SplittableRandom(seed);
      List<TabularEpisode> list = new ArrayList<>();
      for (int i = 0; i < round.list().size(); i++) {
        list.addAll(answer.play(Budget.episodes(1), streams.split()).list());
      }
      return new Episodes<>(answer, answer.mdp().configuration(), list);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
