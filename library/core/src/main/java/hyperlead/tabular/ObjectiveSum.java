package hyperlead.tabular;

import hyperlead.Hypergradient;
import java.util.Arrays;

/** J = first + weight · second, each in its own exact way. */
record ObjectiveSum(Objective first, double weight, Objective second) implements Objective {
  @Override
  public Influence under(Trajectories law) {
    Influence ours = first.under(law);
    Influence theirs = second.under(law);
    double[] sum = ours.ofTrajectory().clone();
    Arrays.setAll(sum, i -> sum[i] + weight * theirs.ofTrajectory()[i]);
    return new Influence(
        ours.value() + weight * theirs.value(),
        sum,
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
    return first.at(response, exact).plus(weight, second.at(response, exact));
  }

  @Override
  public String toString() {
    return "%s + %s (%s)".formatted(first, weight, second);
  }
}
