/**
 * Small dense matrices for linear-quadratic problems: products and sums in place, for loops that
 * must not allocate. Factors and eigenvalues, which are needed once an update, come from Commons
 * Math.
 */
package hyperlead.dense;
