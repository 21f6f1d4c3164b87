package hyperlead.accuracy;

import hyperlead.Setting;
import hyperlead.accuracy.Model.Numbers;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Seeded random models with 1 to 50 states: dense, sparse, periodic, in layers, absorbing, in a
 * line, weakly linked, side by side; rewards and τ of one scale from 1e-8 to 1e6, cold followers
 * and warm ones, penalties of up to 1e12, discounts from 0 to 1 − 1e-9. Each parameter moves some
 * of the rewards, laws and first states.
 */
final class Models {
  private static final int DENOMINATOR = 1 << 20;

  /** How states are linked. */
  enum Structure {
    DENSE,
    SPARSE,
    PERIODIC,
    LAYERS,
    ABSORBING,
    LINE,
    LINKED,
    SIDES
  }

  private final SplittableRandom random;
  private final Structure structure;
  private final int states;
  private final int actions;
  private final int parameters;
  private final boolean decimal;

  private Models(long seed) {
    random = new SplittableRandom(seed);
    structure = Structure.values()[random.nextInt(Structure.values().length)];
    states = 1 + (int) (50 * Math.pow(random.nextDouble(), 3));
    actions = random.nextInt(1, 7);
    parameters = random.nextInt(1, 5);
    decimal = random.nextBoolean();
  }

  static Model of(long seed) {
    return new Models(seed).model(seed);
  }

  private Model model(long seed) {
    int[][] rows = new int[states * actions][];
    Arrays.setAll(rows, pair -> row(pair / actions));
    double unit = exponential(-8, 6);
    // Warm followers, or cold ones.
    double temperature = unit / (random.nextInt(3) > 0 ? exponential(-2, 2) : exponential(2, 9));
    double discount = discount();
    Setting setting =
        new Setting(
            structure + ", seed " + seed,
            temperature,
            discount,
            random.nextBoolean() ? discount : discount(),
            1000);
    Numbers follower = rewards(unit);
    if (random.nextInt(5) == 0) {
      punish(follower.at(), unit);
    }
    return new Model(
        setting, actions, rows, law(rows), initial(), follower, rewards(exponential(-3, 3)));
  }

  private double exponential(double from, double to) {
    return Math.pow(10, random.nextDouble(from, to));
  }

  private double discount() {
    return switch (random.nextInt(6)) {
      case 0 -> random.nextInt(10) == 0 ? 0 : random.nextDouble();
      case 1 -> 0.9;
      case 2 -> 0.99;
      case 3 -> 1 - exponential(-4, -1);
      default -> 1 - exponential(-9, -3);
    };
  }

  /** Next states, ascending. */
  private int[] row(int x) {
    TreeSet<Integer> next = new TreeSet<>();
    switch (structure) {
      case DENSE -> IntStream.rangeClosed(0, states - random.nextInt(2)).forEach(next::add);
      case SPARSE -> add(next, 0, states + 1, random.nextInt(1, 4));
      case PERIODIC -> {
        // Round a ring, or from even states to odd ones and back.
        next.add((x + 1) % states);
        if (states % 2 == 0 && random.nextBoolean()) {
          next.add((x + 1 + 2 * random.nextInt(states)) % states);
        }
      }
      case LAYERS -> add(next, Math.min(x + 1, states), Math.min(x + 5, states + 1), 2);
      case ABSORBING -> {
        next.add(x);
        if (x % 3 > 0) {
          add(next, 0, states, 2);
        }
      }
      case LINE -> next.addAll(List.of(Math.max(x - 1, 0), Math.min(x + 1, states - 1)));
      case LINKED -> {
        int half = Math.max(1, states / 2);
        int from = x < half ? 0 : half;
        add(next, from, Math.max(from + 1, x < half ? half : states), 2);
        next.add(random.nextInt(3) == 0 ? random.nextInt(states) : x);
      }
      case SIDES -> {
        int width = Math.max(1, states / 3);
        int from = x / width * width;
        add(next, from, Math.min(from + width, states), random.nextInt(1, 4));
      }
    }
    return next.stream().mapToInt(y -> y).toArray();
  }

  private void add(Set<Integer> next, int from, int to, int number) {
    for (int i = 0; i < number; i++) {
      next.add(random.nextInt(from, to));
    }
  }

  /** Of dyadic numbers, whose sum is one exactly, or of any. */
  private double[] distribution(int size) {
    int[] parts = new int[size];
    for (int left = DENOMINATOR - size, i = 0; i < size; i++) {
      int part = i == size - 1 ? left : (int) (left * Math.pow(random.nextDouble(), 3));
      parts[i] = part + 1;
      left -= part;
    }
    double sum = decimal ? Math.PI * DENOMINATOR : DENOMINATOR;
    double[] law = IntStream.of(parts).mapToDouble(part -> part / sum).toArray();
    double total = decimal ? Arrays.stream(law).sum() : 1;
    return Arrays.stream(law).map(p -> p / total).toArray();
  }

  private Numbers law(int[][] rows) {
    int entries = Arrays.stream(rows).mapToInt(row -> row.length).sum();
    double[] at = new double[entries];
    double[][] slope = new double[parameters][entries];
    boolean[] moves = moving(2);
    int from = 0;
    for (int[] row : rows) {
      System.arraycopy(distribution(row.length), 0, at, from, row.length);
      for (int j = 0; j < parameters; j++) {
        shift(slope[j], from, moves[j] ? row.length : 0);
      }
      from += row.length;
    }
    return new Numbers(at, slope);
  }

  private Numbers initial() {
    double[][] slope = new double[parameters][states];
    boolean[] moves = moving(3);
    for (int j = 0; j < parameters; j++) {
      shift(slope[j], 0, moves[j] ? states : 0);
    }
    double[] one = new double[states];
    one[random.nextInt(states)] = 1;
    return new Numbers(random.nextBoolean() ? one : distribution(states), slope);
  }

  /** Dyadic numbers that sum to zero exactly. */
  private void shift(double[] slope, int from, int length) {
    int sum = 0;
    for (int i = 0; i < length; i++) {
      int change = i == length - 1 ? -sum : random.nextInt(-1000, 1001);
      slope[from + i] = change / 1024.0;
      sum += change;
    }
  }

  /** Which parameters move something: one of so many, or none. */
  private boolean[] moving(int few) {
    boolean[] moves = new boolean[parameters];
    for (int j = 0; j < parameters; j++) {
      moves[j] = random.nextInt(few) == 0;
    }
    return moves;
  }

  private Numbers rewards(double unit) {
    int pairs = states * actions;
    double[][] slope = new double[parameters][pairs];
    boolean[] moves = moving(2);
    for (int j = 0; j < parameters; j++) {
      boolean moving = moves[j];
      double[] slopes = slope[j];
      Arrays.setAll(slopes, pair -> moving && random.nextInt(3) > 0 ? number() : 0);
    }
    double[] rewards = new double[pairs];
    Arrays.setAll(rewards, pair -> unit * number());
    return new Numbers(rewards, slope);
  }

  private double number() {
    return decimal ? random.nextDouble(-1, 1) : random.nextInt(-8, 9) / 8.0;
  }

  /** A penalty in a state, or for one action in it. */
  private void punish(double[] rewards, double unit) {
    double penalty = unit * exponential(3, 12);
    int state = random.nextInt(states);
    int action = random.nextInt(actions);
    boolean whole = random.nextBoolean();
    for (int a = 0; a < actions; a++) {
      rewards[state * actions + a] = whole || a == action ? -penalty : rewards[state * actions + a];
    }
  }
}
