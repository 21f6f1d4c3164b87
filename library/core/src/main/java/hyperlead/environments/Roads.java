package hyperlead.environments;

import hyperlead.algebra.Require;
import hyperlead.algebra.TransitionPattern;
import hyperlead.data.CsvFile;
import hyperlead.data.CsvFile.Field;
import hyperlead.data.DataFile;
import hyperlead.objectives.VisitFunction;
import hyperlead.parameters.Coefficients;
import hyperlead.parameters.SigmoidBox;
import hyperlead.prototyping.Expression;
import hyperlead.prototyping.Outcomes;
import hyperlead.prototyping.World;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Road tolls: drivers choose their way softly and slow each other down; a city prices the links.
 *
 * <pre>
 * t_e(f) = free_e + delay_e (f / capacity_e)^power_e          minutes on link e that f drivers take
 * r_F = −(free_e + y_e) on link e,   y ∈ (0, most)^E,   γ_F = γ_L = 1 until the destination
 * J = −(1/D) Σ_e f_e t_e(f_e)          minus the mean minutes of the D drivers,   f = D · visits
 * toll_e = free_e + y_e − t_e(f_e)
 * </pre>
 *
 * <p>y is what link e costs beyond its free minutes, in waiting and money together. So flows follow
 * from y by one soft shortest path, and no fixed point is sought: under these tolls, negative where
 * the wait alone is more than y, drivers meet the times that they reckoned with, a stochastic user
 * equilibrium.
 *
 * <p>A state is a node with a destination. Its actions are the links that lead nearer to it, in
 * time at capacity, so that no way is a circle and every policy ends; a way is taken with
 * probability ∝ exp(−Σ_e (free_e + y_e) / τ). Source: Dial, "A probabilistic multipath traffic
 * assignment model", Transportation Research 5, 1971. Data: datasets/roads.
 */
public final class Roads {
  private static final List<String> BUNDLED = List.of("braess", "sioux-falls");

  private final String name;
  private final List<Link> links;
  private final double drivers;
  private final Outcomes<At> trips;
  private final World<At, Integer> world;

  /** The link of each pair of a state and an action; −1 where there is none. */
  private final int[] linkOfPair;

  /**
   * A one-way road between two nodes.
   *
   * @param free minutes without traffic, ≥ 0
   * @param delay minutes that a flow of the capacity adds, ≥ 0
   * @param capacity drivers, &gt; 0
   * @param power of flow / capacity, &gt; 0
   */
  public record Link(
      String from, String to, double free, double delay, double capacity, double power) {
    public Link {
      boolean right = free >= 0 && delay >= 0 && capacity > 0 && power > 0;
      boolean finite = Double.isFinite(free + delay + capacity + power);
      Require.that(
          right && finite,
          "free and delay must be ≥ 0, capacity and power > 0, all finite: %s, %s, %s, %s"
              + " on the link from %s to %s",
          free,
          delay,
          capacity,
          power,
          from,
          to);
    }

    private static Link of(List<Field> row) {
      double[] x = row.stream().skip(2).mapToDouble(Field::number).toArray();
      return new Link(row.get(0).text(), row.get(1).text(), x[0], x[1], x[2], x[3]);
    }

    /** {@return t(f), the minutes that each of f drivers needs} */
    public double minutes(double flow) {
      return free + delay * StrictMath.pow(flow / capacity, power);
    }
  }

  /** Where a driver is, and where it goes. */
  private record At(String node, String destination) {}

  private Roads(String name, Function<String, DataFile> folder) {
    this.name = name;
    links =
        CsvFile.of(folder.apply("links.csv"), "from,to,free,delay,capacity,power").rows().stream()
            .map(Link::of)
            .toList();
    List<List<Field>> demand = CsvFile.of(folder.apply("trips.csv"), "from,to,drivers").rows();
    drivers = demand.stream().mapToDouble(trip -> trip.get(2).number()).sum();
    Map<At, List<Integer>> exits = new LinkedHashMap<>();
    demand.stream().map(trip -> trip.get(1).text()).distinct().forEach(to -> addExits(to, exits));
    Outcomes<At> first = Outcomes.unavailable();
    for (List<Field> trip : demand) {
      At start = new At(trip.get(0).text(), trip.get(1).text());
      if (!exits.containsKey(start)) {
        throw trip.get(0).error("expected a way for " + start);
      }
      first = first.or(start, trip.get(2).number() / drivers);
    }
    trips = first;
    int most = exits.values().stream().mapToInt(List::size).max().orElseThrow();
    world = World.of(List.copyOf(exits.keySet()), IntStream.range(0, most).boxed().toList());
    linkOfPair = new int[exits.size() * most];
    for (int pair = 0; pair < linkOfPair.length; pair++) {
      List<Integer> here = exits.get(world.states().get(pair / most));
      linkOfPair[pair] = pair % most < here.size() ? here.get(pair % most) : -1;
    }
  }

