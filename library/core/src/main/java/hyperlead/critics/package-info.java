/**
 * Critics of both families: how the leader learns its values under the follower's policy, or knows
 * them.
 */
package hyperlead.critics;
