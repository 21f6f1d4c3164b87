package hyperlead.tabular;

import hyperlead.Hypergradient;
import java.util.Arrays;

/** J = first + weight · second, each in its own exact way. */
record ObjectiveSum(Objective first, double weight, Objective second) implements Objective {
  @Override
  public Influence under(Trajectories law) {
    Influence ours = first.under(law);
    Influence theirs = second.under(law);
    return new Influence(
        ours.value() + weight * theirs.value(),
        sum(ours.ofTrajectory(), theirs.ofTrajectory()),
        g -> {
          double[] more = new double[g.length];
          ours.direct().accept(g);
          theirs.direct().accept(more);
          Arrays.setAll(g, i -> g[i] + weight * more[i]);
        });
  }

  @Override
  public double value(TabularResponse response) {
    return first.value(response) + weight * second.value(response);
  }

  @Override
  public Hypergradient at(TabularResponse response, TabularHypergradient exact) {
    Hypergradient ours = first.at(response, exact);
    Hypergradient theirs = second.at(response, exact);
    return new Hypergradient(
        ours.objective() + weight * theirs.objective(),
        sum(ours.direct(), theirs.direct()),
        sum(ours.guidance(), theirs.guidance()));
  }

  private double[] sum(double[] ours, double[] theirs) {
    double[] sum = new double[ours.length];
    Arrays.setAll(sum, i -> ours[i] + weight * theirs[i]);
    return sum;
  }

  @Override
  public String toString() {
    return "%s + %s (%s)".formatted(first, weight, second);
  }
}
