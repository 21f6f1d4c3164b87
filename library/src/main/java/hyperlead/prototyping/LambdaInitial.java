package hyperlead.prototyping;

import hyperlead.tabular.InitialLaw;
import hyperlead.validation.Require;
import java.util.function.Function;

/** A lambda as the law of the first, numbered state. */
final class LambdaInitial<S> implements InitialLaw {
  private final LambdaRow<S> row;

  LambdaInitial(World<S, ?> world, double[] y, Function<Configuration, Outcomes<S>> first) {
    row = new LambdaRow<>(world, "first state", y, first);
    for (int state : row.successors()) {
      Require.index("first state", state, world.states().size());
    }
    // A law that is none is refused here, before anything is solved.
    probabilities(y);
  }

  @Override
  public int[] states() {
    return row.successors();
  }

  @Override
  public double[] probabilities(double[] y) {
    double[] probability = new double[row.successors().length];
    row.fill(y, probability, 0);
    return probability;
  }

  @Override
  public void addGradient(double[] y, int index, double weight, double[] g) {
    row.addGradient(y, index, weight, g);
  }
}
