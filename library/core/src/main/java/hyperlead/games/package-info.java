/**
 * Markov games of two players in which the leader commits to a policy and the follower answers it:
 * the model, its reductions to tabular problems, and what a leader can do that knows its own
 * policy.
 */
package hyperlead.games;
