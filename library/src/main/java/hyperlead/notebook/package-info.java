/** What a notebook shows, and the means to display it. */
package hyperlead.notebook;
