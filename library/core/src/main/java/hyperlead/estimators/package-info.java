/** Estimators of the hypergradient. Each says what it needs to see, and its bias. */
package hyperlead.estimators;
