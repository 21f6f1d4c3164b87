package hyperlead;

import hyperlead.algebra.Require;
import java.io.Serializable;
import java.util.StringJoiner;

/**
 * The constants of a leader's problem, the same for every family. Immutable.
 *
 * @param name short name, without the temperature
 * @param temperature the follower's temperature τ &gt; 0, in units of reward
 * @param followerDiscount the follower's discount γ_F in [0, 1]
 * @param leaderDiscount the leader's discount γ_L in [0, 1]; one is for problems in which every
 *     policy surely ends, which is checked where they are solved
 * @param horizon number of steps after which a simulated episode is cut (not terminated), &gt; 0
 */
public record Setting(
    String name, double temperature, double followerDiscount, double leaderDiscount, int horizon)
    implements Serializable {
  /** Throws an {@link IllegalArgumentException} if a number is out of its range. */
  public Setting {
    Require.line("name", name);
    Require.positive("temperature", temperature);
    Require.probability("followerDiscount", followerDiscount);
    Require.probability("leaderDiscount", leaderDiscount);
    Require.positive("horizon", horizon);
  }

  /** {@return the name with the temperature, such as {@code FourRooms(τ = 0.001)}} */
  public String label() {
    return noted("τ = " + temperature);
  }

  private String noted(String note) {
    return name.endsWith(")")
        ? name.substring(0, name.length() - 1) + ", " + note + ")"
        : name + "(" + note + ")";
  }

  /** {@return the same constants with a note in the name, such as {@code FourRooms(estimated)}} */
  public Setting withNote(String note) {
    return withName(noted(note));
  }

  /** {@return the same constants under another short name, without the temperature} */
  public Setting withName(String other) {
    return new Setting(other, temperature, followerDiscount, leaderDiscount, horizon);
  }

  /** {@return the same constants with another τ &gt; 0, in units of reward} */
  public Setting withTemperature(double tau) {
    return new Setting(name, tau, followerDiscount, leaderDiscount, horizon);
  }

  /** {@return the same constants with other discounts γ_F and γ_L, both in [0, 1]} */
  public Setting withDiscounts(double follower, double leader) {
    return new Setting(name, temperature, follower, leader, horizon);
  }

  /** {@return the same constants with simulated episodes cut after so many steps, &gt; 0} */
  public Setting withHorizon(int steps) {
    return new Setting(name, temperature, followerDiscount, leaderDiscount, steps);
  }

  /** What distinguishes the constants of another problem from these, in words. */
  String difference(Setting other) {
    StringJoiner differences = new StringJoiner(", ");
    add(differences, "name", name, other.name);
    add(differences, "temperature", temperature, other.temperature);
    add(differences, "followerDiscount", followerDiscount, other.followerDiscount);
    add(differences, "leaderDiscount", leaderDiscount, other.leaderDiscount);
    add(differences, "horizon", horizon, other.horizon);
    return differences.length() > 0
        ? "their " + differences
        : "their parameterization, rewards or laws are other objects";
  }

  private static void add(StringJoiner differences, String what, Object ours, Object theirs) {
    if (!ours.equals(theirs)) {
      differences.add("%s is %s and not %s".formatted(what, theirs, ours));
    }
  }
}
