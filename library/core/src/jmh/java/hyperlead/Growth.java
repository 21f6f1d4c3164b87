package hyperlead;

import hyperlead.environments.Warehouse;
import hyperlead.environments.WarehouseLayout;
import hyperlead.tabular.TabularProblem;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * How processor time grows with the number of states, in one process: the median of several runs, a
 * row for each size.
 */
final class Growth {
  private static final int FEWEST = 3;
  private static final double STATES = 1e6;

  private Growth() {}

  /** Of 10³ to 10ⁿ states, n = 7 where nothing is said; that takes a heap of 11 GB. */
  public static void main(String[] args) {
    int last = args.length == 0 ? 7 : Integer.parseInt(args[0]);
    for (int power = 3; power <= last; power++) {
      int states = (int) Math.pow(10, power);
      int blocks = (int) Math.round(Math.sqrt(states / 112.0));
      int times = Math.max(FEWEST, (int) (STATES / states));
      WarehouseLayout layout = new WarehouseLayout(blocks, 4 * blocks, 1);
      say("warehouse", () -> Warehouse.of(layout).at(0.05), times);
      say("random sparse", () -> RandomSparse.of(states), times);
    }
  }

  private static void say(String name, Supplier<TabularProblem> problem, int times) {
    ProcessorTime time = ProcessorTime.of(problem, times);
    int states = problem.get().transitions().pattern().states();
    List<Double> seconds =
        Stream.of(time.cold, time.warm, time.exact).map(all -> all[all.length / 2]).toList();
    System.out.printf(
        Locale.ROOT,
        "%s, %d states: %d iterations, residual %.0e; cold, warm, exact %s s; %s µs a state%n",
        name,
        states,
        time.iterations,
        time.residual,
        seconds.stream().map(s -> String.format(Locale.ROOT, "%.3g", s)).toList(),
        seconds.stream().map(s -> String.format(Locale.ROOT, "%.3g", s / states * 1e6)).toList());
  }
}
