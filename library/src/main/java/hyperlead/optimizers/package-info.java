/** Gradient ascent rules for the leader. */
package hyperlead.optimizers;
