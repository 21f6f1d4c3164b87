/**
 * Arrays: small dense matrices for loops that must not allocate, sparse transition rows with the
 * linear systems {@code I − γ P_π} over them, Gaussian laws and draws, checks of arguments. Factors
 * and eigenvalues of dense matrices come from Commons Math.
 */
package hyperlead.algebra;
