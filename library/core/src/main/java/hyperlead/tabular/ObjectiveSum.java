package hyperlead.tabular;

import hyperlead.Hypergradient;
import hyperlead.parameters.Coefficients;
import java.util.Arrays;

/**
 * J = first + w(y) (second − limit), each in its own exact way.
 *
 * @param weight w, one number
 */
record ObjectiveSum(Objective first, Coefficients weight, Objective second, double limit)
    implements Objective {
  @Override
  public Influence under(Trajectories law) {
    double[] y = law.response().mdp.configuration;
    double w = weight.at(y, 0);
    Influence ours = first.under(law);
    Influence theirs = second.under(law);
    double excess = theirs.value() - limit;
    return new Influence(
        ours.value() + w * excess,
        sum(ours.ofTrajectory(), w, theirs.ofTrajectory()),
        g -> {
          double[] more = new double[g.length];
          ours.direct().accept(g);
          theirs.direct().accept(more);
          Arrays.setAll(g, i -> g[i] + w * more[i]);
          weight.addGradient(y, 0, excess, g);
        });
  }

  @Override
  public double value(TabularResponse response) {
    double w = weight.at(response.mdp.configuration, 0);
    return first.value(response) + w * (second.value(response) - limit);
  }

  @Override
  public Hypergradient at(TabularResponse response, TabularHypergradient exact) {
    double[] y = response.mdp.configuration;
    double w = weight.at(y, 0);
    Hypergradient ours = first.at(response, exact);
    Hypergradient theirs = second.at(response, exact);
    double[] ofWeight = new double[y.length];
    weight.addGradient(y, 0, theirs.objective() - limit, ofWeight);
    double[] direct = sum(ours.direct(), w, theirs.direct());
    return new Hypergradient(
        ours.objective() + w * (theirs.objective() - limit),
        sum(direct, 1, response.mdp.pullBack(ofWeight)),
        sum(ours.guidance(), w, theirs.guidance()));
  }

  private static double[] sum(double[] ours, double w, double[] theirs) {
    double[] sum = new double[ours.length];
    Arrays.setAll(sum, i -> ours[i] + w * theirs[i]);
    return sum;
  }

  @Override
  public String toString() {
    return "%s + (%s) (%s - %s)".formatted(first, weight, second, limit);
  }
}
