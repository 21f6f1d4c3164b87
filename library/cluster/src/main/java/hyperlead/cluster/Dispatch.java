package hyperlead.cluster;

import hyperlead.experiments.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Gives rows out as small Spark jobs of one task each, twice as many at once as the cluster has
 * cores, and takes what comes back. Short rows share a task of about a third of a second.
 *
 * <p>Spark repeats a task whose worker died. If it gives up, the rows of that task are suspects:
 * they wait until nothing else is under way and are then tried alone, so that a row which kills its
 * workers takes no other row with it.
 */
final class Dispatch {
  private static final double TASK = 0.35e9;

  private final JavaSparkContext spark;
  private final Rows rows;
  private final BiConsumer<Integer, Outcome> taker;
  private final String group = "hyperlead " + UUID.randomUUID();
  private final Deque<Integer> waiting;
  private final Deque<Integer> suspects = new ArrayDeque<>();
  private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
  private int underWay;
  private double nanos = TASK;

  Dispatch(JavaSparkContext spark, Rows rows, int count, BiConsumer<Integer, Outcome> taker) {
    this.spark = spark;
    this.rows = rows;
    this.taker = taker;
    waiting = new ArrayDeque<>(IntStream.range(0, count).boxed().toList());
  }

  /** Of a job: what its task made, or why there is none. */
  private record Answer(List<Integer> asked, List<Rows.Made> made, Exception failure) {}

  /** Whether all rows were made before an interrupt, whose flag is cleared. */
  boolean run() {
    ExecutorService lanes = Executors.newCachedThreadPool(Dispatch::lane);
    boolean interrupted = false;
    try {
      while (!interrupted && underWay + waiting.size() + suspects.size() > 0) {
        giveOut(lanes);
        Answer answer = answers.poll(1, TimeUnit.SECONDS); // then look whether the cluster grew
        if (answer != null) {
          underWay--;
          take(answer);
        }
        interrupted = Thread.interrupted();
      }
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      lanes.shutdown();
      if (underWay > 0 && !spark.sc().isStopped()) {
        spark.cancelJobGroup(group);
      }
    }
    return !interrupted;
  }

  private static Thread lane(Runnable work) {
    Thread thread = new Thread(work, "hyperlead-spark");
    thread.setDaemon(true);
    return thread;
  }

  private void giveOut(ExecutorService lanes) {
    int most = 2 * spark.defaultParallelism();
    while (underWay < most && !waiting.isEmpty()) {
      int fair = waiting.size() / most;
      int count = (int) Math.max(1, Math.min(fair, TASK / nanos));
      submit(lanes, IntStream.range(0, count).mapToObj(i -> waiting.remove()).toList());
    }
    if (underWay == 0 && !suspects.isEmpty()) {
      submit(lanes, List.of(suspects.peek()));
    }
  }

  private void submit(ExecutorService lanes, List<Integer> chunk) {
    underWay++;
    lanes.execute(
        () -> {
          try {
            spark.setJobGroup(group, chunk.size() + " rows of a sweep", true);
            answers.add(
                new Answer(chunk, spark.parallelize(chunk, 1).mapPartitions(rows).collect(), null));
          } catch (Exception e) { // Spark throws checked ones that it does not declare
            answers.add(new Answer(chunk, List.of(), e));
          }
        });
  }

  private void take(Answer answer) {
    boolean alone = answer.asked.get(0).equals(suspects.peek());
    Set<Integer> left = new LinkedHashSet<>(answer.asked);
    for (Rows.Made made : answer.made) {
      left.remove(made.row());
      nanos += (made.nanos() - nanos) / Math.min(50, 2 + answer.made.size());
      taker.accept(made.row(), made.outcome());
    }
    if (answer.failure == null) {
      List<Integer> again = new ArrayList<>(left);
      for (int i = again.size() - 1; i >= 0; i--) {
        waiting.addFirst(again.get(i));
      }
    } else if (!isLoss(answer.failure)) {
      throw new IllegalStateException("Spark failed: " + reason(answer.failure), answer.failure);
    } else if (alone) {
      taker.accept(
          answer.asked.get(0), Outcome.failed("its workers died: " + reason(answer.failure)));
    } else {
      suspects.addAll(left);
    }
    if (alone) {
      suspects.remove();
    }
  }

  private static boolean isLoss(Exception failure) {
    return failure instanceof SparkException && reason(failure).contains("ExecutorLostFailure");
  }

  /** The first line of Spark's message that is not about the job. */
  private static String reason(Exception failure) {
    String message = String.valueOf(failure.getMessage());
    int recent = Math.max(0, message.indexOf("Most recent failure: "));
    return message.substring(recent).lines().findFirst().orElse(message);
  }
}
