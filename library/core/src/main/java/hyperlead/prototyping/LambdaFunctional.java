package hyperlead.prototyping;

import hyperlead.tabular.Functional;
import hyperlead.tabular.TabularEpisode;
import java.util.function.BiFunction;

/** A number of a trajectory from a lambda. */
record LambdaFunctional(String name, BiFunction<Configuration, TabularEpisode, Expression> lambda)
    implements Functional {
  @Override
  public double at(TabularEpisode episode) {
    return LambdaCoefficients.placed(
        () -> name,
        () -> Configuration.evaluate(y(episode), y -> lambda.apply(y, episode)).finite());
  }

  @Override
  public void addGradient(TabularEpisode episode, double weight, double[] g) {
    Slopes slopes =
        LambdaCoefficients.placed(
            () -> name, () -> Slopes.of(y(episode), y -> lambda.apply(y, episode)));
    slopes.add(weight, g);
  }

  private static double[] y(TabularEpisode episode) {
    return episode.response().mdp().configuration();
  }

  @Override
  public String toString() {
    return name;
  }
}
