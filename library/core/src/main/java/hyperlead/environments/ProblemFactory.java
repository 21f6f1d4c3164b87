package hyperlead.environments;

import hyperlead.LeaderProblem;
import hyperlead.Setting;
import java.io.Serializable;

/**
 * How a problem of a name is made on another machine: a method reference or a lambda of a class
 * that is in a jar which that machine has, too.
 */
@FunctionalInterface
public interface ProblemFactory extends Serializable {
  /** {@return the problem with this name, τ, discounts and horizon} */
  LeaderProblem<?> make(Setting setting);
}
