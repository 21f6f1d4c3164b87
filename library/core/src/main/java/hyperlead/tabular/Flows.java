package hyperlead.tabular;

import hyperlead.algebra.TransitionPattern;
import hyperlead.parameters.Categorical;
import java.util.function.IntToDoubleFunction;

/**
 * What a measure lacks to balance: what comes to each state from outside, less what leaves it, and
 * what arrives. Sums keep what rounding takes from them and from their terms, so that all that
 * leaves arrives, and what cancels does so to the last digit: of what is lost, 1/(1 − γ) would make
 * much.
 */
final class Flows {
  private final TabularResponse response;
  private final TransitionPattern pattern;
  private final IntToDoubleFunction discount;
  private final double[] sum;
  private final double[] lost;

  /** From outside only, one number a state. */
  Flows(TabularResponse response, IntToDoubleFunction discount, double[] source) {
    this.response = response;
    this.discount = discount;
    pattern = response.mdp.pattern;
    sum = new double[pattern.states() + 1];
    lost = new double[sum.length];
    System.arraycopy(source, 0, sum, 0, pattern.states());
  }

  /**
   * A measure n + rest, which leaves by 1 − γ of it and moves on by γ P_π, with credits c, which
   * sum to zero in every state and move on by γ P.
   *
   * <pre>
   * Σ_a e(x,a) P(·|x,a) = n(x) P(·|x,a*) + Σ_{a≠a*} e(x,a) ( P(·|x,a) − P(·|x,a*) ),   e = c + π n
   * </pre>
   *
   * <p>with the likeliest action a*: so credits of actions that lead to the same cancel.
   */
  void add(double[] n, double[] rest, double[] c) {
    int actions = pattern.actions();
    for (int x = 0; x < rest.length; x++) {
      int likeliest = Categorical.likeliest(response.policy, x * actions, (x + 1) * actions);
      for (double part : new double[] {n[x], rest[x]}) {
        add(x, (discount.applyAsDouble(x) - 1) * part);
        addRow(x, likeliest, part);
      }
      for (int pair = x * actions; pair < (x + 1) * actions; pair++) {
        double e = Math.fma(response.policy[pair], n[x], c[pair]);
        double finer = finer(response.policy[pair], n[x], rest[x], c[pair], e);
        if (pair != likeliest && (e != 0 || finer != 0)) {
          addRow(x, pair, e);
          addRow(x, likeliest, -e);
          addRow(x, pair, finer);
          addRow(x, likeliest, -finer);
        }
      }
    }
  }

  /**
   * What e = π n + c, rounded once, lacks to c + π (n + rest). Where γ is next to one it counts: n
   * and the others of a state then all but make up the likeliest action's.
   */
  static double finer(double policy, double n, double rest, double credit, double e) {
    double product = policy * n;
    double sum = product + credit;
    double rounded = lost(product, credit, sum) + Math.fma(policy, n, -product);
    return sum - e + rounded + policy * rest;
  }

  /** What rounding took from a + b. */
  static double lost(double a, double b, double sum) {
    double second = sum - a;
    return a - (sum - second) + (b - second);
  }

  private void addRow(int from, int pair, double weight) {
    for (int e = pattern.rowStart(pair); e < pattern.rowStart(pair + 1); e++) {
      int to = pattern.successor(e);
      if (to != from) {
        double share = discount.applyAsDouble(from) * response.mdp.probability[e];
        double moved = share * weight;
        add(from, -moved);
        add(to, moved);
        double rounded = Math.fma(share, weight, -moved);
        lost[from] -= rounded;
        lost[to] += rounded;
      }
    }
  }

  /** Adds a number to a sum, and what rounding takes from it to what is lost. */
  private void add(int x, double number) {
    double before = sum[x];
    sum[x] += number;
    lost[x] += lost(before, number, sum[x]);
  }

  /** One number a state, and what ends. */
  double[] total() {
    double[] total = new double[sum.length];
    for (int x = 0; x < total.length; x++) {
      total[x] = sum[x] + lost[x];
    }
    return total;
  }
}
