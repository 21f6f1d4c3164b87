/**
 * Small dense matrices for linear-quadratic problems: products and factors in place, for loops that
 * must not allocate. Decompositions that only messages and checks need come from Commons Math.
 */
package hyperlead.dense;
