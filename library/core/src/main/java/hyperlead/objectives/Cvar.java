package hyperlead.objectives;

import hyperlead.algebra.Require;
import hyperlead.tabular.Functional;
import hyperlead.tabular.Influence;
import hyperlead.tabular.Objective;
import hyperlead.tabular.Trajectories;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The conditional value at risk: the mean of a number of a trajectory over the worst α of all.
 *
 * <pre>J = max_η { η − E[(η − f)⁺]/α },   influence −(η − f(ω))⁺/α at the α-quantile η</pre>
 *
 * <p>Not differentiable at θ where a probability P(f ≤ η) is exactly α. In a sample η is the
 * sample's, a bias of order 1/(α N). Source: Rockafellar and Uryasev, "Optimization of conditional
 * value-at-risk", Journal of Risk, 2000; Tamar, Glassner, Mannor, "Optimizing the CVaR via
 * sampling", AAAI 2015.
 *
 * @param f the more the better, such as the leader's return
 * @param level α in (0, 1]; 1 is the expectation
 */
public record Cvar(Functional f, double level) implements Objective {
  /** Throws an {@link IllegalArgumentException} if the level is out of its range. */
  public Cvar {
    Require.probability("level", Require.positive("level", level));
  }

  /** {@return of the leader's return} */
  public static Cvar ofReturn(double level) {
    return new Cvar(Functional.LEADER_RETURN, level);
  }

  @Override
  public Influence under(Trajectories law) {
    double[] values = law.values(f);
    double quantile = quantile(law, values);
    double[] shortfalls = new double[values.length];
    Arrays.setAll(shortfalls, i -> -Math.max(0, quantile - values[i]) / level);
    double below = law.mean(Arrays.stream(values).map(v -> v < quantile ? 1 : 0).toArray());
    double at = law.mean(Arrays.stream(values).map(v -> v == quantile ? 1 : 0).toArray());
    return new Influence(
        quantile + law.mean(shortfalls),
        law.centred(shortfalls),
        g ->
            law.addGradient(
                f,
                i ->
                    values[i] < quantile
                        ? 1 / level
                        : values[i] == quantile ? (level - below) / (level * at) : 0,
                g));
  }

  /** The least value v with P(f ≤ v) ≥ α. */
  private double quantile(Trajectories law, double[] values) {
    int[] order =
        IntStream.range(0, values.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> values[i]))
            .mapToInt(i -> i)
            .toArray();
    double sum = 0;
    int k = 0;
    while (k < order.length - 1 && (sum += law.weight(order[k])) < level) {
      k++;
    }
    return values[order[k]];
  }

  @Override
  public String toString() {
    return "CVaR(" + level + ") of " + f;
  }
}
