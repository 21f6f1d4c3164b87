package hyperlead.claims;

import hyperlead.algebra.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The last iterates of a claim, one a seed, with six decimals, and what texts say of them. */
record Distribution(List<Double> values, double failing) {
  static final List<String> FIGURES =
      List.of("failures", "least", "lower quartile", "median", "upper quartile", "most");

  /** Values that stand in a file. */
  static Distribution read(String values, String failing) {
    return new Distribution(
        Arrays.stream(values.split(" ")).map(Double::valueOf).toList(),
        Double.parseDouble(failing));
  }

  /** Figures by name, as {@link #FIGURES} has them, and n. */
  Map<String, Double> figures() {
    return Map.of(
        "n", (double) values.size(),
        "failures", (double) values.stream().filter(value -> !(value >= failing)).count(),
        "least", quantile(0),
        "lower quartile", quantile(0.25),
        "median", quantile(0.5),
        "upper quartile", quantile(0.75),
        "most", quantile(1));
  }

  /** Between neighbours in order, place (n − 1) p counted from 0. */
  private double quantile(double p) {
    List<Double> sorted = new ArrayList<>(values);
    sorted.sort(null);
    double place = (sorted.size() - 1) * p;
    int below = (int) place;
    int above = Math.min(below + 1, sorted.size() - 1);
    return sorted.get(below) + (place - below) * (sorted.get(above) - sorted.get(below));
  }

  String text() {
    return values.stream().map(value -> Text.of("%.6f", value)).collect(Collectors.joining(" "));
  }
}
