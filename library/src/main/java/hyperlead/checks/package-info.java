/** Checks of gradients, with verdicts in words. */
package hyperlead.checks;
