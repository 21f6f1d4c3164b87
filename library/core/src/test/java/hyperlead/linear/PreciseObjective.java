package hyperlead.linear;

import java.util.SplittableRandom;
import org.apache.commons.math3.dfp.Dfp;
import org.apache.commons.math3.dfp.DfpField;
import org.apache.commons.math3.linear.FieldLUDecomposition;
import org.apache.commons.math3.linear.FieldMatrix;
import org.apache.commons.math3.linear.MatrixUtils;

/**
 * J(θ) of an {@link EdgeCase} with 60 digits, by another route than the library's: value iteration
 * and policy iteration on z = (1, x), then second moments of (1, x, u) step by step.
 */
final class PreciseObjective {
  /** Along which θ moves, so that a cancellation of both slopes is as good as excluded. */
  static final double[] DIRECTION = {1, -0.625};

  private static final DfpField FIELD = new DfpField(60);

  private final EdgeCase edge;
  private final int n;
  private final int m;
  private final Dfp gamma;

  /** Numbers of the problem are changed by parts in 2⁵² by this, unless it is null. */
  private final SplittableRandom changes;

  private Dfp[] theta;

  /** Dynamics and inputs of (1, x), costs of (1, x, u), values of (1, x), F of u = −F (1, x). */
  private FieldMatrix<Dfp> led;

  private FieldMatrix<Dfp> input;
  private FieldMatrix<Dfp> costs;
  private FieldMatrix<Dfp> values;
  private FieldMatrix<Dfp> gain;

  /** B, C, and what the leader pays of (1, x, u). */
  private FieldMatrix<Dfp> push;

  private FieldMatrix<Dfp> leaderPush;
  private FieldMatrix<Dfp> leader;
  private FieldMatrix<Dfp> actionNoise;
  private FieldMatrix<Dfp> stateNoise;

  /** Σ_t γ_L^t of all products that make the reward, without their signs. */
  private double scale;

  private PreciseObjective(EdgeCase edge, SplittableRandom changes) {
    this.edge = edge;
    this.changes = changes;
    n = edge.n;
    m = edge.m;
    gamma = number(edge.followerDiscount);
  }

  /** J, its slope along {@link #DIRECTION}, and the size of what J is the sum of. */
  record Result(double objective, double slope, double scale) {}

  /** For numbers changed as rounding would, by a seed, or as they are for 0. */
  static Result of(EdgeCase edge, long changes) {
    // An error of 1e-30 times the third derivative, and rounding of 1e-45 times J.
    Dfp step = FIELD.newDfp("1e-15");
    Dfp up = fresh(edge, changes).at(step);
    Dfp down = fresh(edge, changes).at(step.negate());
    double slope = up.subtract(down).divide(step).divide(2).toDouble();
    PreciseObjective here = fresh(edge, changes);
    return new Result(here.at(FIELD.getZero()).toDouble(), slope, here.scale);
  }

  private static PreciseObjective fresh(EdgeCase edge, long changes) {
    return new PreciseObjective(edge, changes == 0 ? null : new SplittableRandom(changes));
  }

  private Dfp number(double value) {
    Dfp number = FIELD.newDfp(value);
    return changes == null
        ? number
        : number.add(number.multiply(FIELD.newDfp(changes.nextBoolean() ? 0x1p-52 : -0x1p-52)));
  }

  private FieldMatrix<Dfp> zero(int rows, int columns) {
    return MatrixUtils.createFieldMatrix(FIELD, rows, columns);
  }

