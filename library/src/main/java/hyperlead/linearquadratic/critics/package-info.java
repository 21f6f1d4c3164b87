/** The leader's values in linear-quadratic problems: exact, or learned on features. */
package hyperlead.linearquadratic.critics;
