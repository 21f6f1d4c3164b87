package hyperlead.golden;

import hyperlead.Hypergradient;
import hyperlead.LeaderTraining;
import java.util.Map;
import java.util.function.Supplier;

/** A problem with all that is asked of it, by name and in order. */
record GoldenSubject(
    String name,
    String constants,
    Map<String, Supplier<Hypergradient>> hypergradients,
    Map<String, Supplier<Double>> objectives,
    Map<String, LeaderTraining<?>> trainings) {}
