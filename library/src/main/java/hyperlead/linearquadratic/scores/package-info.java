/** How a leader's own laws enter the hypergradient of a linear-quadratic problem. */
package hyperlead.linearquadratic.scores;
