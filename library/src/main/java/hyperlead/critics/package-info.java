/** Critics: how the leader learns its values under the follower's policy. */
package hyperlead.critics;
