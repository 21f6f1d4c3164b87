package hyperlead.prototyping;

import hyperlead.Setting;
import hyperlead.algebra.Require;
import hyperlead.algebra.TransitionPattern;
import hyperlead.parameters.Coefficients;
import hyperlead.parameters.Parameterization;
import hyperlead.tabular.Functional;
import hyperlead.tabular.InitialLaw;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TransitionLaw;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * States and actions by name, for problems written as lambdas over them.
 *
 * <pre>{@code
 * World<String, String> world = World.of(List.of("home", "work"), List.of("stay", "go"));
 * TabularProblem problem =
 *     world.problem(
 *         "wages",
 *         SigmoidBox.of(1, 0, 2),
 *         (y, state, action) -> Outcomes.to(...),
 *         (y, state, action) -> state.equals("work") ? y.get(0) : Expression.of(0.5),
 *         (y, state, action) -> state.equals("work") ? Expression.of(2).minus(y.get(0)) : Expression.of(0),
 *         0.1);
 * }</pre>
 *
 * <p>States and actions are numbered in the order of their lists. Lambdas are called anew for every
 * number that is asked for: prefer the interfaces of {@link hyperlead.tabular} from about 10⁴
 * states on. Immutable.
 *
 * <p>An action that a state does not have returns {@link Outcomes#unavailable}.
 *
 * @param <S> states: strings, numbers, records, anything with equals
 */
public final class World<S, A> {
  private final List<S> states;
  private final List<A> actions;
  private final Map<S, Integer> index;

  private World(List<S> states, List<A> actions, Map<S, Integer> index) {
    this.states = states;
    this.actions = actions;
    this.index = index;
  }

  /**
   * {@return a world of these states and actions}
   *
   * @param states names of the states, each once
   * @param actions names of the actions, each once; of all states
   * @throws IllegalArgumentException if a list is empty or names one twice
   */
  public static <S, A> World<S, A> of(List<S> states, List<A> actions) {
    indices("actions", actions);
    return new World<>(List.copyOf(states), List.copyOf(actions), indices("states", states));
  }

  /** {@return the states and actions of a problem by their numbers, to write a reward for it} */
  public static World<Integer, Integer> of(TabularProblem problem) {
    return of(
        IntStream.range(0, problem.transitions().pattern().states()).boxed().toList(),
        IntStream.range(0, problem.transitions().pattern().actions()).boxed().toList());
  }

  private static <T> Map<T, Integer> indices(String what, List<T> names) {
    Map<T, Integer> index = new HashMap<>();
    for (T name : Require.distinct(what, names)) {
      index.put(name, index.size());
    }
    return index;
  }

  /** {@return the states, in the order of their numbers; unmodifiable} */
  public List<S> states() {
    return states;
  }

  /** {@return the actions, in the order of their numbers; unmodifiable} */
  public List<A> actions() {
    return actions;
  }

  /**
   * {@return the number of a state}
   *
   * @throws IllegalArgumentException if the world does not know it
   */
  public int state(S state) {
    return number("state", state);
  }

  private int number(String what, S state) {
    Integer number = index.get(state);
    if (number == null) {
      throw Require.unknown(what, states, state);
    }
    return number;
  }

  /** The number of a next state; the end is one past the last state. */
  int next(Optional<S> next) {
    return next.map(state -> number("next state", state)).orElse(states.size());
  }

  /**
   * {@return a reward from a lambda} Errors of the lambda come with the name, state and action. It
   * is asked for every pair, of an action that is not available too, where it does not count.
   */
  public Coefficients reward(String name, Reward<S, A> reward) {
    return reward(name, reward, pair -> true);
  }

  /** A reward whose lambda is asked for some pairs only; it is 0 for the others. */
  Coefficients reward(String name, Reward<S, A> reward, IntPredicate available) {
    return new LambdaCoefficients(
        states.size() * actions.size(),
        pair -> "%s in state %s, action %s".formatted(name, state(pair), action(pair)),
        (y, pair) ->
            available.test(pair) ? reward.at(y, state(pair), action(pair)) : Expression.of(0));
  }

  /**
   * {@return a number of a trajectory from a lambda, for an {@link
   * hyperlead.tabular.Objective#expected objective} of one's own} What moves with y has to be read
   * from the configuration; of the episode, take states and actions.
   */
  public static Functional functional(
      String name, BiFunction<Configuration, TabularEpisode, Expression> f) {
    return new LambdaFunctional(
        name, (y, episode) -> LambdaCoefficients.returned(f.apply(y, episode)));
  }

  private S state(int pair) {
    return states.get(pair / actions.size());
  }

  private A action(int pair) {
    return actions.get(pair % actions.size());
  }

  /**
   * {@return where a law that does not depend on y leads, for a lambda to change it; unavailable
   * where the action is}
   *
   * @throws IllegalArgumentException if the law depends on y or is of other sizes, or the world
   *     does not know the state or the action
   */
  public Outcomes<S> outcomes(TransitionLaw law, S state, A action) {
    TransitionPattern pattern = law.pattern();
    Require.that(
        law.probability().isFixed()
            && pattern.states() == states.size()
            && pattern.actions() == actions.size(),
        "law must be of fixed numbers and of %s: %s",
        this,
        law);
    int number = actions.indexOf(action);
    if (number < 0) {
      throw Require.unknown("action", actions, action);
    }
    Outcomes<S> outcomes = Outcomes.unavailable();
    for (int e : pattern.row(state(state) * actions.size() + number).toArray()) {
      int next = pattern.successor(e);
      double chance = law.probability().at(new double[0], e);
      outcomes =
          next == pattern.end() ? outcomes.orEnd(chance) : outcomes.or(states.get(next), chance);
    }
    return outcomes;
  }

  /**
   * {@return a transition law from a lambda} Its pattern is what the lambda names at y(0); where it
   * reads no y, so are its numbers, and a variable outside that changes later changes nothing.
   *
   * @throws IllegalArgumentException naming state, action and next state if the law is none at y(0)
   */
  public TransitionLaw transitions(
      Parameterization parameterization, Transitions<S, A> transitions) {
    double[] y = Configuration.atZero(parameterization);
    List<LambdaRow<S>> rows = new ArrayList<>();
    for (S state : states) {
      for (A action : actions) {
        String where = "transitions from state %s, action %s".formatted(state, action);
        rows.add(new LambdaRow<>(this, where, y, c -> transitions.at(c, state, action)));
      }
    }
    int[][] successors = rows.stream().map(LambdaRow::successors).toArray(int[][]::new);
    for (int pair = 0; pair < successors.length; pair += actions.size()) {
      Require.that(
          Arrays.stream(successors, pair, pair + actions.size()).anyMatch(row -> row.length > 0),
          "transitions from state %s: no action is available",
          state(pair));
    }
    Coefficients law = Coefficients.joined(rows.stream().map(row -> row.checked(y)).toList());
    return new TransitionLaw(
        TransitionPattern.of(states.size(), actions.size(), successors)
            .named(states::get, actions::get),
        law.isFixed() ? Coefficients.fixed(law.all(y)) : law);
  }

  /**
   * {@return a law of the first state from a lambda}
   *
   * @param first μ(·; y); must name the same states for every y, and not the end
   * @throws IllegalArgumentException if the law is none at y(0)
   */
  public InitialLaw startingIn(
      Parameterization parameterization, Function<Configuration, Outcomes<S>> first) {
    double[] y = Configuration.atZero(parameterization);
    LambdaRow<S> row = new LambdaRow<>(this, "first state", y, first);
    for (int state : row.successors()) {
      Require.index("first state", state, states.size());
    }
    return new InitialLaw(Arrays.stream(row.successors()).boxed().toList(), row.checked(y));
  }

  /**
   * {@return a reward on arrival from a lambda, one number an entry of a law of this world} {@link
   * TransitionLaw#expected} makes a reward of it.
   *
   * @throws IllegalArgumentException if the law is of other numbers of states or actions
   */
  public Coefficients arrivalReward(String name, TransitionLaw law, ArrivalReward<S, A> reward) {
    TransitionPattern pattern = law.pattern();
    Require.that(
        pattern.states() == states.size() && pattern.actions() == actions.size(),
        "law must be one of %s: %s",
        this,
        pattern);
    return new LambdaCoefficients(
        pattern.entries(),
        entry -> {
          int pair = pattern.pair(entry);
          String next = next(pattern, entry).map(s -> "next state " + s).orElse("end");
          return "%s in state %s, action %s, %s".formatted(name, state(pair), action(pair), next);
        },
        (y, entry) -> {
          int pair = pattern.pair(entry);
          return reward.at(y, state(pair), action(pair), next(pattern, entry));
        });
  }

  private Optional<S> next(TransitionPattern pattern, int entry) {
    int next = pattern.successor(entry);
    return next == pattern.end() ? Optional.empty() : Optional.of(states.get(next));
  }

  /**
   * {@return a problem that starts in the first state with θ_0 = 0; γ_F = γ_L = 0.99, episodes of
   * 150 steps} Its {@code with} methods change that.
   *
   * @param parameterization θ ↦ y
   * @param transitions P(·|x, a; y)
   * @param followerReward r_F(x, a; y)
   * @param leaderReward r_L(x, a; y)
   * @param temperature τ &gt; 0, in units of reward
   * @throws IllegalArgumentException naming what is wrong, with its state, action and next state:
   *     at y(0) a law that is none; when the problem is solved, a law that is none at its θ
   */
  public TabularProblem problem(
      String name,
      Parameterization parameterization,
      Transitions<S, A> transitions,
      Reward<S, A> followerReward,
      Reward<S, A> leaderReward,
      double temperature) {
    TransitionLaw law = transitions(parameterization, transitions);
    return problem(
        new Setting(name, temperature, 0.99, 0.99, 150),
        parameterization,
        law,
        reward("follower's reward", followerReward, law.pattern()::isAvailable),
        reward("leader's reward", leaderReward, law.pattern()::isAvailable));
  }

  /**
   * {@return the same with rewards r(x, a, x'; y) that depend on where the step leads} What counts
   * is their expectation, see {@link TransitionLaw#expected}.
   */
  public TabularProblem problem(
      String name,
      Parameterization parameterization,
      Transitions<S, A> transitions,
      ArrivalReward<S, A> followerReward,
      ArrivalReward<S, A> leaderReward,
      double temperature) {
    TransitionLaw law = transitions(parameterization, transitions);
    return problem(
        new Setting(name, temperature, 0.99, 0.99, 150),
        parameterization,
        law,
        law.expected(arrivalReward("follower's reward", law, followerReward)),
        law.expected(arrivalReward("leader's reward", law, leaderReward)));
  }

  private static TabularProblem problem(
      Setting setting,
      Parameterization parameterization,
      TransitionLaw law,
      Coefficients followerReward,
      Coefficients leaderReward) {
    return new TabularProblem(
        setting,
        parameterization,
        law,
        InitialLaw.startingIn(0),
        followerReward,
        leaderReward,
        random -> new double[parameterization.parameters()]);
  }

  @Override
  public String toString() {
    return states.size() + " states, " + actions.size() + " actions";
  }
}
