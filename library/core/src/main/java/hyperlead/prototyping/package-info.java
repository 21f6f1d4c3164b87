/**
 * From an idea to a checked problem: rewards and transitions as lambdas over named states and
 * actions, with derivatives taken automatically, and a check of every gradient.
 */
package hyperlead.prototyping;
