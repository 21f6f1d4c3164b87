package hyperlead.experiments;

import static hyperlead.experiments.Verdict.Outcome.AGREES;
import static hyperlead.experiments.Verdict.Outcome.DIFFERS;
import static hyperlead.experiments.Verdict.Outcome.UNDECIDED;
import static java.util.Comparator.comparingDouble;

import hyperlead.Episode;
import hyperlead.Episodes;
import hyperlead.algebra.Text;
import hyperlead.tabular.TabularEpisode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Estimates from rounds of episodes, and what the episodes themselves could show. */
final class Rounds<E extends Episode> {
  /** Larger parts of the return that a horizon cuts off make a bias that is not the estimator's. */
  private static final double MOST_CUT = 0.01;

  private final String name;
  private final double[] exact;
  private final List<double[]> estimates = new ArrayList<>();
  private final boolean[] met;
  private int episodes;
  private int cut;

  /** No rounds yet, of estimates of a vector. */
  Rounds(String name, double[] exact) {
    this.name = name;
    this.exact = exact;
    met = new boolean[exact.length];
  }

  void add(Episodes<E> round, double[] estimate) {
    addEstimate(estimate);
    double[] g = round.zeroGradient();
    SplittableRandom random = new SplittableRandom(estimates.size());
    for (E episode : round.list()) {
      episodes++;
      cut += episode.terminated() ? 0 : 1;
      if (episode instanceof TabularEpisode) {
        addAll(episode, random, g);
      } else {
        // Every step meets all of a matrix, whose law may be without noise and have no score.
        Arrays.fill(met, true);
      }
    }
    double[] seen = round.meanGradient(g);
    for (int i = 0; i < met.length; i++) {
      met[i] |= seen[i] != 0;
    }
  }

  void addEstimate(double[] estimate) {
    estimates.add(estimate);
    for (int i = 0; i < met.length; i++) {
      met[i] |= estimate[i] != 0;
    }
  }

  /** Every gradient along an episode with a weight by chance, so that they do not cancel. */
  private static void addAll(Episode episode, SplittableRandom random, double[] g) {
    episode.addInitialScore(random.nextDouble(), g);
    for (int t = 0; t < episode.length(); t++) {
      episode.addLeaderRewardGradient(t, random.nextDouble(), g);
      episode.addFollowerRewardGradient(t, random.nextDouble(), g);
      episode.addTransitionScore(t, random.nextDouble(), g);
    }
  }

  /**
   * What the estimates say.
   *
   * @param discount γ, of what a cut takes away
   * @param horizon T, where episodes are cut
   */
  Verdict verdict(double discount, int horizon) {
    int d = exact.length;
    List<Sample> entries =
        IntStream.range(0, d).mapToObj(i -> Sample.of(estimates, i, exact[i], d)).toList();
    int[] unseen =
        entries.stream()
            .filter(entry -> !met[entry.i()] && entry.distance() > 1)
            .mapToInt(Sample::i)
            .toArray();
    // No number is the largest of all.
    Sample worst = Collections.max(entries, comparingDouble(entry -> judged(entry, unseen)));
    if (!(judged(worst, unseen) <= 1)) {
      double lost = Math.pow(discount, horizon) * cut / Math.max(1, episodes);
      double explained = lost * (1 + horizon * (1 - discount)) * Math.abs(worst.exact());
      return lost > MOST_CUT || Math.abs(worst.mean() - worst.exact()) <= explained
          ? cutOff(worst, discount, horizon)
          : differs(worst);
    }
    if (unseen.length > 0) {
      return UNDECIDED.verdict(
          "%s: θ[%s]%s was met in none of %s rounds, exact %.4g. Use more episodes.",
          name,
          unseen[0],
          unseen.length > 1 ? " (and " + (unseen.length - 1) + " more)" : "",
          estimates.size(),
          exact[unseen[0]]);
    }
    return entries.stream().anyMatch(Sample::decides)
        ? AGREES.verdict(
            "%s: %s As the worst of %s the difference may well be chance.", name, worst, d)
        : undecided(worst);
  }

  /** A parameter that was not met tells that others may not have met all, if they do not vary. */
  private double judged(Sample entry, int[] unseen) {
    return met[entry.i()] && (unseen.length == 0 || entry.error() > 0) ? entry.distance() : 0;
  }

  private Verdict differs(Sample worst) {
    return DIFFERS.verdict(
        "%s: %s The difference is not chance: the estimator or its critic is biased here.",
        name, worst);
  }

  private Verdict cutOff(Sample worst, double discount, int horizon) {
    return UNDECIDED.verdict(
        "%s: %s But episodes are cut after %s steps, and γ^%s = %.2g of what follows is missing:"
            + " check with %s.",
        name, worst, horizon, horizon, Math.pow(discount, horizon), longer(discount, horizon));
  }

  private static String longer(double discount, int horizon) {
    double enough = Math.ceil(Math.log(MOST_CUT) / Math.log(discount));
    return discount < 1
        ? Text.of("withHorizon(%.0f) or more", Math.max(2.0 * horizon, enough))
        : "a horizon that episodes end in";
  }

  private Verdict undecided(Sample worst) {
    return worst.worth() < 0.5
        ? UNDECIDED.verdict(
            "%s: %s Rounds are alike, as the estimator or its critic remembers: %s of them are"
                + " worth %.1f. Use more rounds.",
            name, worst, estimates.size(), estimates.size() * worst.worth())
        : UNDECIDED.verdict(
            "%s: %s Too noisy: the opposite gradient would pass as well. Use more episodes.",
            name, worst);
  }
}
