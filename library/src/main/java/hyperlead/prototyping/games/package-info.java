/** Markov games as lambdas over named states and actions of both players. */
package hyperlead.prototyping.games;
