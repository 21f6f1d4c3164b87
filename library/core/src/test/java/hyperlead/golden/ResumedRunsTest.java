package hyperlead.golden;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import hyperlead.LeaderTraining;
import hyperlead.Run;
import hyperlead.parameters.Adam;
import hyperlead.parameters.MirrorAscent;
import hyperlead.parameters.Optimizer;
import hyperlead.parameters.Sgd;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every follower, estimator, critic and optimizer tells all that it remembers: a run that is ended,
 * saved, read and gone on with is the run that was never ended, to the bit.
 */
class ResumedRunsTest {
  private static final List<Optimizer> RULES =
      List.of(Adam.of(0.05).clippedTo(1), Sgd.of(0.01).clippedTo(1).decayingOver(6));

  @TempDir Path directory;

  @Test
  void goOnToTheBit() {
    int number = 0;
    for (GoldenSubject subject : GoldenRegistry.subjects()) {
      for (String name : subject.trainings().keySet()) {
        Optimizer rule = RULES.get(number++ % RULES.size());
        String where = subject.name() + ", " + name + ", " + rule;
        LeaderTraining<?> training = subject.trainings().get(name).withOptimizer(rule);
        assertGoesOn(where, training.withUpdates(5), 2 + number % 3 % 2);
      }
    }
  }

  /** A policy has no mirror, so this is not among the rules for all. */
  @Test
  void mirrorAscentGoesOnToo() {
    LeaderTraining<?> fees =
        GoldenRegistry.subjects().get(0).trainings().get("training, BC-HG, SARSA");
    Optimizer rule = new MirrorAscent(Adam.of(0.05)).decayingOver(6);
    assertGoesOn("mirror", fees.withOptimizer(rule).withUpdates(5), 2);
  }

  /** Ended at a row that is due (2), or at one that is not (3). */
  private void assertGoesOn(String where, LeaderTraining<?> training, int end) {
    LeaderTraining<?> sparse = training.withLogEvery(2);
    Run whole = sparse.run(7);
    Path file = directory.resolve("run.txt");
    sparse.withUpdates(end).run(7).save(file);
    Run resumed = assertDoesNotThrow(() -> sparse.resume(Run.read(file)), where);
    assertArrayEquals(whole.theta(), resumed.theta(), 0.0, where);
    assertEquals(whole.log().columnNames(), resumed.log().columnNames(), where);
    for (String column : whole.log().columnNames()) {
      assertArrayEquals(whole.column(column), resumed.column(column), 0.0, where);
    }
  }
}
