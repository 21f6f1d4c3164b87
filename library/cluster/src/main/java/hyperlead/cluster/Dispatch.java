package hyperlead.cluster;

import hyperlead.experiments.Outcome;
import java.util.ArrayDeque;
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
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.RDD;
import scala.reflect.ClassTag;

/**
 * Gives rows out as Spark jobs of one task each, twice as many at once as the cluster has cores,
 * and takes what comes back. Short rows share a task of about a second.
 *
 * <p>Spark repeats a task whose worker died. If it gives up, its rows are suspects: they wait until
 * nothing else is under way and are then tried alone, so that one which kills takes no other along.
 */
final class Dispatch {
  private static final double TASK = 1e9;
  private static final ClassTag<Rows.Made[]> MADE = ClassTag.apply(Rows.Made[].class);

  private final JavaSparkContext spark;
  private final RDD<Integer> task;
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
    task = spark.parallelize(List.of(0), 1).rdd(); // what it holds does not matter
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
            Rows these = new Rows(rows.sent(), rows.limitMillis(), chunk);
            Rows.Made[][] made = (Rows.Made[][]) spark.sc().runJob(task, these, MADE);
            answers.add(new Answer(chunk, List.of(made[0]), null));
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
      waiting.addAll(left);
    } else if (!reason(answer.failure).contains("ExecutorLostFailure")) {
      throw new IllegalStateException("Spark failed: " + reason(answer.failure), answer.failure);
    } else if (alone) {
      String reason = "its workers died: " + reason(answer.failure);
      taker.accept(answer.asked.get(0), Outcome.failed(reason));
    } else {
      suspects.addAll(left);
    }
    if (alone) {
      suspects.remove();
    }
  }

  /** The first line of Spark's message that is not about the job. */
  private static String reason(Exception failure) {
    String message = String.valueOf(failure.getMessage());
    int recent = Math.max(0, message.indexOf("Most recent failure: "));
    return message.substring(recent).lines().findFirst().orElse(message);
  }
}
