package hyperlead.followers;

import hyperlead.Worker;
import hyperlead.tabular.TabularFollower;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import hyperlead.tabular.TransitionLaw;
import java.util.random.RandomGenerator;

/**
 * A follower whose episodes follow another law than the one that it plans with and the objective is
 * evaluated under.
 *
 * <p>The benchmark problems have one consistent law. This is for results that were obtained without
 * it, and for asking how much a wrong simulator costs. Scores ∇log P along the episodes are those
 * of the problem's law.
 *
 * @param simulated the law that episodes follow, which leads where the problem's law leads
 */
public record MismatchedSimulator(TabularFollower.Kind follower, TransitionLaw simulated)
    implements TabularFollower.Kind {
  @Override
  public TabularFollower on(TabularProblem problem, RandomGenerator random) {
    TabularFollower answering = follower.on(problem, random);
    class Mismatch extends Worker<TabularProblem> implements TabularFollower {
      Mismatch(TabularProblem problem) {
        super(MismatchedSimulator.this, problem);
        remember(answering);
      }

      @Override
      public TabularResponse respond(double[] theta) {
        return answering.respond(theta).simulatedBy(simulated);
      }
    }
    return new Mismatch(problem);
  }

  @Override
  public String toString() {
    return "simulated by another law, " + follower;
  }
}
