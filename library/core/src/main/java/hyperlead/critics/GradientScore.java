package hyperlead.critics;

import hyperlead.Episodes;
import hyperlead.algebra.Require;
import hyperlead.linear.LinearQuadraticEpisode;
import hyperlead.linear.LinearQuadraticModel;
import hyperlead.linear.LinearQuadraticProblem;
import hyperlead.linear.LinearSystem;
import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;

/**
 * A critic whose values meet the scores of A and K by their gradients, see {@link
 * DifferentiableCritic.Kind#pathwise} and {@link DifferentiableCritic.Kind#expected}.
 */
record GradientScore(DifferentiableCritic.Kind critic, boolean expects)
    implements DifferentiableCritic.Kind {
  @Override
  public DifferentiableCritic on(LinearQuadraticProblem problem, RandomGenerator random) {
    DifferentiableCritic learning = critic.on(problem, random);
    Require.that(!expects || learning.isQuadratic(), "critic must be quadratic: %s", critic);
    return new ScoredCritic(problem, learning);
  }

  @Override
  public String toString() {
    return (expects ? "expected, " : "pathwise, ") + critic;
  }

  private final class ScoredCritic extends DifferentiableCritic {
    private final LinearSystem system = problem.system();
    private final DifferentiableCritic values;
    private LinearQuadraticModel model;
    private double[] y;
    private final int n = system.states();
    private final int p = system.leaderActions();
    private final double[] seen = new double[p + n];
    private final double[] slope = new double[p + n];

    /** Adds ∇V_L at the (a, x) seen, at a time, to the slope. */
    private final IntConsumer leader;

    ScoredCritic(LinearQuadraticProblem problem, DifferentiableCritic values) {
      super(GradientScore.this, problem);
      this.values = remember(values);
      leader = time -> values.addValueGradient(time, seen, 0, 1, slope);
    }

    @Override
    public void observe(Episodes<LinearQuadraticEpisode> round) {
      values.observe(round);
      model = round.list().get(0).response().model();
      y = model.configuration();
    }

    @Override
    public double actionValue(LinearQuadraticEpisode episode, int t) {
      return values.actionValue(episode, t);
    }

    @Override
    public double value(LinearQuadraticEpisode episode, int t) {
      return values.value(episode, t);
    }

    @Override
    public void addValueGradient(int t, double[] rows, int from, double factor, double[] out) {
      values.addValueGradient(t, rows, from, factor, out);
    }

    @Override
    public boolean isQuadratic() {
      return values.isQuadratic();
    }

    @Override
    public void addInitialScore(LinearQuadraticEpisode episode, double[] g) {
      addFeedback(leader, expects, episode, 0, 1, g);
    }

    @Override
    public void addLeaderScore(LinearQuadraticEpisode episode, int t, double weight, double[] g) {
      addDynamics(leader, expects, episode, t, weight, g);
      addFeedback(leader, expects, episode, t + 1, weight, g);
    }

    @Override
    public void addFollowerScore(LinearQuadraticEpisode episode, int t, double weight, double[] g) {
      IntConsumer follower = time -> episode.response().addValueGradient(seen, 0, 1, slope);
      addDynamics(follower, true, episode, t, weight, g);
      addFeedback(follower, true, episode, t + 1, weight, g);
    }

    /** Adds w · (∇_x V + Kᵀ∇_a V) x_tᵀ for A. */
    private void addDynamics(
        IntConsumer v, boolean expects, LinearQuadraticEpisode at, int t, double w, double[] g) {
      if (system.dynamics().isConfigured()) {
        if (expects) {
          Arrays.fill(seen, 0);
          model.addExpectedNext(at.path(), at.row(t), seen, p);
        } else {
          System.arraycopy(at.path(), at.row(t + 1), seen, 0, p + n);
        }
        fillSlope(v, expects, t + 1);
        model.feedback().addTransposeApplied(1, slope, 0, slope, p);
        system.dynamics().addGradient(y, w, slope, p, at.path(), at.row(t) + p, g);
      }
    }

    /** Adds w · ∇_a V xᵀ for K. */
    private void addFeedback(
        IntConsumer v, boolean expects, LinearQuadraticEpisode at, int time, double w, double[] g) {
      if (system.feedback().isConfigured()) {
        System.arraycopy(at.path(), at.row(time), seen, 0, p + n);
        fillSlope(v, expects, time);
        system.feedback().addGradient(y, w, slope, 0, at.path(), at.row(time) + p, g);
      }
    }

    /** Fills ∇V(a, x), or ∇V(Kx, x) in expectation over the leader's action. */
    private void fillSlope(IntConsumer v, boolean expects, int time) {
      if (expects) {
        Arrays.fill(seen, 0, p, 0);
        model.feedback().addApplied(1, seen, p, seen, 0);
      }
      Arrays.fill(slope, 0);
      v.accept(time);
    }
  }
}
