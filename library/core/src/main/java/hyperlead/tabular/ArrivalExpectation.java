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
    return law.pattern()
        .row(pair)
        .mapToDouble(e -> law.probability().at(y, e) * reward.at(y, e))
        .sum();
  }

  @Override
  public void addGradient(double[] y, int pair, double weight, double[] g) {
    law.pattern()
        .row(pair)
        .forEach(
            e -> {
              reward.addGradient(y, e, weight * law.probability().at(y, e), g);
              law.probability().addGradient(y, e, weight * reward.at(y, e), g);
            });
  }

  @Override
  public double[] all(double[] y) {
    TransitionPattern pattern = law.pattern();
    double[] probability = law.probability().all(y);
    double[] rewards = reward.all(y);
    double[] expected = new double[size()];
    for (int pair = 0; pair < expected.length; pair++) {
      for (int e = pattern.rowStart(pair); e < pattern.rowStart(pair + 1); e++) {
        expected[pair] += probability[e] * rewards[e];
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
