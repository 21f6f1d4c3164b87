package hyperlead.followers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.continuous.ContinuousProblem;
import hyperlead.continuous.Dynamics;
import hyperlead.continuous.Influence;
import hyperlead.continuous.OneNumber;
import hyperlead.neural.Batch;
import hyperlead.parameters.FreeParameters;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What is remembered below a leader that acts and pays, and what is made anew. */
class ExperienceTest {
  private static final int STEPS = 40;
  private static final SplittableRandom RANDOM = new SplittableRandom(2);

  /** Counts its steps from 0 to 5, where it ends; pays 100 s + 10 b + u. */
  private record Counter() implements OneNumber {
    @Override
    public void reset(double[] state, RandomGenerator random) {
      state[0] = 0;
    }

    @Override
    public boolean step(double[] state, double leader, double follower, double[] next) {
      next[0] = state[0] + 1;
      return next[0] == 5;
    }

    @Override
    public double followerReward(double[] state, double leader, double follower, double[] next) {
      return 100 * state[0] + 10 * leader + follower;
    }
  }

  /** b is y_0 s, all but exactly, and y_1 s' is paid besides. */
  private record Proportional() implements Influence {
    @Override
    public int parameters() {
      return 2;
    }

    @Override
    public boolean acts() {
      return true;
    }

    @Override
    public double deviation() {
      return 1e-12;
    }

    @Override
    public double mean(double[] y, double[] rows, int from) {
      return y[0] * rows[from];
    }

    @Override
    public double reward(double[] y, double[] next) {
      return y[1] * next[0];
    }
  }

  private static ContinuousProblem problem(int horizon) {
    Dynamics counter = new Counter();
    ContinuousProblem usual = ContinuousProblem.of("counter", counter, new Proportional(), 1);
    return new ContinuousProblem(
        usual.setting().withHorizon(horizon), counter, usual.influence(), new FreeParameters(2), 0);
  }

  private static Experience lived(ContinuousProblem problem, int capacity, int kept, int steps) {
    Experience experience = new Experience(problem, capacity, kept);
    for (int i = 0; i < steps; i++) {
      experience.act(new double[] {0.1, 3}, null, RANDOM);
    }
    return experience;
  }

  /** The b of then stands in the row before, and in its reward; that after is of the y of now. */
  @Test
  void aStepIsRecalledUnderTheLeaderOfNow() {
    Experience experience = lived(problem(200), 100, 0, STEPS);
    double[] now = {-0.05, 7};
    for (int i = 0; i < STEPS; i++) {
      experience.recall(i, now, RANDOM);
      double s = i % 5;
      assertEquals(0.1 * s, experience.before[0], 1e-9);
      assertEquals(s, experience.before[1]);
      assertEquals(-0.05 * (s + 1), experience.after[0], 1e-9);
      assertEquals(s + 1, experience.after[1]);
      assertTrue(Math.abs(experience.action) < 1);
      double paid = 100 * s + 10 * 0.1 * s + experience.action + 7 * (s + 1);
      assertEquals(paid, experience.reward, 1e-9);
      assertEquals(s == 4 ? 0 : 0.99, experience.discount, "an end, or none");
    }
  }

  /** Where the horizon cuts after three steps, nothing has ended. */
  @Test
  void aCutIsNoEnd() {
    Experience experience = lived(problem(3), 100, 0, STEPS);
    for (int i = 0; i < STEPS; i++) {
      experience.recall(i, new double[2], RANDOM);
      assertEquals(i % 3, experience.before[1]);
      assertEquals(i % 3 + 1, experience.after[1]);
      assertEquals(0.99, experience.discount);
    }
  }

  /** Of 40 steps the first 4 and the last of those that go to the other 7 places are held. */
  @Test
  void theFirstStepsAreKeptAndTheOldestOfTheOthersForgotten() {
    Experience experience = lived(problem(200), 11, 4, STEPS);
    assertEquals(11, experience.size());
    assertEquals(STEPS, experience.made());
    for (int n = 0; n < STEPS; n++) {
      if (n < 4 || n >= STEPS - 7) {
        experience.recall(experience.place(n), new double[2], RANDOM);
        assertEquals(n % 5, experience.before[1], "step " + n);
      }
    }
  }

  /** A machine whose reward is no number is stopped at its first step. */
  @Test
  void aRewardOrAStateThatIsNoNumberIsNamed() {
    record Broken(double reward, double to) implements OneNumber {
      @Override
      public double followerReward(double[] state, double leader, double follower, double[] next) {
        return reward;
      }

      @Override
      public boolean step(double[] state, double leader, double follower, double[] next) {
        next[0] = to;
        return false;
      }
    }
    String[] messages = {"r_F must be finite: NaN", "state[0] must be finite: Infinity"};
    for (int i = 0; i < 2; i++) {
      Dynamics broken = new Broken(i == 0 ? Double.NaN : 0, i == 0 ? 0 : Double.POSITIVE_INFINITY);
      ContinuousProblem problem = ContinuousProblem.design("broken", broken, 1);
      Exception named =
          assertThrows(IllegalArgumentException.class, () -> lived(problem, 100, 0, STEPS));
      assertEquals(messages[i], named.getMessage());
    }
  }

  /** Networks read b as it is, and o in units of its scales. */
  @Test
  void aBatchHoldsWhatWasDrawn() {
    ContinuousProblem problem = problem(200);
    Experience experience = lived(problem, 100, 0, STEPS);
    Batch batch = new Batch(64, problem.seen());
    experience.recall(new double[] {0.2, 0}, batch, RANDOM);
    boolean[] drawn = new boolean[5];
    for (int k = 0; k < 64; k++) {
      double s = batch.now(k)[1];
      drawn[(int) s] = true;
      assertEquals(0.1 * s, batch.now(k)[0], 1e-9);
      assertEquals(0.2 * (s + 1), batch.next(k)[0], 1e-9);
    }
    for (boolean room : drawn) {
      assertTrue(room, "all rooms among 64 draws");
    }
  }
}
