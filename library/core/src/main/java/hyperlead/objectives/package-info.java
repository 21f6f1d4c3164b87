/**
 * Objectives that are not an expected return: risk, preferences between trajectories, functions of
 * the visits.
 */
package hyperlead.objectives;
