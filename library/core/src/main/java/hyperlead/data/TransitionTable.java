package hyperlead.data;

import hyperlead.Setting;
import hyperlead.algebra.Require;
import hyperlead.algebra.TransitionPattern;
import hyperlead.parameters.Coefficients;
import hyperlead.parameters.Parameterization;
import hyperlead.tabular.InitialLaw;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TransitionLaw;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * A finite MDP as other programs have it: P(x'|x,a) and rewards as plain numbers, from a file or
 * from arrays. Which numbers move with θ is said afterwards:
 *
 * <pre>{@code
 * TransitionTable lake = TransitionTable.read(Path.of("frozen-lake.json"));
 * TabularProblem plain = lake.problem("lake", new FreeParameters(16), 0.1);
 * World<Integer, Integer> world = World.of(plain);
 * TabularProblem paid =
 *     plain.withRewards(
 *         lake.reward().plus(world.reward("bonus", (y, state, action) -> y.get(state))),
 *         world.reward("leader's reward", (y, state, action) -> ...));
 * }</pre>
 *
 * <table>
 * <caption>Files</caption>
 * <tr><td>{@code .npz}</td><td>{@code P[S,A,S']} with {@code R[S,A]} or {@code R[S,A,S']}, and where
 *     wanted {@code done[S]}, true where an arrival ends the episode; a row of zeros in {@code P} is
 *     an action that the state does not have; or one number a transition in each of {@code state},
 *     {@code action}, {@code next}, {@code probability}, {@code reward} and where wanted {@code
 *     done}. With either, {@code initial[S]}</td></tr>
 * <tr><td>{@code .csv}</td><td>a line of these names, then a line for each transition; states and
 *     actions may have names; the next state {@code end} ends the episode, too</td></tr>
 * <tr><td>{@code .json}</td><td>Gymnasium's tables: state, then action, then a list of [probability,
 *     next, reward, done]; or an object with such a {@code P}, or with lists as in {@code .npz}, and
 *     {@code initial}</td></tr>
 * </table>
 *
 * <p>States and actions are in the order of their names if those are whole numbers, else in that in
 * which they come; {@code World.of(lake.states(), lake.actions())} calls them by name. The first
 * state is the first law if none is given. A transition that is done leads to the end, whose value
 * is 0. Immutable.
 */
public final class TransitionTable {
  private final String source;
  private final List<String> states;
  private final List<String> actions;
  final TransitionPattern pattern;
  final double[] probability;
  final double[] reward;

  /** μ, one number a state. */
  final double[] initial;

  TransitionTable(
      String source,
      List<String> states,
      List<String> actions,
      TransitionPattern pattern,
      double[] probability,
      double[] reward,
      double[] initial) {
    this.source = source;
    this.states = Require.distinct("states", states);
    this.actions = Require.distinct("actions", actions);
    this.pattern = pattern.named(this.states::get, this.actions::get);
    this.probability = probability;
    this.reward = reward;
    this.initial = initial;
  }

  /**
   * {@return the table in a {@code .npz}, {@code .csv} or {@code .json} file}
   *
   * @throws DataFormatException naming the place if the file is not as it should be
   * @throws java.io.UncheckedIOException if it cannot be read, saying why
   * @throws IllegalArgumentException if its name ends otherwise
   */
  public static TransitionTable read(Path path) {
    String name = path.toString();
    return name.endsWith(".npz")
        ? new TransitionArrays(name, NpzFile.read(path).arrays()).table()
        : of(DataFile.read(path));
  }

  /** {@return the table in a {@code .csv} or {@code .json} file; errors as {@link #read}} */
  public static TransitionTable of(DataFile file) {
    return switch (ending(file.name())) {
      case ".csv" -> TransitionCsv.read(file);
      case ".json" -> TransitionJson.read(file);
      default -> throw wrongEnding(file.name());
    };
  }

  private static String ending(String name) {
    return name.substring(Math.max(0, name.lastIndexOf('.')));
  }

