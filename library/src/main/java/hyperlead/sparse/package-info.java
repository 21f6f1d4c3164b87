/** Sparse transition rows, and the linear systems {@code I − γ P_π} over them. */
package hyperlead.sparse;
