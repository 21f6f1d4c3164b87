/**
 * How the leader's free parameters θ reach a problem, and how they move: maps from θ to the
 * configuration y, numbers of a model that depend on y, and rules of gradient ascent.
 */
package hyperlead.parameters;
