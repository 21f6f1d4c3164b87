package hyperlead.tabular;

import hyperlead.Hypergradient;
import java.util.Optional;

/** J = E f, whose influence function is f; by linear systems where f is a total of rewards. */
record Expectation(Functional f) implements Objective {
  @Override
  public Influence under(Trajectories law) {
    double[] values = law.values(f);
    return new Influence(law.mean(values), law.centred(values), g -> law.addGradient(f, i -> 1, g));
  }

  @Override
  public double value(TabularResponse response) {
    return paid(response)
        .map(paid -> LeaderValues.of(paid).objective())
        .orElseGet(() -> Objective.super.value(response));
  }

  @Override
  public Hypergradient at(TabularResponse response, TabularHypergradient exact) {
    return paid(response).map(exact::ofReturn).orElseGet(() -> Objective.super.at(response, exact));
  }

  /** The same response to a leader whose return is f. */
  private Optional<TabularResponse> paid(TabularResponse response) {
    if (f == Functional.LEADER_RETURN) {
      return Optional.of(response);
    }
    return f instanceof Total total
        ? Optional.of(response.in(total.paidIn(response.problem()).at(response.theta())))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return "E " + f;
  }
}
