/**
 * Problems with finitely many states and actions: models, responses, episodes and the exact
 * hypergradient, all over sparse transition rows.
 */
package hyperlead.tabular;
