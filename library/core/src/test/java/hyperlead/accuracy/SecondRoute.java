package hyperlead.accuracy;

import hyperlead.Setting;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Objective and hypergradient of a model by another route than the library's: numbers of 32 digits,
 * dense matrices with pivots, and derivatives forward, one parameter after another, where the
 * library goes back by adjoints.
 *
 * <pre>
 * V_F = T V_F by Newton's method,   ∇V_F = (I − γ_F P_π)⁻¹ Σ_a π ( ∇r_F + γ_F ∇P V_F )
 * ∇π = π ( ∇Q_F − ∇V_F ) / τ,       V_L = (I − γ_L P_π)⁻¹ Σ_a π r_L
 * guidance = μ (I − γ_L P_π)⁻¹ Σ_a ∇π Q_L
 * direct = ∇μ V_L + μ (I − γ_L P_π)⁻¹ Σ_a π ( ∇r_L + γ_L ∇P V_L )
 * </pre>
 */
final class SecondRoute {
  private static final Twofold UP = Twofold.sum(1, 0x1p-53);
  private static final Twofold DOWN = Twofold.sum(1, -0x1p-53);

  /** In how many ways numbers are rounded. */
  static final int WAYS = 9;

  private static final int MOST_STEPS = 1000;

  /** After so many, what moves V still is rounding, of penalties of 10²⁰ τ and more. */
  private static final int FEW_STEPS = 100;

  private final Model model;
  private final Setting setting;
  private final int states;
  private final int actions;
  private final int[] rowStart;
  private final Twofold[] law;
  private final Twofold[] initial;
  private final Twofold[] follower;
  private final Twofold[] leader;
  private final Twofold[] policy;
  private final Rounding rounding;

  /** V_F, and where the search for it starts. */
  private final Twofold[] values;

  private SecondRoute(Model model, Rounding rounding, Twofold[] start) {
    this.model = model;
    this.rounding = rounding;
    setting = model.setting();
    states = model.states();
    actions = model.actions();
    rowStart = new int[model.rows().length + 1];
    for (int pair = 0; pair < model.rows().length; pair++) {
      rowStart[pair + 1] = rowStart[pair] + model.rows()[pair].length;
    }
    law = rounded(model.law().at(), model.law().at().length);
    for (int pair = 0; pair + 1 < rowStart.length; pair++) {
      normalise(law, rowStart[pair], rowStart[pair + 1]);
    }
    initial = rounded(model.initial().at(), states);
    normalise(initial, 0, states);
    follower = rounded(model.follower().at(), actions);
    leader = rounded(model.leader().at(), actions);
    // What π is rounded to is an error of r_F of that part of τ.
    Twofold tau = Twofold.of(setting.temperature());
    Arrays.setAll(follower, i -> follower[i].plus(rounding.of(tau, i % actions).minus(tau)));
    policy = new Twofold[follower.length];
    values = start.clone();
  }

  /** Of the numbers as they are. */
  static SecondRoute of(Model model) {
    Twofold[] zeros = new Twofold[model.states()];
    Arrays.fill(zeros, Twofold.ZERO);
    return new SecondRoute(model, (number, place) -> number, zeros);
  }

  /**
   * The same answer with every number moved by the unit roundoff, up or down: in the first three
   * ways by chance in each state, and the other way where a bit of the action is set (of any two
   * actions, whose difference is all that counts, one bit tells them apart); in the last six by a
   * bit of the state, which tell any two of 64 apart likewise.
   *
   * @param way in [0, WAYS)
   */
  Answer rounded(int way) {
    SplittableRandom random = new SplittableRandom(way);
    int[] state = {-1};
    boolean[] turned = new boolean[1];
    Rounding moving =
        (number, place) -> {
          if (place == 0) {
            state[0]++;
            turned[0] = way < 3 ? random.nextBoolean() : (state[0] >> (way - 3) & 1) == 0;
          }
          boolean other = way < 3 && (place >> way & 1) == 0;
          return number.times(other ^ turned[0] ? UP : DOWN);
        };
    return new SecondRoute(model, moving, values).answer();
  }

