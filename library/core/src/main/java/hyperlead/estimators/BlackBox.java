package hyperlead.estimators;

import hyperlead.Episode;
import hyperlead.Episodes;
import hyperlead.Estimator;
import hyperlead.Response;
import hyperlead.algebra.Learner;
import hyperlead.algebra.Require;
import hyperlead.critics.SoftQuadraticValues;
import hyperlead.linear.LinearQuadraticEpisode;
import hyperlead.parameters.Coefficients;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import java.io.Serializable;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Any estimator in the fully decentralized setting, where the leader sees trajectories only.
 *
 * <p>Each round is handed on with π and V_F replaced by what the leader makes of the trajectories,
 * so the estimator inside and its critic see a follower that was never shown to them. Needs
 * episodes; the follower's answer is not looked at. r_F, τ and γ_F are known. Bias: that of the
 * inner estimator, and that of π̂ and V̂_F, which vanishes as rounds grow. A critic that knows the
 * model still knows it.
 */
public final class BlackBox {
  private BlackBox() {}

  /**
   * {@return an estimator of finite problems that knows the follower by counts, see {@link
   * FollowerEstimate}; with a memory of 0 their bias vanishes as rounds grow} Cost: one linear
   * solve a round beside the inner estimator.
   *
   * @param smoothing visits added to every action of a state and every successor, &gt; 0
   * @param memory factor of the counts of earlier rounds, in [0, 1]: less noise, but answers to
   *     earlier θ
   * @throws IllegalArgumentException if smoothing or memory is out of range
   */
  public static Estimator.Kind<TabularEpisode> of(
      Estimator.Kind<TabularEpisode> inner, double smoothing, double memory) {
    Require.positive("smoothing", smoothing);
    Require.probability("memory", memory);
    return of(
        "smoothing %s, memory %s".formatted(smoothing, memory),
        inner,
        problem -> new FollowerEstimate(problem, smoothing, memory));
  }

  /**
   * {@return an estimator of finite problems that knows the follower by an estimate of one's own,
   * such as a fit of its reward to what it does, by maximum causal entropy}
   *
   * @param name of the estimate and its settings, by which runs are known
   * @param estimate a new one for the problem of a run
   */
  public static Estimator.Kind<TabularEpisode> of(
      String name, Estimator.Kind<TabularEpisode> inner, Source estimate) {
    return new NamedKind<>(
        "BlackBox(" + inner + ", " + name + ")",
        (problem, random, parts) -> {
          Estimator<TabularEpisode> seeing = inner.on(problem, random);
          Estimate follower = estimate.apply(TabularProblem.of(problem));
          parts.add(List.of(seeing, follower));
          return (theta, round) ->
              seeing.estimate(
                  theta, relabelled(round, follower.observe(round), TabularEpisode::observedWith));
        });
  }

  /**
   * {@return an estimator of finite problems that knows the follower by maximum causal entropy: the
   * reward {@code r + Σ_j w_j φ_j} under which it would do, softly, what it was seen to do}
   *
   * <pre>w = argmax Σ_{x,a} n(x,a) log π_w(a|x) − ½ |w|²</pre>
   *
   * <p>The leader knows the law, and the reward up to w; its bias is that of a reward that no w
   * makes right. A few numbers are found sooner than a policy by counts. Cost: some tens of the
   * follower's answers a round. Source: Ziebart, Bagnell, Dey, "Modeling interaction via the
   * principle of maximum causal entropy", ICML 2010.
   *
   * @param known r(x,a; y), one number a pair
   * @param features φ_j, one number a pair each
   * @param memory factor of the counts n of earlier rounds, in [0, 1]
   */
  public static Estimator.Kind<TabularEpisode> inverse(
      Estimator.Kind<TabularEpisode> inner,
      Coefficients known,
      double[][] features,
      double memory) {
    Require.probability("memory", memory);
    return of(
        "inverse of %s features, memory %s".formatted(features.length, memory),
        inner,
        problem -> new InverseReinforcement(problem, known, features, memory));
  }

  /** A new estimate for a problem. */
  @FunctionalInterface
  public interface Source extends Function<TabularProblem, Estimate>, Serializable {}

  /** What a leader makes of the trajectories; what it remembers, it declares. */
  @FunctionalInterface
  public interface Estimate extends Learner {
    /**
     * {@return π̂ and V̂_F for the MDP of a round's episodes, which the round's answer has no part
     * in}
     */
    TabularResponse observe(Episodes<TabularEpisode> round);
  }

  /**
   * {@return an estimator of linear-quadratic problems that knows the follower by least squares on
   * the last round, see {@link SoftQuadraticValues#estimate}; without bias of its own only where s
   * = (a, x) spans all directions} Cost: one more fit a round.
   */
  public static Estimator.Kind<LinearQuadraticEpisode> of(
      Estimator.Kind<LinearQuadraticEpisode> inner) {
    return new NamedKind<>(
        "BlackBox(" + inner + ")",
        (problem, random, parts) -> {
          Estimator<LinearQuadraticEpisode> seeing = inner.on(problem, random);
          parts.add(seeing);
          return (theta, round) ->
              seeing.estimate(
                  theta,
                  relabelled(
                      round,
                      SoftQuadraticValues.estimate(round),
                      LinearQuadraticEpisode::observedWith));
        });
  }

  private static <E extends Episode, R extends Response<E>> Episodes<E> relabelled(
      Episodes<E> round, R estimate, BiFunction<E, R, E> observedWith) {
    return new Episodes<>(
        estimate,
        round.problem().parameterization().configuration(round.response().theta()),
        round.list().stream().map(episode -> observedWith.apply(episode, estimate)).toList());
  }
}
