/**
 * Problems with linear dynamics, Gaussian noise and a follower whose costs are quadratic: models,
 * responses, episodes and the exact hypergradient.
 */
package hyperlead.linearquadratic;
