package hyperlead;

import hyperlead.followers.SoftPolicyIteration;
import hyperlead.tabular.TabularFollower;
import hyperlead.tabular.TabularHypergradient;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Processor time of solving a finite problem: what else a machine does, does not count in it. */
final class ProcessorTime {
  /** Seconds of the thread, ascending, of the answer from nothing and after a move, and exact. */
  final double[] cold;

  final double[] warm;
  final double[] exact;
  int iterations;
  double residual;
  Hypergradient hypergradient;

  private ProcessorTime(int times) {
    cold = new double[times];
    warm = new double[times];
    exact = new double[times];
  }

  /** Of a problem, its matrix rows found anew each time, so many times. */
  static ProcessorTime of(Supplier<TabularProblem> problem, int times) {
    ProcessorTime time = new ProcessorTime(times);
    for (int i = 0; i < times; i++) {
      time.measure(problem.get(), i);
    }
    for (double[] seconds : List.of(time.cold, time.warm, time.exact)) {
      Arrays.sort(seconds);
    }
    return time;
  }

  private void measure(TabularProblem problem, int i) {
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
    cold[i] = answered - start;
    exact[i] = known - answered;
    warm[i] = again - known;
    iterations = answer.iterations();
    residual = answer.residual();
  }

  private static double now() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
  }
}
