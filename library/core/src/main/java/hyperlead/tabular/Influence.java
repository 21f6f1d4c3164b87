package hyperlead.tabular;

import java.util.function.Consumer;

/**
 * An objective with its derivatives under a law of trajectories.
 *
 * @param value J
 * @param ofTrajectory its influence function f(ω_i), a number a trajectory. What does not depend on
 *     ω_i may be taken off, since E ∇log p = 0: see {@link Trajectories#centred}
 * @param direct adds the gradient that J has with respect to y while the law stays
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Influence(double value, double[] ofTrajectory, Consumer<double[]> direct) {}
