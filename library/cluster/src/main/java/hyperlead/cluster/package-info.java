/**
 * Sweeps on Apache Spark: {@code Sweep.of(grid).on(SparkCluster.of(spark)).run(file)}.
 *
 * <p>What is sent is a specification, and never the state of a notebook: a problem by its name and
 * setting, kinds by their components, lambdas by the class that they stand in.
 */
package hyperlead.cluster;
