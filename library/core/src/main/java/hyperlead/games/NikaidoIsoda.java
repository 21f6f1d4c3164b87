package hyperlead.games;

import hyperlead.algebra.Matrix;
import hyperlead.parameters.Categorical;
import hyperlead.tabular.LeaderValues;
import hyperlead.tabular.TabularMdp;
import hyperlead.tabular.TabularResponse;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * The policies μ_λ and ν_λ of {@link ZeroSumFollowers#penalised}, from a saddle point on.
 *
 * <p>Where λ is large, what they should be moves with them as the saddle points of single states
 * do, so a step is Newton's but for terms of order 1/λ: the error shrinks by such a factor each.
 */
final class NikaidoIsoda {
  /** Of log μ and log ν, in units of 1 + |Q|/τ. */
  private static final double TOLERANCE = 1e-13;

  private static final int MOST_STEPS = 200;

  private final ZeroSumFollowers kind;
  private final ZeroSumFollowers.Players players;
  private final TabularResponse saddle;
  private final TabularMdp mdp;
  private final double weight;
  private final double temperature;

  /** The games of the states at the saddle point, and log μ and log ν as they move. */
  private final SaddlePoint[] games;

  private final double[][] first;
  private final double[][] second;

  /** Where the values of the best answers are, to go on from. */
  private final double[] most;

  private final double[] least;

  NikaidoIsoda(ZeroSumFollowers kind, TabularResponse saddle, double weight) {
    this.kind = kind;
    this.saddle = saddle;
    this.weight = weight;
    mdp = saddle.mdp();
    players = kind.new Players(mdp.problem());
    temperature = mdp.problem().temperature();
    most = saddle.values();
    least = saddle.values();
    double[] q = payoffs(saddle);
    games =
        states()
            .mapToObj(x -> new SaddlePoint(kind.block(mdp.problem(), q, x), temperature))
            .toArray(SaddlePoint[]::new);
    first = Arrays.stream(games).map(g -> log(g.maximiser)).toArray(double[][]::new);
    second = Arrays.stream(games).map(g -> log(g.minimiser)).toArray(double[][]::new);
  }

  private IntStream states() {
    return IntStream.range(0, mdp.pattern().states());
  }

  private static double[] log(Matrix law) {
    return Arrays.stream(law.entries()).map(StrictMath::log).toArray();
  }

  private double[] payoffs(TabularResponse response) {
    double[] q = new double[mdp.pattern().pairs()];
    mdp.followerActionValues(response.values(), q);
    return q;
  }

  ZeroSumFollowers.Penalised solve() {
    for (int k = 1; ; k++) {
      ZeroSumFollowers.Penalised answers = answers(k);
      double error = step(answers);
      if (error <= TOLERANCE) {
        return answers;
      }
      if (k == MOST_STEPS || Double.isNaN(error)) {
        throw new ArithmeticException(
            ("no maximum near the saddle point: log π is off by %s after %s steps, try a larger"
                    + " weight: %s")
                .formatted(error, k, weight));
      }
    }
  }

  /** The pair of log μ and log ν, and the best answers to either. */
  private ZeroSumFollowers.Penalised answers(int step) {
    double[] joint = new double[mdp.pattern().pairs()];
    states()
        .forEach(
            x -> {
              double[] own = pair(x).entries();
              System.arraycopy(own, 0, joint, x * own.length, own.length);
            });
    return new ZeroSumFollowers.Penalised(
        new TabularResponse(mdp, joint, saddle.values(), Double.NaN, step),
        players.solve(
            mdp, most, (x, q) -> SaddlePoint.maximising(q, temperature, second[x].clone())),
        players.solve(
            mdp, least, (x, q) -> SaddlePoint.minimising(q, temperature, first[x].clone())));
  }

  private Matrix pair(int x) {
    return law(first[x]).times(law(second[x]).transposed());
  }

  private static Matrix law(double[] logarithms) {
    return Matrix.column(Arrays.stream(logarithms).map(StrictMath::exp).toArray());
  }

  /** Moves log μ and log ν towards what they should be; the largest move. */
  private double step(ZeroSumFollowers.Penalised answers) {
    LeaderValues leader = LeaderValues.of(answers.pair());
    double[] advantages = new double[mdp.pattern().pairs()];
    Arrays.setAll(advantages, leader::advantage);
    double[] visits = answers.pair().visits();
    double[] above = payoffs(answers.maximal());
    double[] below = payoffs(answers.minimal());
    double[] aboveVisits = answers.maximal().followerVisits();
    double[] belowVisits = answers.minimal().followerVisits();
    double largest = 0;
    for (int x = 0; x < first.length; x++) {
      Matrix pay = block(advantages, x).times(visits[x] / weight);
      Matrix high = block(below, x).times(marginal(answers.minimal(), x, true));
      Matrix low = block(above, x).transposed().times(marginal(answers.maximal(), x, false));
      high = high.plusProduct(share(visits[x], belowVisits[x]), pay, law(second[x]));
      low = low.times(-1);
      low = low.plusProduct(share(visits[x], aboveVisits[x]), pay.transposed(), law(first[x]));
      double unit = 1 + block(above, x).largest() / temperature;
      double up = move(first[x], high, games[x]::firstStep);
      double down = move(second[x], low, games[x]::secondStep);
      largest = Math.max(largest, Math.max(up, down) / unit);
    }
    return largest;
  }

  private Matrix block(double[] ofPairs, int x) {
    return kind.block(mdp.problem(), ofPairs, x);
  }

  private static double share(double ours, double theirs) {
    return ours == 0 ? 0 : 1 / theirs;
  }

  /** Σ_a π(a,b|x) for every b, or Σ_b π(a,b|x) for every a. */
  private Matrix marginal(TabularResponse response, int x, boolean ofSecond) {
    Matrix joint =
        block(Arrays.stream(response.policy()).flatMapToDouble(Arrays::stream).toArray(), x);
    joint = ofSecond ? joint.transposed() : joint;
    return joint.times(Matrix.of(joint.columns(), 1, (i, j) -> 1));
  }

  /** Moves z towards the logarithms of exp(target/τ), normalised; the largest move. */
  private double move(double[] z, Matrix target, UnaryOperator<Matrix> newton) {
    double[] missing = target.entries();
    double soft = Categorical.softmax(target.entries(), 0, z.length, temperature);
    Arrays.setAll(missing, i -> (missing[i] - soft) / temperature - z[i]);
    double mean = law(z).dot(Matrix.column(missing));
    Matrix step = newton.apply(Matrix.of(z.length, 1, (i, j) -> missing[i] - mean));
    Arrays.setAll(z, i -> z[i] + step.get(i, 0));
    double sum = Categorical.softmax(z.clone(), 0, z.length, 1);
    Arrays.setAll(z, i -> z[i] - sum);
    return step.largest();
  }
}
