/**
 * Households that work, spend and save under taxes: the parts of {@link
 * hyperlead.environments.TaxDesign}.
 */
package hyperlead.taxation;