  private static IllegalArgumentException wrongEnding(String name) {
    return new IllegalArgumentException(
        "file of transitions must end in .npz, .csv or .json"
            + (name.endsWith(".npy") ? "; of arrays alone, TransitionTable.of(P, R): " : ": ")
            + name);
  }

  /**
   * {@return the table of two arrays, such as {@code NumpyArray.read(path)} or {@code
   * NumpyArray.of(table)}}
   *
   * @param probability P[S,A,S']; a step that may end the episode is not among them, and an action
   *     that a state does not have is a row of zeros
   * @param reward R[S,A] or R[S,A,S']
   * @throws IllegalArgumentException if shapes do not fit, or a number is none
   */
  public static TransitionTable of(NumpyArray probability, NumpyArray reward) {
    return new TransitionArrays("arrays", Map.of("P", probability, "R", reward)).table();
  }

  /**
   * {@return the MDP at θ with the follower's reward, such as to solve it in Python} With the
   * leader's reward: of the problem with that for both.
   *
   * @throws IllegalArgumentException if two states or two actions have one name
   */
  public static TransitionTable of(TabularProblem problem, double[] theta) {
    double[] y = problem.parameterization().configuration(theta);
    TransitionPattern pattern = problem.transitions().pattern();
    double[] rewards = problem.followerReward().all(y);
    double[] first = problem.initial().probability().all(y);
    double[] initial = new double[pattern.states()];
    for (int i = 0; i < first.length; i++) {
      initial[problem.initial().states().get(i)] = first[i];
    }
    return new TransitionTable(
        problem.name(),
        names(pattern.states(), pattern::stateName),
        names(pattern.actions(), pattern::actionName),
        pattern,
        problem.transitions().probability().all(y),
        IntStream.range(0, pattern.entries()).mapToDouble(e -> rewards[pattern.pair(e)]).toArray(),
        initial);
  }

  private static List<String> names(int size, IntFunction<?> name) {
    return IntStream.range(0, size).mapToObj(name).map(String::valueOf).toList();
  }

  /**
   * Writes a file that {@link #read} reads and Python, too; of the same three kinds.
   *
   * @throws IllegalArgumentException if its name ends otherwise, or it is {@code .csv}, which has
   *     no place for a law of the first state, and that is not the first state
   * @throws java.io.UncheckedIOException if it cannot be written
   */
  public void write(Path path) {
    switch (ending(path.toString())) {
      case ".npz" -> TransitionArrays.of(this).write(path);
      case ".csv" -> DataFile.write(path, TransitionCsv.text(this));
      case ".json" -> DataFile.write(path, TransitionJson.text(this));
      default -> throw wrongEnding(path.toString());
    }
  }

  /** Its transitions in order. */
  List<TransitionRows.Row> rows() {
    return IntStream.range(0, pattern.entries()).mapToObj(this::row).toList();
  }

  private TransitionRows.Row row(int entry) {
    int pair = pattern.pair(entry);
    int next = pattern.successor(entry);
    return new TransitionRows.Row(
        () -> source,
        states.get(pair / actions.size()),
        actions.get(pair % actions.size()),
        next == pattern.end() ? null : states.get(next),
        probability[entry],
        reward[entry]);
  }

  /**
   * {@return the same table with other names, such as for the numbers of a file}
   *
   * @throws IllegalArgumentException if they are more or fewer, or one stands twice
   */
  public TransitionTable named(List<String> stateNames, List<String> actionNames) {
    boolean fit = stateNames.size() == states.size() && actionNames.size() == actions.size();
    String what = "names must be of %s states and %s actions: %s, %s";
    Require.that(fit, what, states.size(), actions.size(), stateNames, actionNames);
    return new TransitionTable(
        source, stateNames, actionNames, pattern, probability, reward, initial);
  }

