package hyperlead.linearquadratic.scores;

import hyperlead.Episodes;
import hyperlead.linearquadratic.LinearQuadraticEpisode;
import hyperlead.linearquadratic.LinearQuadraticProblem;
import hyperlead.linearquadratic.critics.DifferentiableCritic;

/** The values of another critic, which meet the scores of the leader's laws by their gradients. */
abstract class LawCritic implements DifferentiableCritic {
  final LinearQuadraticProblem problem;
  final LeaderLaws laws;
  private final DifferentiableCritic values;

  LawCritic(LinearQuadraticProblem problem, DifferentiableCritic values) {
    this.problem = problem;
    this.values = values;
    laws = new LeaderLaws(problem);
  }

  @Override
  public final void observe(Episodes<LinearQuadraticEpisode> round) {
    values.observe(round);
  }

  @Override
  public final double actionValue(LinearQuadraticEpisode episode, int t) {
    return values.actionValue(episode, t);
  }

  @Override
  public final double value(LinearQuadraticEpisode episode, int t) {
    return values.value(episode, t);
  }

  @Override
  public final void addValueGradient(int t, double[] rows, int from, double factor, double[] out) {
    values.addValueGradient(t, rows, from, factor, out);
  }

  @Override
  public final boolean isQuadratic() {
    return values.isQuadratic();
  }

  @Override
  public final void addFollowerScore(
      LinearQuadraticEpisode episode, int t, double weight, double[] g) {
    laws.addFollower(episode, t, weight, g);
  }
}
