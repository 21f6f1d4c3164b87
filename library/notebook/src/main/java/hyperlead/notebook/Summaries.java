package hyperlead.notebook;

import hyperlead.Hypergradient;
import hyperlead.LeaderProblem;
import hyperlead.Run;
import hyperlead.experiments.Verdict;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Library types as small tables. */
final class Summaries {
  private static final String CELL = "<td style=\"text-align:%s\">%s</td>";

  private Summaries() {}

  static Rendering of(Hypergradient gradient) {
    return Rendering.ofHtml(
        gradient.toString(),
        table(
            "Hypergradient of " + gradient.dimension() + " parameters",
            new String[] {"J", ColumnFormat.single(gradient.objective())},
            new String[] {"|direct|", ColumnFormat.single(gradient.directNorm())},
            new String[] {"|guidance|", ColumnFormat.single(gradient.guidanceNorm())},
            new String[] {"|∇J|", ColumnFormat.single(gradient.norm())}));
  }

  static Rendering of(Run run) {
    int updates = run.log().intColumn("update").get(run.log().rowCount() - 1);
    return Rendering.ofHtml(
        run.toString(),
        table(
            run.settings(),
            new String[] {"seed", Long.toString(run.seed())},
            new String[] {"updates", updates + (run.interrupted() ? " (interrupted)" : "")},
            new String[] {"J, last iterate", ColumnFormat.single(run.objective())}));
  }

  static Rendering of(LeaderProblem<?> problem) {
    return Rendering.ofHtml(
        problem.toString(),
        table(
            problem.toString(),
            new String[] {"temperature τ", Double.toString(problem.temperature())},
            new String[] {"follower's discount γ_F", Double.toString(problem.followerDiscount())},
            new String[] {"leader's discount γ_L", Double.toString(problem.leaderDiscount())},
            new String[] {"steps of an episode", Integer.toString(problem.horizon())}));
  }

  /** One paragraph, because front ends do not break the lines of plain text. */
  static Rendering of(Verdict verdict) {
    return Rendering.ofHtml(
        verdict.toString(),
        "<p style=\"margin:0\"><b>%s</b> %s</p>"
            .formatted(verdict.outcome(), Rendering.escape(verdict.text())));
  }

  private static String table(String title, String[]... rows) {
    String body =
        Arrays.stream(rows)
            .map(
                row ->
                    "<tr>"
                        + CELL.formatted("left", Rendering.escape(row[0]))
                        + CELL.formatted("right", Rendering.escape(row[1]))
                        + "</tr>")
            .collect(Collectors.joining("\n"));
    return "<table>\n%s%s\n</table>".formatted(Rendering.caption(title), body);
  }
}
