package hyperlead.tabular;

import hyperlead.algebra.TransitionPattern;
import hyperlead.parameters.Coefficients;

/** r(x,a; y) = Σ_x' P(x'|x,a; y) r(x,a,x'; y), ∇r(x,a) = Σ_x' ( P ∇r + r ∇P ). */
record ArrivalExpectation(TransitionLaw law, Coefficients reward) implements Coefficients {
  @Override
  public int size() {
    return law.pattern().pairs();
  }

  @Override
  public double at(double[] y, int pair) {
    double first = first(y, pair);
    return first
        + law.pattern()
            .row(pair)
            .mapToDouble(e -> law.probability().at(y, e) * (reward.at(y, e) - first))
            .sum();
  }

  /** r of the first next state: the others count by their differences to it, as rows sum to one. */
  private double first(double[] y, int pair) {
    return law.pattern().isAvailable(pair) ? reward.at(y, law.pattern().rowStart(pair)) : 0;
  }

  @Override
  public void addGradient(double[] y, int pair, double weight, double[] g) {
    double first = first(y, pair);
    law.pattern()
        .row(pair)
        .forEach(
            e -> {
              reward.addGradient(y, e, weight * law.probability().at(y, e), g);
              law.probability().addGradient(y, e, weight * (reward.at(y, e) - first), g);
            });
  }

  @Override
  public double[] all(double[] y) {
    TransitionPattern pattern = law.pattern();
    double[] probability = law.probability().all(y);
    double[] rewards = reward.all(y);
    double[] expected = new double[size()];
    for (int pair = 0; pair < expected.length; pair++) {
      if (pattern.isAvailable(pair)) {
        double first = rewards[pattern.rowStart(pair)];
        expected[pair] =
            first + pattern.row(pair).mapToDouble(e -> probability[e] * (rewards[e] - first)).sum();
      }
    }
    return expected;
  }

  @Override
  public boolean isFixed() {
    return law.probability().isFixed() && reward.isFixed();
  }

  @Override
  public String toString() {
    return reward + ", expected on arrival";
  }
}
