/**
 * Comparing methods: the laboratory measures estimates of the hypergradient against the exact one
 * at one θ, the sweep runs trainings of many methods, settings and seeds and survives being killed,
 * and gradient checks say in words whether a derivative is right.
 */
package hyperlead.experiments;
