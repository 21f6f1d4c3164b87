package hyperlead.claims;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.experiments.Sweep;
import hyperlead.followers.SoftBellmanSweeps;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.tabular.RandomProblem;
import hyperlead.tabular.TabularFollower;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JunePanelsTest {
  private static final Path RESULTS = Claims.FILE.getParent();

  @TempDir Path directory;

  /** Of one stored run, made anew: the fields after the settings, to the bit. */
  private void assertRepeats(
      String panel, String which, String file, int updates, long seed, int samples, String begin)
      throws IOException {
    Sweep sweep = JunePanels.of(panel, updates, new long[] {seed}, new int[] {samples}, which);
    assertRepeats(sweep, file, "," + samples + ",\"", seed, begin);
  }

  /** Of the stored runs of a seed whose lines hold a text, all but one are given to the sweep. */
  private void assertRepeats(Sweep sweep, String file, String holding, long seed, String begin)
      throws IOException {
    List<String> stored = Files.readAllLines(RESULTS.resolve(file));
    Path one = directory.resolve(file);
    List<String> others = new ArrayList<>(stored.subList(0, 1));
    stored.stream()
        .filter(line -> line.contains(holding) && line.contains("\"," + seed + ","))
        .filter(line -> !line.startsWith(begin))
        .forEach(others::add);
    Files.write(one, others);
    int left = Files.readAllLines(one).size();
    sweep.run(one);
    List<String> made = Files.readAllLines(one);
    assertEquals(left + 1, made.size(), "one run was left to make");
    assertTrue(stored.contains(made.get(left)), made.get(left));
  }

  @Test
  void aStoredRunOfTheSettingsIsMadeAgainToTheBit() throws IOException {
    String file = "discrete-toy-settings.csv";
    String begin = Files.readAllLines(RESULTS.resolve(file)).get(23); // naive off-policy
    assertTrue(begin.contains("\",3,"), begin);
    assertRepeats(PanelSettings.toy(3), file, "", 3, begin);
  }

  @Test
  void aStoredRunOfTheGameIsMadeAgainToTheBit() throws IOException {
    String file = "discrete-toy-suboptimal.csv";
    assertRepeats("toy", ".*", file, 200, 103, 450, "BC-HG online,kept,1,450,");
    assertRepeats("toy", ".*", file, 200, 103, 450, "naive off-policy,reset,2,450,");
  }

  @Test
  void aStoredRunOfTheRoomsIsMadeAgainToTheBit() throws IOException {
    String file = "four-rooms-suboptimal.csv";
    assertRepeats("rooms", ".*", file, 4000, 103, 100, "BC-HG,kept,1,100,");
    assertRepeats("rooms", ".*", file, 4000, 102, 100, "HPGD SARSA,reset,2,100,");
  }

  /** One sweep an iteration is soft value iteration; more are nearer to policy iteration. */
  @Test
  void theFollowerIteratesPolicies() {
    for (long seed = 0; seed < 10; seed++) {
      TabularProblem problem = RandomProblem.of(seed, 0.4);
      double[] theta = problem.initialParameters(new SplittableRandom(seed));
      TabularFollower values = SoftBellmanSweeps.carriedOver(3).on(problem);
      TabularFollower policies = new SuboptimalFollower(3, 1, false, false).on(problem);
      for (int answer = 0; answer < 2; answer++) {
        TabularResponse expected = values.respond(theta);
        TabularResponse actual = policies.respond(theta);
        assertArrayEquals(expected.values(), actual.values(), 1e-12, "seed " + seed);
        assertEquals(expected.residual(), actual.residual(), 1e-12, "seed " + seed);
      }
      TabularResponse best = new SoftPolicyIteration().on(problem).respond(theta);
      TabularResponse few = new SuboptimalFollower(8, 500, true, true).on(problem).respond(theta);
      assertArrayEquals(best.values(), few.values(), 1e-9, "Newton's method, seed " + seed);
    }
  }
}
