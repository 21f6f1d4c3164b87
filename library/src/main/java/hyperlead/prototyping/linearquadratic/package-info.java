/** Linear-quadratic problems as lambdas over named states and actions. */
package hyperlead.prototyping.linearquadratic;
