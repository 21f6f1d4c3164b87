/** TaxDesign: households that work, spend and save under a leader's taxes. */
package hyperlead.environments.taxation;
