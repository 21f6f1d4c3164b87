/**
 * Problems with linear dynamics, Gaussian noise and a follower whose costs are quadratic: models,
 * rewards of real vectors, responses, episodes and the exact hypergradient.
 */
package hyperlead.linear;