  /**
   * {@return roads of the library: {@code braess} or {@code sioux-falls}}
   *
   * @throws IllegalArgumentException if there are none of that name
   */
  public static Roads bundled(String name) {
    if (!BUNDLED.contains(name)) {
      throw Require.unknown("roads", BUNDLED, name);
    }
    return new Roads(name, file -> DataFile.bundled("roads/" + name + "/" + file));
  }

  /**
   * {@return roads of one's own}
   *
   * @param folder holds links.csv and trips.csv
   * @throws hyperlead.data.DataFormatException naming file, line and column of what is wrong
   */
  public static Roads read(Path folder) {
    return new Roads(folder.getFileName().toString(), file -> DataFile.read(folder.resolve(file)));
  }

  /** The links that lead nearer to a destination, by the state that they leave. */
  private void addExits(String destination, Map<At, List<Integer>> exits) {
    Map<String, Double> minutes = new HashMap<>(Map.of(destination, 0.0));
    for (int round = 0; round < links.size(); round++) {
      for (Link link : links) {
        if (minutes.containsKey(link.to)) {
          double way = link.minutes(link.capacity) + minutes.get(link.to);
          minutes.merge(link.from, way, Math::min);
        }
      }
    }
    for (int e = 0; e < links.size(); e++) {
      Link link = links.get(e);
      double here = minutes.getOrDefault(link.from, 0.0);
      if (minutes.getOrDefault(link.to, here) < here) {
        exits.computeIfAbsent(new At(link.from, destination), at -> new ArrayList<>()).add(e);
      }
    }
  }

  /**
   * {@return the city's problem; a training starts with all prices at half of the most}
   *
   * @param most minutes &gt; 0 that a link can cost beyond its free ones
   * @param temperature τ &gt; 0 of the drivers, in minutes
   * @throws IllegalArgumentException if a number is not positive
   */
  public TabularProblem problem(double most, double temperature) {
    SigmoidBox prices = SigmoidBox.of(links.size(), 0, Require.positive("most", most));
    return world
        .problem(
            "Roads(" + name + ", most " + most + ")",
            prices,
            (y, at, exit) -> next(at, link(at, exit)),
            (y, at, exit) -> y.get(link(at, exit)).plus(links.get(link(at, exit)).free).negated(),
            (y, at, exit) -> Expression.of(0),
            temperature)
        .withDiscounts(1, 1)
        .withInitial(world.startingIn(prices, y -> trips))
        .withObjective(
            new VisitFunction(
                Coefficients.of(1, (m, k) -> objective(m), (m, k, w, g) -> add(m, w, g))));
  }

  private int link(At at, int exit) {
    return linkOfPair[world.state(at) * world.actions().size() + exit];
  }

  private Outcomes<At> next(At at, int link) {
    if (link < 0) {
      return Outcomes.unavailable();
    }
    At next = new At(links.get(link).to, at.destination);
    return next.node.equals(at.destination) ? Outcomes.end() : Outcomes.to(next);
  }

  /** f_e = D Σ m over the pairs that take link e. */
  private double[] flows(double[] visits) {
    double[] flows = new double[links.size()];
    for (int pair = 0; pair < visits.length; pair++) {
      if (linkOfPair[pair] >= 0) {
        flows[linkOfPair[pair]] += drivers * visits[pair];
      }
    }
    return flows;
  }

  private double objective(double[] visits) {
    double[] f = flows(visits);
    IntStream all = IntStream.range(0, f.length);
    return all.mapToDouble(e -> -f[e] * links.get(e).minutes(f[e])).sum() / drivers;
  }

  /** Adds weight · ∂J/∂m = −d(f t)/df: a driver's own minutes, and those that it costs others. */
  private void add(double[] visits, double weight, double[] g) {
    double[] flows = flows(visits);
    for (int pair = 0; pair < visits.length; pair++) {
      if (linkOfPair[pair] >= 0) {
        Link link = links.get(linkOfPair[pair]);
        double own = link.minutes(flows[linkOfPair[pair]]);
        g[pair] -= weight * (own + link.power * (own - link.free));
      }
    }
  }

  /** {@return the links, in the order of the file and of y; unmodifiable} */
  public List<Link> links() {
    return links;
  }

  /** {@return f, the drivers on each link under an answer to prices; a new array} */
  public double[] flows(TabularResponse response) {
    TransitionPattern pattern = response.mdp().pattern();
    Require.that(
        pattern.pairs() == linkOfPair.length && response.problem().followerDiscount() == 1,
        "an answer must be one in a problem of %s: %s",
        this,
        response.problem().name());
    return flows(response.pairVisits());
  }

  /** {@return what must be charged on each link, in minutes, for drivers to meet the prices y} */
  public double[] tolls(TabularResponse response) {
    double[] flows = flows(response);
    double[] y = response.problem().parameterization().configuration(response.theta());
    return IntStream.range(0, y.length)
        .mapToDouble(e -> links.get(e).free + y[e] - links.get(e).minutes(flows[e]))
        .toArray();
  }

  @Override
  public String toString() {
    return "Roads, %s: %s links, %s drivers".formatted(name, links.size(), drivers);
  }
}
