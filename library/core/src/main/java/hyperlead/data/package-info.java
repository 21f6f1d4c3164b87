/** Readers of the text files under datasets/, with errors that name file, line and column. */
package hyperlead.data;
