package hyperlead.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.LeaderProblem;
import hyperlead.LeaderTraining;
import hyperlead.Setting;
import hyperlead.cluster.Travel;
import hyperlead.continuous.ContinuousProblem;
import hyperlead.environments.GuidedCartPole;
import hyperlead.environments.GuidedPendulum;
import hyperlead.environments.PendulumGrid;
import hyperlead.environments.Roads;
import hyperlead.environments.TaxDesign;
import hyperlead.environments.Warehouse;
import hyperlead.environments.WarehouseLayout;
import hyperlead.experiments.Specification;
import hyperlead.tabular.TabularProblem;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Every problem, follower and estimator of the golden transcript arrives with the settings that it
 * was sent with. Runs are compared where a kind stands first, and of two kinds on every problem,
 * but for actor-critics, which take long.
 */
class TravellingKindsTest {
  @Test
  void runsOfWhatArrivesHaveTheSameBits() {
    int count = 0;
    Set<String> ran = new HashSet<>();
    for (GoldenSubject subject : GoldenRegistry.subjects()) {
      List<Specification> runs =
          subject.trainings().entrySet().stream()
              .filter(run -> !run.getKey().endsWith("AHO, exact")) // it takes a minute
              .map(named -> Specification.of(named.getKey(), named.getValue().withUpdates(1), 1))
              .toList();
      List<Specification> arrived = Travel.of(runs, subject.name(), TravellingKindsTest::problem);
      for (int i = 0; i < runs.size(); i++) {
        LeaderTraining<?> sent = runs.get(i).training();
        assertEquals(sent.settings(), arrived.get(i).training().settings());
        boolean isNew = ran.add(runs.get(i).settings().get("method"));
        boolean isLong = runs.get(i).settings().get("method").contains("soft actor-critic");
        if ((isNew || i < 2) && !isLong) {
          assertEquals(
              sent.run(1).lines(), arrived.get(i).training().run(1).lines(), "" + runs.get(i));
        }
        count++;
      }
    }
    assertTrue(count > 250, "trainings sent: " + count);
    assertTrue(ran.size() > 40, "kinds: " + ran.size());
  }

  /** Those whose names do not tell all. */
  private static LeaderProblem<?> problem(Setting setting) {
    String name = setting.name();
    GuidedCartPole cart = GuidedCartPole.v1();
    if (name.endsWith("CartPole")) {
      return name.startsWith("Guided")
          ? ContinuousProblem.wind(name, cart, 0.1)
          : ContinuousProblem.design(name, cart.withWind(0), 0.1);
    }
    PendulumGrid pendulum = new PendulumGrid(GuidedPendulum.v0(), 8, 9, 2);
    TabularProblem problem =
        switch (name.replaceAll("\\W.*", "")) {
          case "Warehouse" -> Warehouse.of(new WarehouseLayout(1, 3, 3)).at(0.1);
          case "TaxDesign" -> TaxDesign.bundled().withGridPoints(13).contexts().problem();
          case "Pendulum" ->
              name.contains("designed") ? pendulum.designed(0.5) : pendulum.guided(0.5);
          default -> Roads.bundled("braess").problem(100, 5);
        };
    return problem.with(setting);
  }
}
