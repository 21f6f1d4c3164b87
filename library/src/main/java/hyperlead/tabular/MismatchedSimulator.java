package hyperlead.tabular;

import hyperlead.Episodes;
import hyperlead.LeaderProblem;
import hyperlead.Setting;
import hyperlead.parameterizations.Parameterization;
import java.util.random.RandomGenerator;

/**
 * A problem whose episodes follow another law than the one that the follower plans with and the
 * objective is evaluated under.
 *
 * <p>The benchmark problems have one consistent law. This is for results that were obtained without
 * it, and for asking how much a wrong simulator costs. Scores ∇log P along the episodes are those
 * of the problem's law.
 *
 * @param problem what the leader wants, with the law of the plan and of the objective
 * @param simulated the law that episodes follow, on the same pattern
 */
public record MismatchedSimulator(TabularProblem problem, TransitionLaw simulated)
    implements LeaderProblem<TabularEpisode, TabularResponse> {
  /**
   * A problem with another simulator.
   *
   * @param problem what the leader wants
   * @param simulated the law that episodes follow
   * @throws IllegalArgumentException if the two laws differ in where they can lead
   */
  public MismatchedSimulator {
    if (!problem.transitions().pattern().sameAs(simulated.pattern())) {
      throw new IllegalArgumentException(
          "simulated law must lead to the same states as that of " + problem.name());
    }
  }

  @Override
  public Episodes<TabularEpisode> simulate(
      TabularResponse response, Episodes.Budget budget, RandomGenerator random) {
    double[] law = simulated.probability().all(response.mdp.configuration);
    return new TabularSimulator(problem, response, law, random).episodes(budget);
  }

  @Override
  public Setting setting() {
    return problem.setting();
  }

  @Override
  public String name() {
    return problem.name() + ", simulated by another law";
  }

  @Override
  public Parameterization parameterization() {
    return problem.parameterization();
  }

  @Override
  public double[] initialParameters(RandomGenerator random) {
    return problem.initialParameters(random);
  }

  @Override
  public double objective(TabularResponse response) {
    return problem.objective(response);
  }
}
