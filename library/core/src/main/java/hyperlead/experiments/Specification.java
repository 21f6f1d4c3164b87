package hyperlead.experiments;

import hyperlead.LeaderTraining;
import hyperlead.algebra.Require;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One run of a sweep: a training, a seed, and the settings that its row is named by.
 *
 * <p>The settings' texts, the seed and all that the training tells of itself in one line are the
 * run's identity in the sweep's file. What distinguishes two trainings of a sweep and does not show
 * in that line, such as where they start, must be a setting. The file also holds what the run's
 * first update shows, so that a run whose problem was changed later is not taken for the new one.
 *
 * @param settings texts by column name, in the order of the columns
 * @param seed of all chance in the run
 */
public record Specification(Map<String, String> settings, long seed, LeaderTraining<?> training) {
  private static final Pattern HASH_CODE = Pattern.compile("@[0-9a-f]{4,8}\\b");

  /**
   * Throws an {@link IllegalArgumentException} if a name or text is not one line, or one holds a
   * hash code, which is another in every process.
   */
  public Specification {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    Require.that(!settings.isEmpty(), "settings must not be empty");
    settings.forEach(
        (name, text) -> {
          Require.line("name of a setting", name);
          checkText("setting " + name, text);
        });
    checkText("training's settings", describe(training));
  }

  private static void checkText(String what, String text) {
    boolean found = HASH_CODE.matcher(Require.line(what, text)).find();
    Require.that(
        !found, "%s must not hold a hash code (an object without toString): %s", what, text);
  }

  private static String describe(LeaderTraining<?> training) {
    Map<String, String> set = training.settings();
    String optimum = set.get("optimum").equals("none") ? "" : ", optimum " + set.get("optimum");
    String referee = set.get("referee").equals("none") ? "" : ", referee " + set.get("referee");
    return "%s, %s, %s, %s, %s updates of at most %s, γ_F = %s, γ_L = %s, horizon %s, a row every %s updates"
            .formatted(set.values().toArray())
        + referee
        + optimum;
  }

  /**
   * A run named by its method alone.
   *
   * @param method text of the column {@code method}
   * @param seed of all chance in the run; any number
   */
  public static Specification of(String method, LeaderTraining<?> training, long seed) {
    return new Specification(Map.of("method", method), seed, training);
  }

  /**
   * {@return the same run with one more setting in its name; the training is left as it is}
   *
   * @param value whose text is its name
   * @throws IllegalArgumentException if there is a setting of that name
   */
  public Specification with(String name, Object value) {
    Map<String, String> more = new LinkedHashMap<>(settings);
    Require.that(more.put(name, value.toString()) == null, "setting must stand once: %s", name);
    return new Specification(more, seed, training);
  }

  /** The fields that say which run it is: settings, training, seed. */
  List<String> identity() {
    List<String> identity = new ArrayList<>(settings.values());
    identity.add(describe(training));
    identity.add(Long.toString(seed));
    return identity;
  }

  @Override
  public String toString() {
    return String.join(", ", settings.values()) + ", seed " + seed;
  }
}
