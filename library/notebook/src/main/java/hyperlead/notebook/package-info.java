/**
 * What a notebook shows, and the means to display it: tables, images, progress, on whichever Java
 * kernel runs, found by reflection. With its subpackages the only importer of XChart.
 */
package hyperlead.notebook;
