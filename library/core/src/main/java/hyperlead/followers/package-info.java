/** Followers: how the lower level answers the leader's parameters. */
package hyperlead.followers;
