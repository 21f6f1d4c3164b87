package hyperlead.tabular;

import hyperlead.Episodes;
import hyperlead.Hypergradient;
import hyperlead.algebra.Require;
import hyperlead.parameters.Coefficients;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.IntToDoubleFunction;

/**
 * A law of trajectories under one response: all that there are with their probabilities, or a
 * sample in which all weigh alike. Immutable.
 */
public final class Trajectories {
  /** Some hundred bytes each. */
  private static final int MOST = 1_000_000;

  private final TabularResponse response;
  private final List<TabularEpisode> list;
  private final double[] weights;
  private final boolean sample;

  private Trajectories(
      TabularResponse response, List<TabularEpisode> list, double[] weights, boolean sample) {
    this.response = response;
    this.list = list;
    this.weights = weights;
    this.sample = sample;
  }

  /**
   * {@return the episodes of a round as a sample, without one that the budget of steps cut}
   *
   * @throws IllegalArgumentException if there are fewer than three
   */
  public static Trajectories of(Episodes<TabularEpisode> round) {
    int horizon = round.problem().horizon();
    List<TabularEpisode> whole =
        round.list().stream().filter(e -> e.terminated() || e.length() >= horizon).toList();
    Require.that(
        whole.size() > 2,
        "a sample must have 3 whole episodes or more: %s of %s",
        whole.size(),
        round);
    double[] alike = new double[whole.size()];
    Arrays.fill(alike, 1.0 / alike.length);
    return new Trajectories(whole.get(0).response(), whole, alike, true);
  }

  /**
   * {@return all trajectories of positive probability, cut at the problem's horizon as episodes
   * are} A step whose chance is zero is not among them, nor what a gradient owes to it. Cost: as
   * many episodes as there are, and their memory.
   *
   * @throws IllegalArgumentException if they are more than a million
   */
  public static Trajectories all(TabularResponse response) {
    Optional<Trajectories> few = ifFew(response);
    Require.that(
        few.isPresent(),
        "%s has more than %s trajectories of at most %s steps, too many to count up: use"
            + " LikelihoodRatio, or a shorter FiniteHorizon",
        response.problem().name(),
        MOST,
        response.problem().horizon());
    return few.orElseThrow();
  }

  /** The same, or nothing if they are too many. */
  static Optional<Trajectories> ifFew(TabularResponse response) {
    Queue<Prefix> open = new ArrayDeque<>();
    Prefix.addFirst(response.mdp, open);
    List<Prefix> whole = new ArrayList<>();
    while (!open.isEmpty() && open.size() + whole.size() <= MOST) {
      uninterrupted();
      Prefix prefix = open.remove();
      if (prefix.isWhole(response.mdp)) {
        whole.add(prefix);
      } else {
        prefix.addNext(response, open);
      }
    }
    if (!open.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Trajectories(
            response,
            whole.stream().map(prefix -> episode(prefix, response)).toList(),
            whole.stream().mapToDouble(Prefix::probability).toArray(),
            false));
  }

  private static TabularEpisode episode(Prefix prefix, TabularResponse response) {
    uninterrupted();
    return prefix.episode(response);
  }

  private static void uninterrupted() {
    Require.uninterrupted("a sum over trajectories");
  }

  /** {@return the trajectories, in an order of no meaning; unmodifiable} */
  public List<TabularEpisode> list() {
    return list;
  }

  /** {@return the probability of trajectory i, or its share in the sample} */
  public double weight(int i) {
    return weights[i];
  }

  /** {@return whether they are a sample, and not all that there are} */
  public boolean isSample() {
    return sample;
  }

  /**
   * {@return the weight 1/N that a trajectory has in the means of its sample; 0 of all there are}
   */
  public double own() {
    return sample ? weights[0] : 0;
  }

  /** {@return the response that acts in them} */
  public TabularResponse response() {
    return response;
  }

  /** {@return m(x,a) = E[Σ_t γ_L^t 1{x_t = x, a_t = a}], one number a pair} */
  public double[] visits() {
    double[] visits = new double[response.mdp.pattern.pairs()];
    for (int i = 0; i < weights.length; i++) {
      double discounted = weights[i];
      for (int t = 0; t < list.get(i).length(); t++) {
        visits[list.get(i).pair(t)] += discounted;
        discounted *= list.get(i).leaderDiscount();
      }
    }
    return visits;
  }

  /** {@return f of every trajectory} */
  public double[] values(Functional f) {
    double[] values = new double[weights.length];
    for (int i = 0; i < values.length; i++) {
      uninterrupted();
      values[i] = f.at(list.get(i));
    }
    return values;
  }

  /** {@return Σ_i p_i v_i} */
  public double mean(double[] values) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += weights[i] * values[i];
    }
    return sum;
  }

  /**
   * {@return v_i less the mean of v: in a sample that of the other trajectories, which what
   * multiplies it is independent of}
   */
  public double[] centred(double[] values) {
    double mean = mean(values);
    double[] centred = new double[values.length];
    Arrays.setAll(centred, i -> (values[i] - mean) / (1 - own()));
    return centred;
  }

  /** Adds E[weight_i ∂f/∂y] into g. */
  public void addGradient(Functional f, IntToDoubleFunction weight, double[] g) {
    for (int i = 0; i < weights.length; i++) {
      uninterrupted();
      f.addGradient(list.get(i), weights[i] * weight.applyAsDouble(i), g);
    }
  }

  /**
   * {@return J and ∇J under this law, whose scores of the policy are those of the Boltzmann-optimal
   * one}
   *
   * <pre>
   * guidance = Σ_i p_i f_i Σ_t ∇log π(a_t|x_t),   direct = ∂J + Σ_i p_i f_i ( ∇log μ + Σ_t ∇log P )
   * </pre>
   *
   * @param exact what derives the response
   */
  public Hypergradient hypergradient(Objective objective, TabularHypergradient exact) {
    Influence influence = objective.under(this);
    double[] ofTrajectory =
        Require.vector("influence of an objective", influence.ofTrajectory(), weights.length);
    TabularMdp mdp = response.mdp;
    double[] first = new double[mdp.initialProbability.length];
    double[] pairs = new double[mdp.pattern.pairs()];
    double[] entries = new double[mdp.pattern.entries()];
    for (int i = 0; i < weights.length; i++) {
      uninterrupted();
      TabularEpisode episode = list.get(i);
      double weight = weights[i] * ofTrajectory[i];
      first[episode.initial()] += weight / mdp.initialProbability[episode.initial()];
      for (int t = 0; t < episode.length(); t++) {
        pairs[episode.pair(t)] += weight / response.policy[episode.pair(t)];
        entries[episode.entry(t)] += weight / mdp.probability[episode.entry(t)];
      }
    }
    double[] direct = new double[mdp.configuration.length];
    influence.direct().accept(direct);
    addWeighted(mdp, mdp.problem.initial().probability(), first, direct);
    addWeighted(mdp, mdp.problem.transitions().probability(), entries, direct);
    return new Hypergradient(
        influence.value(), mdp.pullBack(direct), exact.policyGradient(response, pairs));
  }

  private static void addWeighted(TabularMdp mdp, Coefficients law, double[] w, double[] g) {
    for (int i = 0; i < w.length && !law.isFixed(); i++) {
      if (w[i] != 0) {
        law.addGradient(mdp.configuration, i, w[i], g);
      }
    }
  }

  @Override
  public String toString() {
    return "%s %s of %s"
        .formatted(list.size(), sample ? "episodes" : "trajectories", response.problem().name());
  }
}
