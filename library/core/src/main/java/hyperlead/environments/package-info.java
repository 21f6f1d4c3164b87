/** The benchmark problems. */
package hyperlead.environments;
