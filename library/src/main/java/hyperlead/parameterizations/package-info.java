/** Maps from the leader's free parameters θ to the configuration y that a problem depends on. */
package hyperlead.parameterizations;
