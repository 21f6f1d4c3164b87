package hyperlead.tabular;

import hyperlead.Hypergradient;

/** J = E f, whose influence function is f; of the leader's return without trajectories. */
record Expected(Functional f) implements Objective {
  @Override
  public Influence under(Trajectories law) {
    double[] values = law.values(f);
    return new Influence(law.mean(values), law.centred(values), g -> law.addGradient(f, i -> 1, g));
  }

  @Override
  public double value(TabularResponse response) {
    return f == Functional.LEADER_RETURN
        ? LeaderValues.of(response).objective()
        : Objective.super.value(response);
  }

  @Override
  public Hypergradient at(TabularResponse response, TabularHypergradient exact) {
    return f == Functional.LEADER_RETURN
        ? exact.ofReturn(response)
        : Objective.super.at(response, exact);
  }

  @Override
  public String toString() {
    return "E " + f;
  }
}
