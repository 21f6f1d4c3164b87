package hyperlead;

import java.io.Serializable;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Draws θ_0, of length d, where a training starts. Serialisable, so that a lambda of a class, and
 * what it captures, can be sent to a worker of a cluster.
 */
@FunctionalInterface
public interface Start extends Function<RandomGenerator, double[]>, Serializable {}