  /** How a number is rounded that stands at a place of its own among some. */
  @FunctionalInterface
  private interface Rounding {
    Twofold of(Twofold number, int place);
  }

  private Twofold[] rounded(double[] numbers, int together) {
    Twofold[] rounded = new Twofold[numbers.length];
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = rounding.of(Twofold.of(numbers[i]), i % together);
    }
    return rounded;
  }

  private static void normalise(Twofold[] numbers, int from, int to) {
    Twofold sum = Twofold.ZERO;
    for (int i = from; i < to; i++) {
      sum = sum.plus(numbers[i]);
    }
    for (int i = from; i < to; i++) {
      numbers[i] = numbers[i].over(sum);
    }
  }

  Answer answer() {
    solve();
    double leaderDiscount = setting.leaderDiscount();
    Elimination answering = system(setting.followerDiscount());
    Elimination leading = system(leaderDiscount);
    Twofold[] leaderValues = leading.solve(expectation(leader));
    Twofold[] leaderActionValues = actionValues(leader, leaderDiscount, leaderValues);
    int d = model.parameters();
    Twofold[] direct = new Twofold[d];
    Twofold[] guidance = new Twofold[d];
    for (int j = 0; j < d; j++) {
      Twofold[] own = slopes(model.leader(), j, leaderDiscount, leaderValues);
      direct[j] = firstSlope(j, leaderValues).plus(dot(initial, leading.solve(expectation(own))));
      Twofold[] answer = slopes(model.follower(), j, setting.followerDiscount(), values);
      Twofold[] moved = answering.solve(expectation(answer));
      Twofold[] q = actionValues(answer, setting.followerDiscount(), moved);
      guidance[j] = dot(initial, leading.solve(guided(q, leaderActionValues)));
    }
    return Answer.of(dot(initial, leaderValues), direct, guidance);
  }

  /** V_F, and π with it: Newton's steps until rounding keeps the last from getting smaller. */
  private void solve() {
    double last = Double.POSITIVE_INFINITY;
    for (int step = 0; step < MOST_STEPS; step++) {
      Twofold[] error = sweep();
      Twofold[] change = system(setting.followerDiscount()).solve(error);
      double largest = 0;
      for (int x = 0; x < states; x++) {
        values[x] = values[x].plus(change[x]);
        largest = Math.max(largest, Math.abs(change[x].high()));
      }
      boolean settled = largest < 1e-3 * setting.temperature() || step > FEW_STEPS;
      if (largest == 0 || (settled && largest > last / 4)) {
        sweep();
        return;
      }
      last = largest;
    }
    throw new ArithmeticException("no convergence: " + model);
  }

  /** TV − V, and π of V. */
  private Twofold[] sweep() {
    double tau = setting.temperature();
    Twofold[] q = actionValues(follower, setting.followerDiscount(), values);
    Twofold[] error = new Twofold[states];
    for (int x = 0; x < states; x++) {
      int best = x * actions;
      for (int pair = best; pair < (x + 1) * actions; pair++) {
        best = q[pair].minus(q[best]).high() > 0 ? pair : best;
      }
      Twofold sum = Twofold.ZERO;
      for (int pair = x * actions; pair < (x + 1) * actions; pair++) {
        policy[pair] = q[pair].minus(q[best]).over(Twofold.of(tau)).exp();
        sum = sum.plus(policy[pair]);
      }
      for (int pair = x * actions; pair < (x + 1) * actions; pair++) {
        policy[pair] = policy[pair].over(sum);
      }
      error[x] = q[best].minus(values[x]).plus(sum.log().times(tau));
    }
    return error;
  }

  private Twofold[] actionValues(Twofold[] reward, double discount, Twofold[] values) {
    Twofold[] q = new Twofold[reward.length];
    for (int pair = 0; pair < q.length; pair++) {
      Twofold sum = Twofold.ZERO;
      for (int k = 0; k < model.rows()[pair].length; k++) {
        int next = model.rows()[pair][k];
        sum = next < states ? sum.plus(law[rowStart[pair] + k].times(values[next])) : sum;
      }
      q[pair] = reward[pair].plus(sum.times(discount));
    }
    return q;
  }

  /**
   * ∇r + γ ∇P V with respect to one parameter; ∇P of a row sums to zero, and so V − V(x) will do.
   */
  private Twofold[] slopes(Model.Numbers reward, int j, double discount, Twofold[] values) {
    Twofold[] slopes = new Twofold[policy.length];
    for (int pair = 0; pair < slopes.length; pair++) {
      Twofold own = values[pair / actions];
      Twofold sum = Twofold.ZERO;
      for (int k = 0; k < model.rows()[pair].length; k++) {
        int next = model.rows()[pair][k];
        double slope = model.law().slope()[j][rowStart[pair] + k];
        Twofold gain = (next < states ? values[next] : Twofold.ZERO).minus(own);
        sum = slope == 0 ? sum : sum.plus(rounding.of(gain, pair % actions + k).times(slope));
      }
      Twofold rewardSlope = rounding.of(Twofold.of(reward.slope()[j][pair]), pair % actions);
      slopes[pair] = sum.times(discount).plus(rewardSlope);
    }
    return slopes;
  }

  /** ∇μ V, likewise by differences. */
  private Twofold firstSlope(int j, Twofold[] values) {
    Twofold sum = Twofold.ZERO;
    for (int x = 0; x < states; x++) {
      Twofold gain = rounding.of(values[x].minus(values[0]), x);
      sum = sum.plus(gain.times(model.initial().slope()[j][x]));
    }
    return sum;
  }

  private Twofold[] expectation(Twofold[] ofPairs) {
    Twofold[] expectation = new Twofold[states];
    for (int x = 0; x < states; x++) {
      Twofold sum = Twofold.ZERO;
      for (int pair = x * actions; pair < (x + 1) * actions; pair++) {
        sum = sum.plus(policy[pair].times(ofPairs[pair]));
      }
      expectation[x] = sum;
    }
    return expectation;
  }

  /** Σ_a ∇π Q_L = Σ_a π (∇Q_F − E_π ∇Q_F) (Q_L − E_π Q_L) / τ. */
  private Twofold[] guided(Twofold[] q, Twofold[] leaderActionValues) {
    Twofold[] mean = expectation(q);
    Twofold[] leaderMean = expectation(leaderActionValues);
    Twofold[] products = new Twofold[q.length];
    for (int pair = 0; pair < q.length; pair++) {
      int x = pair / actions;
      Twofold advantage = leaderActionValues[pair].minus(leaderMean[x]);
      products[pair] =
          q[pair].minus(mean[x]).times(advantage).over(Twofold.of(setting.temperature()));
    }
    return expectation(products);
  }

  private static Twofold dot(Twofold[] a, Twofold[] b) {
    Twofold sum = Twofold.ZERO;
    for (int i = 0; i < a.length; i++) {
      sum = sum.plus(a[i].times(b[i]));
    }
    return sum;
  }

  /** I − γ P_π. */
  private Elimination system(double discount) {
    Twofold[][] matrix = new Twofold[states][states];
    for (int x = 0; x < states; x++) {
      Arrays.fill(matrix[x], Twofold.ZERO);
      matrix[x][x] = Twofold.ONE;
      for (int pair = x * actions; pair < (x + 1) * actions; pair++) {
        Twofold weight = policy[pair].times(-discount);
        for (int k = 0; k < model.rows()[pair].length; k++) {
          int next = model.rows()[pair][k];
          if (next < states) {
            matrix[x][next] = matrix[x][next].plus(weight.times(law[rowStart[pair] + k]));
          }
        }
      }
    }
    return new Elimination(matrix);
  }
}
