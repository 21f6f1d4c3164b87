/** What a leader can learn of dynamics and follower from trajectories, and methods on top of it. */
package hyperlead.identification;
