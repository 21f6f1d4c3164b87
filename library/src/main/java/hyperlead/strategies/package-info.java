/** Ways off a plateau, where the guidance vanishes and plain ascent stands still. */
package hyperlead.strategies;
