/** Gaussian laws, and rewards of real vectors with their expectations under such laws. */
package hyperlead.gaussian;
