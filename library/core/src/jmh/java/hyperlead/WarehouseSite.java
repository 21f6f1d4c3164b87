package hyperlead;

import hyperlead.critics.SarsaCritic;
import hyperlead.environments.Warehouse;
import hyperlead.environments.WarehouseLayout;
import hyperlead.estimators.BoltzmannCovariance;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularFollower;
import hyperlead.tabular.TabularHypergradient;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import java.util.SplittableRandom;

/** A warehouse with its robots' answer to a first θ, τ = 0.05, and what is timed in it. */
final class WarehouseSite {
  private static final double TEMPERATURE = 0.05;

  private final Budget budget = Budget.steps(10_000);
  private final SplittableRandom random = new SplittableRandom(1);
  private final WarehouseLayout layout;
  private final TabularProblem problem;
  private final TabularFollower follower;
  private final TabularResponse response;
  private final Estimator<TabularEpisode> estimator;
  private double[] theta;
  private double[] moved;

  /** The site on a plan of so many blocks and aisles, drawn with seed 1. */
  WarehouseSite(int blocks, int aisles) {
    layout = new WarehouseLayout(blocks, aisles, 1);
    problem = Warehouse.of(layout).at(TEMPERATURE);
    theta = problem.initialParameters(random);
    moved = theta.clone();
    moved[0] += 0.1;
    follower = new SoftPolicyIteration().on(problem);
    response = follower.respond(theta);
    estimator = new BoltzmannCovariance<>(SarsaCritic.zero(0.3)).on(problem);
  }

  /** Plan, problem, elimination order and the robots' answer, all from nothing. */
  TabularResponse coldSolve() {
    TabularProblem fresh = Warehouse.of(layout).at(TEMPERATURE);
    return new SoftPolicyIteration().on(fresh).respond(theta);
  }

  /** The answer to a θ with one entry moved by 0.1 to and fro, started from the last answer. */
  TabularResponse warmSolve() {
    double[] next = moved;
    moved = theta;
    theta = next;
    return follower.respond(next);
  }

  /** The exact hypergradient, the answer given. */
  Hypergradient exact() {
    return new TabularHypergradient().at(response);
  }

  /** 10,000 simulated steps, SARSA and BC-HG, the answer given. */
  Hypergradient updateBcHg() {
    return estimator.estimate(response.theta(), response.play(budget, random));
  }
}
