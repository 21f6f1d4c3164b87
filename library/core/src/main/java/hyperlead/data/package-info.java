/**
 * Readers of the files under datasets/, with errors that name file, line and column, and of models
 * that other programs wrote: {@link hyperlead.data.TransitionTable}.
 */
package hyperlead.data;
