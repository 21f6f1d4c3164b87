package hyperlead.prototyping;

import hyperlead.tabular.TabularReward;
import java.util.function.Supplier;

/** A lambda as the reward of numbered states and actions; says where it failed. */
record LambdaReward<S, A>(World<S, A> world, String name, Reward<S, A> reward)
    implements TabularReward {

  @Override
  public double at(double[] y, int state, int action) {
    return named(state, action, () -> Configuration.value(y, c -> expression(c, state, action)));
  }

  @Override
  public void addGradient(double[] y, int state, int action, double weight, double[] g) {
    named(
        state,
        action,
        () -> {
          Configuration.addGradient(y, c -> expression(c, state, action), weight, g);
          return 0.0;
        });
  }

  private Expression expression(Configuration y, int state, int action) {
    return reward.at(y, world.states().get(state), world.actions().get(action));
  }

  private double named(int state, int action, Supplier<Double> calculation) {
    try {
      return calculation.get();
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "%s in state %s, action %s: %s"
              .formatted(
                  name, world.states().get(state), world.actions().get(action), e.getMessage()),
          e);
    }
  }
}