  private FieldMatrix<Dfp> moving(double[][][] of, int rows, int columns) {
    FieldMatrix<Dfp> matrix = zero(rows, columns);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        Dfp sum = number(of[0][i][j]);
        for (int k = 1; k < of.length; k++) {
          sum = sum.add(theta[k - 1].multiply(number(of[k][i][j])));
        }
        matrix.setEntry(i, j, sum);
      }
    }
    return matrix;
  }

  private FieldMatrix<Dfp> fixed(double[][] of, int rows, int columns) {
    return moving(new double[][][] {of}, rows, columns);
  }

  private FieldMatrix<Dfp> squares(double[] diagonal) {
    FieldMatrix<Dfp> matrix = zero(diagonal.length, diagonal.length);
    for (int i = 0; i < diagonal.length; i++) {
      Dfp entry = number(diagonal[i]);
      matrix.setEntry(i, i, entry.multiply(entry));
    }
    return matrix;
  }

  /** A form over (1, x, u) of a matrix over (x, u) and a row of prices of (x, u, 1). */
  private FieldMatrix<Dfp> form(FieldMatrix<Dfp> joint, FieldMatrix<Dfp> prices) {
    FieldMatrix<Dfp> form = zero(1 + n + m, 1 + n + m);
    form.setEntry(0, 0, prices.getEntry(0, n + m));
    for (int i = 0; i < n + m; i++) {
      Dfp half = prices.getEntry(0, i).divide(2);
      form.setEntry(0, 1 + i, half);
      form.setEntry(1 + i, 0, half);
      for (int j = 0; j < n + m; j++) {
        // The same number above and below the diagonal, also where each was changed.
        form.setEntry(1 + i, 1 + j, joint.getEntry(Math.min(i, j), Math.max(i, j)));
      }
    }
    return form;
  }

  private static FieldMatrix<Dfp> congruence(FieldMatrix<Dfp> left, FieldMatrix<Dfp> middle) {
    return left.multiply(middle).multiply(left.transpose());
  }

  private static FieldMatrix<Dfp> solve(FieldMatrix<Dfp> matrix, FieldMatrix<Dfp> right) {
    return new FieldLUDecomposition<>(matrix).getSolver().solve(right);
  }

  /** [corner 0; 0 inner]. */
  private FieldMatrix<Dfp> bordered(Dfp corner, FieldMatrix<Dfp> inner) {
    FieldMatrix<Dfp> bordered = zero(1 + inner.getRowDimension(), 1 + inner.getColumnDimension());
    bordered.setEntry(0, 0, corner);
    bordered.setSubMatrix(inner.getData(), 1, 1);
    return bordered;
  }

  /** [I; −F]. */
  private FieldMatrix<Dfp> plan(FieldMatrix<Dfp> gain) {
    FieldMatrix<Dfp> plan = zero(1 + n + m, 1 + n);
    for (int i = 0; i <= n; i++) {
      plan.setEntry(i, i, FIELD.getOne());
    }
    plan.setSubMatrix(gain.scalarMultiply(FIELD.getOne().negate()).getData(), 1 + n, 0);
    return plan;
  }

  private static Dfp largest(FieldMatrix<Dfp> matrix) {
    Dfp largest = FIELD.getZero();
    for (Dfp[] row : matrix.getData()) {
      for (Dfp entry : row) {
        largest = entry.abs().greaterThan(largest) ? entry.abs() : largest;
      }
    }
    return largest;
  }

  /** F of the values as they stand, (f, F_c). */
  private void improve() {
    FieldMatrix<Dfp> back = input.transpose().multiply(values).scalarMultiply(gamma);
    FieldMatrix<Dfp> cross = costs.getSubMatrix(1 + n, n + m, 0, n);
    gain = solve(curvature(), back.multiply(led).add(cross));
  }

  /** R + γ BᵀPB. */
  private FieldMatrix<Dfp> curvature() {
    FieldMatrix<Dfp> back = input.transpose().multiply(values).scalarMultiply(gamma);
    return costs.getSubMatrix(1 + n, n + m, 1 + n, n + m).add(back.multiply(input));
  }

  private FieldMatrix<Dfp> step() {
    return congruence(plan(gain).transpose(), costs);
  }

  private FieldMatrix<Dfp> loop() {
    return led.subtract(input.multiply(gain));
  }

  /** The values of the policy for ever, or null if they are not finite. */
  private FieldMatrix<Dfp> evaluated() {
    FieldMatrix<Dfp> sum = step();
    FieldMatrix<Dfp> power = loop().transpose().scalarMultiply(gamma.sqrt());
    for (int k = 0; k < 80; k++) {
      FieldMatrix<Dfp> term = congruence(power, sum);
      sum = sum.add(term);
      power = power.multiply(power);
      if (largest(power).greaterThan(FIELD.newDfp("1e40"))) {
        return null;
      }
      if (largest(power).lessThan(FIELD.newDfp("1e-60"))) {
        return sum;
      }
    }
    return null;
  }

  /** Value iteration from a cost of every mode until policy iteration takes over. */
  private void respond() {
    values = zero(1 + n, 1 + n);
    for (int i = 1; i <= n; i++) {
      values.setEntry(i, i, FIELD.getOne());
    }
    for (int k = 0; k < 3000; k++) {
      improve();
      FieldMatrix<Dfp> forever = k % 20 == 19 ? evaluated() : null;
      if (forever != null) {
        iterate(forever);
        return;
      }
      values = step().add(congruence(loop().transpose(), values).scalarMultiply(gamma));
    }
    throw new ArithmeticException("value iteration finds no stable policy: " + edge.seed);
  }

  private void iterate(FieldMatrix<Dfp> start) {
    values = start;
    for (int k = 0; k < 200; k++) {
      improve();
      FieldMatrix<Dfp> next = evaluated();
      Dfp change = largest(next.subtract(values));
      values = next;
      if (!change.greaterThan(largest(values).multiply(FIELD.newDfp("1e-40")))) {
        improve();
        return;
      }
    }
    throw new ArithmeticException("policy iteration does not end: " + edge.seed);
  }

  private Dfp at(Dfp step) {
    theta = new Dfp[EdgeCase.PARAMETERS];
    for (int i = 0; i < theta.length; i++) {
      theta[i] = number(edge.theta[i]).add(step.multiply(FIELD.newDfp(DIRECTION[i])));
    }
    FieldMatrix<Dfp> a = moving(edge.a, n, n);
    push = fixed(edge.b, n, m);
    input = zero(1 + n, m);
    input.setSubMatrix(push.getData(), 1, 0);
    costs = form(moving(edge.costs, n + m, n + m), moving(edge.prices, 1, n + m + 1));
    FieldMatrix<Dfp> incomes = moving(edge.incomes, 1, n + m + 1);
    leader =
        form(fixed(edge.weight, n + m, n + m), incomes.scalarMultiply(FIELD.getOne().negate()));
    if (edge.p > 0) {
      leaderPush = fixed(edge.c, n, edge.p);
      a = a.add(leaderPush.multiply(moving(edge.k, edge.p, n)));
    }
    led = bordered(FIELD.getOne(), a);
    respond();
    scatter();
    return objective();
  }

  /** The covariances of what each step adds to actions and states. */
  private void scatter() {
    FieldMatrix<Dfp> inverse = solve(curvature(), identity(m));
    actionNoise = inverse.scalarMultiply(number(edge.temperature).divide(2));
    stateNoise = squares(edge.noise).add(congruence(push, actionNoise));
    if (edge.p > 0) {
      FieldMatrix<Dfp> w = squares(edge.leaderNoise);
      FieldMatrix<Dfp> back = input.transpose().multiply(values).scalarMultiply(gamma);
      FieldMatrix<Dfp> seen =
          inverse.multiply(back.getSubMatrix(0, m - 1, 1, n)).multiply(leaderPush);
      actionNoise = actionNoise.add(congruence(seen, w));
      stateNoise = stateNoise.add(congruence(leaderPush.subtract(push.multiply(seen)), w));
    }
  }

  private FieldMatrix<Dfp> identity(int size) {
    return MatrixUtils.createFieldIdentityMatrix(FIELD, size);
  }

  private Dfp objective() {
    FieldMatrix<Dfp> first = zero(1 + n, 1);
    first.setEntry(0, 0, FIELD.getOne());
    for (int i = 0; i < n; i++) {
      first.setEntry(1 + i, 0, number(edge.start[i]));
    }
    FieldMatrix<Dfp> moments =
        first.multiply(first.transpose()).add(bordered(FIELD.getZero(), squares(edge.spread)));
    Dfp discount = FIELD.getOne();
    Dfp sum = FIELD.getZero();
    for (int t = 0; t < edge.horizon; t++) {
      FieldMatrix<Dfp> all = congruence(plan(gain), moments);
      sum = sum.subtract(discount.multiply(paid(all, discount)));
      moments = congruence(loop(), moments).add(bordered(FIELD.getZero(), stateNoise));
      discount = discount.multiply(number(edge.leaderDiscount));
    }
    return sum;
  }

  /** What the leader pays in a step with these second moments of (1, x, −F(1, x)). */
  private Dfp paid(FieldMatrix<Dfp> moments, Dfp discount) {
    Dfp sum = FIELD.getZero();
    for (int i = 0; i <= n + m; i++) {
      for (int j = 0; j <= n + m; j++) {
        Dfp own = i > n && j > n ? actionNoise.getEntry(i - n - 1, j - n - 1) : FIELD.getZero();
        Dfp term = leader.getEntry(i, j).multiply(moments.getEntry(i, j).add(own));
        sum = sum.add(term);
        scale += Math.abs(term.multiply(discount).toDouble());
      }
    }
    return sum;
  }
}
