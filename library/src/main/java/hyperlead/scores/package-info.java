/**
 * Ways to take the terms in which θ moves the law of the states: as sampled, or with what the
 * leader knows of that law.
 */
package hyperlead.scores;
