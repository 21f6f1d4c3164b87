/**
 * What a notebook shows: charts and pictures of grid worlds as images, and the means to display
 * them. This is the only package that imports XChart.
 */
package hyperlead.notebook;
