package hyperlead.linearquadratic.critics;

import hyperlead.Episodes;
import hyperlead.linearquadratic.LinearQuadraticEpisode;

/** A critic that is linear in features; its kinds differ by what a step is said to be worth. */
abstract class FittedCritic implements DifferentiableCritic {
  private final FeatureValues values;

  FittedCritic(FeatureValues values) {
    this.values = values;
  }

  abstract void addSamples(Episodes<LinearQuadraticEpisode> round);

  @Override
  public final void observe(Episodes<LinearQuadraticEpisode> round) {
    values.start(round.list().get(0).response());
    addSamples(round);
    values.solve();
  }

  @Override
  public final double actionValue(LinearQuadraticEpisode episode, int t) {
    return values.actionValue(episode, t);
  }

  @Override
  public final double value(LinearQuadraticEpisode episode, int t) {
    return values.value(episode, t);
  }

  @Override
  public final void addValueGradient(int t, double[] rows, int from, double factor, double[] out) {
    values.addValueGradient(rows, from, factor, out);
  }

  @Override
  public final boolean isQuadratic() {
    return values.features.areQuadratic();
  }
}
