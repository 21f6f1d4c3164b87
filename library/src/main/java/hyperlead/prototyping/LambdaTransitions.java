package hyperlead.prototyping;

import hyperlead.sparse.TransitionPattern;
import hyperlead.tabular.TransitionLaw;
import java.util.ArrayList;
import java.util.List;

/** A lambda as the transition law of numbered states and actions. */
final class LambdaTransitions<S, A> implements TransitionLaw {
  private final List<LambdaRow<S>> rows = new ArrayList<>();
  private final TransitionPattern pattern;

  LambdaTransitions(World<S, A> world, double[] y, Transitions<S, A> transitions) {
    for (S state : world.states()) {
      for (A action : world.actions()) {
        String where = "transitions from state %s, action %s".formatted(state, action);
        rows.add(new LambdaRow<>(world, where, y, c -> transitions.at(c, state, action)));
      }
    }
    pattern =
        TransitionPattern.of(
            world.states().size(),
            world.actions().size(),
            rows.stream().map(LambdaRow::successors).toArray(int[][]::new));
    // A law that is none is refused here, before anything is solved.
    pattern.checkProbabilities(probabilities(y));
  }

  @Override
  public TransitionPattern pattern() {
    return pattern;
  }

  @Override
  public double[] probabilities(double[] y) {
    double[] probability = new double[pattern.entries()];
    for (int pair = 0; pair < rows.size(); pair++) {
      rows.get(pair).fill(y, probability, pattern.rowStart(pair));
    }
    return probability;
  }

  @Override
  public void addGradient(double[] y, int entry, double weight, double[] g) {
    int pair = pattern.pair(entry);
    rows.get(pair).addGradient(y, entry - pattern.rowStart(pair), weight, g);
  }
}
