package hyperlead.tabular;

import hyperlead.Hypergradient;

/** J = E f, whose influence function is f; by linear systems where f is a total of rewards. */
record Expectation(Functional f) implements Objective {
  @Override
  public Influence under(Trajectories law) {
    double[] values = law.values(f);
    return new Influence(law.mean(values), law.centred(values), g -> law.addGradient(f, i -> 1, g));
  }

  @Override
  public double value(TabularResponse response) {
    return Total.paid(f, response)
        .map(paid -> LeaderValues.of(paid).objective())
        .orElseGet(() -> Objective.super.value(response));
  }

  @Override
  public Hypergradient at(TabularResponse response, TabularHypergradient exact) {
    return Total.paid(f, response)
        .map(exact::ofReturn)
        .orElseGet(() -> Objective.super.at(response, exact));
  }

  @Override
  public String toString() {
    return "E " + f;
  }
}
