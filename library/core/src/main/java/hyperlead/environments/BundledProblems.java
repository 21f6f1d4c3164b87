package hyperlead.environments;

import hyperlead.Episode;
import hyperlead.Hypergradient;
import hyperlead.LeaderProblem;
import hyperlead.Setting;
import hyperlead.algebra.Require;
import hyperlead.estimators.ExactHypergradient;
import hyperlead.games.Commitment;
import hyperlead.linear.LinearQuadraticProblem;
import hyperlead.tabular.TabularProblem;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The library's own problems by their names, as a specification tells them to another machine: what
 * a {@link Setting} does not tell is as it is bundled.
 */
public final class BundledProblems {
  private static final List<String> NAMES =
      List.of(
          "BilevelLqr",
          "BuildingThermalControl",
          "CommitmentGame",
          "DiscreteToy",
          "FourRooms",
          "Garnet",
          "PrisonersDilemma",
          "TaxDesign",
          "ThreeStates",
          "Warehouse");

  private static final String UNSEEN = "leader's action unseen)";
  private static final Pattern NAME =
      Pattern.compile("(\\w+)(?:\\((.*?)(?:(?:, )?leader's .*)?\\))?");

  private BundledProblems() {}

  /**
   * {@return whether a name begins as one of theirs does, such as {@code Garnet(10, 3, 3, seed 2)}}
   */
  public static boolean knows(String name) {
    Matcher parts = NAME.matcher(name);
    return parts.matches() && NAMES.contains(parts.group(1));
  }

  /**
   * {@return the problem of this name, with these constants}
   *
   * @throws IllegalArgumentException if the name is none of theirs
   */
  public static LeaderProblem<?> make(Setting setting) {
    LeaderProblem<?> bundled = bundled(setting);
    return bundled instanceof TabularProblem tabular
        ? tabular.with(setting)
        : ((LinearQuadraticProblem) bundled).with(setting);
  }

  private static LeaderProblem<?> bundled(Setting setting) {
    Matcher parts = NAME.matcher(setting.name());
    Require.that(parts.matches(), "problem must have a name of its own: %s", setting.name());
    String given = parts.group(2) == null ? "" : parts.group(2);
    double temperature = setting.temperature();
    return switch (parts.group(1)) {
      case "BilevelLqr" -> BilevelLqr.problem();
      case "BuildingThermalControl" -> BuildingThermalControl.problem();
      case "FourRooms" -> fourRooms(given).at(temperature);
      case "Garnet" -> garnet(given.split(", (seed )?", -1), temperature);
      case "TaxDesign" -> TaxDesign.problem();
      case "ThreeStates" -> ThreeStates.problem(temperature);
      case "Warehouse" -> Warehouse.bundled(given).at(temperature);
      default ->
          setting.name().endsWith(UNSEEN) ? game(setting).blindProblem() : game(setting).problem();
    };
  }

  private static FourRooms fourRooms(String price) {
    FourRooms rooms = FourRooms.bundled();
    return price.isEmpty()
        ? rooms
        : rooms.withPrice(Double.parseDouble(price.replace("price ", "")));
  }

  private static LeaderProblem<?> garnet(String[] numbers, double temperature) {
    return Garnet.problem(
        Integer.parseInt(numbers[0]),
        Integer.parseInt(numbers[1]),
        Integer.parseInt(numbers[2]),
        temperature,
        Long.parseLong(numbers[3]));
  }

  /**
   * {@return the game of this name, with these constants}
   *
   * @throws IllegalArgumentException if the name is none of theirs
   */
  public static Commitment game(Setting setting) {
    Matcher parts = NAME.matcher(setting.name());
    String name = parts.matches() ? parts.group(1) : "";
    double temperature = setting.temperature();
    Commitment game =
        switch (name) {
          case "CommitmentGame" -> CommitmentGame.commitment(temperature);
          case "PrisonersDilemma" -> PrisonersDilemma.commitment(temperature);
          case "DiscreteToy" ->
              DiscreteToy.bundled()
                  .commitment(Double.parseDouble(parts.group(2).replace("R = ", "")), temperature);
          default -> throw Require.unknown("problem", NAMES, setting.name());
        };
    return new Commitment(setting, game.game(), game.policy(), game.initialParameters());
  }

  /**
   * {@return whether two problems are the same to the bit of θ_0 and, where there is a model, of J
   * and ∇J beside it}
   */
  public static boolean same(LeaderProblem<?> a, LeaderProblem<?> b) {
    return a.setting().equals(b.setting()) && Arrays.equals(shown(a), shown(b));
  }

  private static <E extends Episode> double[] shown(LeaderProblem<E> problem) {
    SplittableRandom random = new SplittableRandom(1);
    double[] start = problem.initialParameters(random);
    if (!(problem instanceof TabularProblem || problem instanceof LinearQuadraticProblem)) {
      return start;
    }
    double[] beside = Arrays.stream(start).map(t -> t + random.nextDouble(-1e-3, 1e-3)).toArray();
    Hypergradient exact = ExactHypergradient.of(problem).at(beside);
    return Stream.of(start, exact.total(), new double[] {exact.objective()})
        .flatMapToDouble(Arrays::stream)
        .toArray();
  }
}
