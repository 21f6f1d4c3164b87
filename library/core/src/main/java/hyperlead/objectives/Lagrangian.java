package hyperlead.objectives;

import hyperlead.Hypergradient;
import hyperlead.algebra.Require;
import hyperlead.tabular.Influence;
import hyperlead.tabular.Objective;
import hyperlead.tabular.TabularHypergradient;
import hyperlead.tabular.TabularResponse;
import hyperlead.tabular.Trajectories;

/**
 * An objective that has to keep a cost C at a limit: the augmented Lagrangian, whose multiplier λ
 * is one of the leader's parameters.
 *
 * <pre>
 * L = J − (p² − λ²) / (2ρ),   p = max(0, λ + ρ (C − limit)), the price
 * ∇L = ∇J − p ∇C,   ∂L/∂λ = −(p − λ)/ρ, which is limit − C where the limit counts
 * </pre>
 *
 * <p>A saddle point: to be trained by {@link hyperlead.parameters.Optimizer#withMultipliers}, dual
 * ascent. Without the penalty, momentum and multiplier chase each other round and round. In a
 * sample p is the sample's, a bias of order ρ/N. Source: Rockafellar, "The multiplier method of
 * Hestenes and Powell applied to convex programming", JOTA 1973.
 *
 * @param objective J
 * @param cost C, at most the limit
 * @param multiplier index of λ in y
 * @param penalty ρ &gt; 0, in units of J by C²
 */
public record Lagrangian(
    Objective objective, Objective cost, double limit, int multiplier, double penalty)
    implements Objective {
  /** Throws an {@link IllegalArgumentException} if the penalty is not positive. */
  public Lagrangian {
    Require.positive("penalty", penalty);
  }

  private double multiplier(TabularResponse response) {
    double[] y = response.mdp().configuration();
    return y[Require.index("multiplier's index in y", multiplier, y.length)];
  }

  private double price(double lambda, double ofCost) {
    return Math.max(0, lambda + penalty * (ofCost - limit));
  }

  /** L − J + p C, what is added to the sum J − p C. */
  private double rest(double lambda, double price, double ofCost) {
    return price * ofCost - (price * price - lambda * lambda) / (2 * penalty);
  }

  @Override
  public Influence under(Trajectories law) {
    double lambda = multiplier(law.response());
    double ofCost = cost.under(law).value();
    double price = price(lambda, ofCost);
    Influence sum = objective.plus(-price, cost).under(law);
    return new Influence(
        sum.value() + rest(lambda, price, ofCost),
        sum.ofTrajectory(),
        g -> {
          sum.direct().accept(g);
          g[multiplier] -= (price - lambda) / penalty;
        });
  }

  @Override
  public double value(TabularResponse response) {
    double lambda = multiplier(response);
    double ofCost = cost.value(response);
    double price = price(lambda, ofCost);
    return objective.value(response) - price * ofCost + rest(lambda, price, ofCost);
  }

  @Override
  public Hypergradient at(TabularResponse response, TabularHypergradient exact) {
    double lambda = multiplier(response);
    double ofCost = cost.value(response);
    double price = price(lambda, ofCost);
    Hypergradient sum = objective.plus(-price, cost).at(response, exact);
    double[] slopes = new double[response.mdp().configuration().length];
    slopes[multiplier] = -(price - lambda) / penalty;
    double[] ofLambda = response.mdp().pullBack(slopes);
    return sum.plus(
        1, new Hypergradient(rest(lambda, price, ofCost), ofLambda, new double[ofLambda.length]));
  }

  @Override
  public String toString() {
    return "%s, where %s is at most %s".formatted(objective, cost, limit);
  }
}
