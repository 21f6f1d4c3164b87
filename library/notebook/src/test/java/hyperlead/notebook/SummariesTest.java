package hyperlead.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.Hypergradient;
import hyperlead.LeaderTraining;
import hyperlead.Run;
import hyperlead.critics.SarsaCritic;
import hyperlead.environments.FourRooms;
import hyperlead.estimators.BoltzmannCovariance;
import hyperlead.experiments.Verdict;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.tabular.TabularProblem;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

class SummariesTest {
  @Test
  void aHypergradientShowsItsTermsApart() {
    Rendering shown =
        Notebook.render(new Hypergradient(-0.5, new double[] {3, 0}, new double[] {0, 4}));
    assertEquals(
        "Hypergradient of 2 parameters: J = -0.500000, |direct| = 3.000, |guidance| = 4.000, |∇J| ="
            + " 5.000",
        shown.text());
    String html = shown.data().get(Rendering.HTML);
    assertTrue(html.contains("|guidance|") && html.contains(">4<"), html);
  }

  @Test
  void aProblemShowsItsNumbers() {
    TabularProblem problem = FourRooms.problem(0.003);
    Rendering shown = Notebook.render(problem);
    assertEquals(problem.toString(), shown.text());
    String html = shown.data().get(Rendering.HTML);
    assertTrue(html.contains(">0.003<") && html.contains(">0.99<") && html.contains(">200<"), html);
  }

  @Test
  void aVerdictIsAParagraph() {
    Rendering shown = Notebook.render(new Verdict(Verdict.Outcome.DIFFERS, "r_L & θ[0]"));
    assertEquals("DIFFERS: r_L & θ[0]", shown.text());
    assertEquals(
        "<p style=\"margin:0\"><b>DIFFERS</b> r_L &amp; θ[0]</p>",
        shown.data().get(Rendering.HTML));
  }

  @Test
  void aRunShowsItsLastIterate() {
    TabularProblem problem = FourRooms.problem(0.01);
    Run run =
        LeaderTraining.of(
                problem,
                new SoftPolicyIteration(),
                new BoltzmannCovariance<>(SarsaCritic.zero(0.1)))
            .withUpdates(3)
            .withSamples(50)
            .run(7);
    Rendering shown = Notebook.render(run);
    assertEquals(run.toString(), shown.text());
    String html = shown.data().get(Rendering.HTML);
    assertTrue(html.contains("BoltzmannCovariance(SarsaCritic(zero, α = 0.1)), Adam(0.01)"), html);
    assertTrue(html.contains(">7<") && html.contains(">3<"), html);
  }

  @Test
  void everyLanguageHasTheSameNumbers() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.ROOT);
      List<Rendering> expected = shown();
      for (String language : List.of("de-DE", "ar-EG")) {
        Locale.setDefault(Locale.forLanguageTag(language));
        assertEquals(expected, shown(), language);
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  private static List<Rendering> shown() {
    return Stream.of(
            new Hypergradient(-0.5, new double[] {3, 0.25}, new double[] {1234.5, 4}),
            FourRooms.problem(0.003),
            Verdict.Outcome.AGREES,
            new double[] {0.5, 12_345.678},
            Table.create(DoubleColumn.create("x", 0.5, 1e-9, 12_345.678)))
        .map(Notebook::render)
        .toList();
  }
}
