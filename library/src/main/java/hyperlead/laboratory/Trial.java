package hyperlead.laboratory;

import hyperlead.Hypergradient;

/**
 * One estimate.
 *
 * @param estimate what the estimator said
 * @param steps simulated steps of the round that it used
 * @param nanoseconds how long the estimator took for that round
 */
record Trial(Hypergradient estimate, int steps, long nanoseconds) {}
