package hyperlead;

import hyperlead.followers.SoftPolicyIteration;
import hyperlead.tabular.TabularFollower;
import hyperlead.tabular.TabularHypergradient;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Processor time of solving a finite problem: what else a machine does, does not count in it. */
final class ProcessorTime {
  /** The least seconds of the thread, of the answer from nothing and after a move, and exact. */
  double cold = Double.POSITIVE_INFINITY;

  double warm = Double.POSITIVE_INFINITY;
  double exact = Double.POSITIVE_INFINITY;
  int iterations;
  double residual;
  Hypergradient hypergradient;

  /** Of a problem, its matrix rows found anew each time, the least of so many times. */
  static ProcessorTime of(Supplier<TabularProblem> problem, int times) {
    ProcessorTime time = new ProcessorTime();
    for (int i = 0; i < times; i++) {
      time.measure(problem.get());
    }
    return time;
  }

  private void measure(TabularProblem problem) {
    double[] theta = problem.start().apply(new SplittableRandom(1));
    double[] moved = theta.clone();
    moved[0] += 0.1;
    double start = now();
    TabularFollower follower = new SoftPolicyIteration().on(problem);
    TabularResponse answer = follower.respond(theta);
    double answered = now();
    hypergradient = new TabularHypergradient().at(answer);
    double known = now();
    follower.respond(moved);
    double again = now();
    cold = Math.min(cold, answered - start);
    exact = Math.min(exact, known - answered);
    warm = Math.min(warm, again - known);
    iterations = answer.iterations();
    residual = answer.residual();
  }

  private static double now() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
  }
}
