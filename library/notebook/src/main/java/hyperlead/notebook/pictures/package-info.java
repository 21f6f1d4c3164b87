/**
 * Charts and pictures of grid worlds for notebooks. All end as a {@link
 * java.awt.image.BufferedImage}, which every kernel shows as PNG, sized for a notebook's column of
 * about 900 pixels and drawn in one style. This is the only package that imports XChart.
 */
package hyperlead.notebook.pictures;
