/** Checks of arguments that name the argument, the constraint and the value. */
package hyperlead.validation;
