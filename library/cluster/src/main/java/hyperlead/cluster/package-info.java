/** Sweeps on Apache Spark: {@code Sweep.of(grid).on(SparkCluster.of(spark)).run(file)}. */
package hyperlead.cluster;
