package hyperlead.continuous;

import hyperlead.StepLaw;
import java.util.random.RandomGenerator;

/**
 * A follower's policy on what it sees, s = (b, o), or o alone where the leader does not act, with
 * its values. Actions u are in [−1, 1], in units of the machine's limit.
 */
public interface ContinuousPolicy extends StepLaw {
  /** {@return a draw of u; s stands in an array from an index on} */
  double act(double[] rows, int from, RandomGenerator random);

  /** {@return V_F(s), with the entropy of u; s stands in an array from an index on} */
  double value(double[] rows, int from);
}
