package hyperlead.objectives;

import hyperlead.Hypergradient;
import hyperlead.tabular.Functional;
import hyperlead.tabular.Influence;
import hyperlead.tabular.Objective;
import hyperlead.tabular.ReturnVariance;
import hyperlead.tabular.TabularHypergradient;
import hyperlead.tabular.TabularResponse;
import hyperlead.tabular.Trajectories;
import java.util.Arrays;

/**
 * The variance of a number of a trajectory, which a leader that is averse to risk takes off.
 *
 * <pre>J = E[(f − E f)²],   influence (f(ω) − E f)²</pre>
 *
 * <p>{@code Objective.EXPECTED_RETURN.plus(-0.2, Variance.OF_RETURN)} is mean − 0.2 · variance.
 * Without bias in a sample, where E f is the mean of the others. Source: Tamar, Di Castro, Mannor,
 * "Policy gradients with variance related risk criteria", ICML 2012.
 *
 * @param f such as the leader's return; of a {@link Functional#total} or one on arrival exact at
 *     every size, of another number by its trajectories
 */
public record Variance(Functional f) implements Objective {
  /** Of the leader's return. */
  public static final Variance OF_RETURN = new Variance(Functional.LEADER_RETURN);

  @Override
  public Influence under(Trajectories law) {
    double[] deviations = law.centred(law.values(f));
    double[] squares = Arrays.stream(deviations).map(d -> d * d).toArray();
    double own = law.own();
    double value = (1 - own) * law.mean(squares);
    // Less the variance, in a sample that of the other trajectories.
    return new Influence(
        value,
        Arrays.stream(squares)
            .map(square -> square - (1 - own) * (value - own * square) / (1 - 2 * own))
            .toArray(),
        g -> law.addGradient(f, i -> 2 * deviations[i], g));
  }

  @Override
  public double value(TabularResponse response) {
    return ReturnVariance.of(f, response)
        .map(ReturnVariance::value)
        .orElseGet(() -> Objective.super.value(response));
  }

  @Override
  public Hypergradient at(TabularResponse response, TabularHypergradient exact) {
    return ReturnVariance.of(f, response)
        .map(variance -> variance.at(exact))
        .orElseGet(() -> Objective.super.at(response, exact));
  }

  @Override
  public String toString() {
    return "Var " + f;
  }
}