  /**
   * {@return the same table with every row, and the first states' law, divided by its sum} For
   * numbers rounded to 32 bits, and for counts.
   */
  public TransitionTable normalised() {
    double[] shares = probability.clone();
    for (int pair = 0; pair < pattern.pairs(); pair++) {
      double sum = sum(pair);
      pattern.row(pair).forEach(entry -> shares[entry] /= sum);
    }
    double sum = Arrays.stream(initial).sum();
    double[] first = Arrays.stream(initial).map(p -> p / sum).toArray();
    return new TransitionTable(source, states, actions, pattern, shares, reward, first);
  }

  private double sum(int pair) {
    return pattern.row(pair).mapToDouble(entry -> probability[entry]).sum();
  }

  /** {@return the names of its states, in the order of their numbers; unmodifiable} */
  public List<String> states() {
    return states;
  }

  /** {@return the names of its actions, in the order of their numbers; unmodifiable} */
  public List<String> actions() {
    return actions;
  }

  /**
   * {@return P(x'|x,a)}
   *
   * @throws IllegalArgumentException naming the state and action whose probabilities do not sum to
   *     one
   */
  public TransitionLaw law() {
    for (int pair = 0; pair < pattern.pairs(); pair++) {
      if (pattern.isAvailable(pair)) {
        checkSum(pattern.place(pair), sum(pair));
      }
    }
    return new TransitionLaw(pattern, Coefficients.fixed(probability));
  }

  private void checkSum(String place, double sum) {
    String what = "probabilities must sum to one; of 32-bit numbers or counts take .normalised()";
    Require.that(Math.abs(sum - 1) <= 1e-9, "%s: %s: %s: %s", source, place, what, sum);
  }

  /** {@return r(x,a) = Σ_x' P(x'|x,a) r(x,a,x'), one number a pair; errors as {@link #law}} */
  public Coefficients reward() {
    return law().expected(arrivalReward());
  }

  /** {@return r(x,a,x'), one number an entry of the {@link #law}'s pattern} */
  public Coefficients arrivalReward() {
    return Coefficients.fixed(reward);
  }

  /**
   * {@return r(x,a) of a state and an action, for a lambda that takes its place}
   *
   * @param state its name, or its number where that is its name; likewise the action
   * @throws IllegalArgumentException if there is none of that name
   */
  public double reward(Object state, Object action) {
    int pair = number("state", states, state) * actions.size() + number("action", actions, action);
    return pattern.row(pair).mapToDouble(entry -> probability[entry] * reward[entry]).sum();
  }

  private static int number(String what, List<String> names, Object name) {
    int number = names.indexOf(String.valueOf(name));
    if (number < 0) {
      throw Require.unknown(what, names, name);
    }
    return number;
  }

  /**
   * {@return μ(x)}
   *
   * @throws IllegalArgumentException if it does not sum to one
   */
  public InitialLaw initial() {
    checkSum("initial", Arrays.stream(initial).sum());
    int[] first = IntStream.range(0, initial.length).filter(x -> initial[x] > 0).toArray();
    return new InitialLaw(
        Arrays.stream(first).boxed().toList(),
        Coefficients.fixed(Arrays.stream(first).mapToDouble(x -> initial[x]).toArray()));
  }

  /**
   * {@return the problem in which nothing moves yet, and the leader wants what the follower wants}
   * θ_0 = 0, γ_F = γ_L = 0.99, episodes of 150 steps; its {@code with} methods change that.
   *
   * @param parameterization θ ↦ y, for the rewards and laws that are to move
   * @param temperature τ &gt; 0, in units of reward
   */
  public TabularProblem problem(
      String name, Parameterization parameterization, double temperature) {
    return new TabularProblem(
        new Setting(name, temperature, 0.99, 0.99, 150),
        parameterization,
        law(),
        initial(),
        reward(),
        reward(),
        random -> new double[parameterization.parameters()]);
  }

  @Override
  public String toString() {
    return source + ": " + pattern;
  }
}
