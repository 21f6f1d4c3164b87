package hyperlead.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.LeaderTraining;
import hyperlead.critics.SarsaCritic;
import hyperlead.environments.DiscreteToy;
import hyperlead.environments.FourRooms;
import hyperlead.environments.Garnet;
import hyperlead.estimators.BiAc;
import hyperlead.estimators.BoltzmannCovariance;
import hyperlead.estimators.Exact;
import hyperlead.experiments.Outcome;
import hyperlead.experiments.Specification;
import hyperlead.experiments.Sweep;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.games.Commitment;
import hyperlead.games.ExpectedScore;
import hyperlead.games.MarkovGame;
import hyperlead.tabular.TabularProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

/** Spark in this process. */
class SparkClusterTest {
  private static JavaSparkContext spark;

  @TempDir Path directory;

  @BeforeAll
  static void begin() {
    spark =
        new JavaSparkContext(
            new SparkConf()
                .setMaster("local[2]")
                .setAppName("test")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1"));
  }

  @AfterAll
  static void end() {
    spark.close();
  }

  private Path file(String name) {
    return directory.resolve(name + ".csv");
  }

  private static String text(Table table) {
    return table.write().toString("csv");
  }

  /** The lines of a file in an order of their own: those of a sweep come as runs end. */
  private static List<String> sorted(Path file) throws IOException {
    return Files.readAllLines(file).stream().sorted().toList();
  }

  @Test
  void givesTheSameTableAsThreads() throws IOException {
    Sweep sweep = Gates.sweep(Gates.runs(30, 20));
    String one = text(sweep.withThreads(1).run(file("one")));
    List<String> reports = new ArrayList<>();
    Table onSpark =
        sweep
            .on(SparkCluster.of(spark))
            .withListener((done, total, status) -> reports.add(done + "/" + total))
            .run(file("spark"));
    assertEquals(one, text(sweep.withThreads(3).run(file("three"))));
    assertEquals(one, text(onSpark));
    assertEquals(sorted(file("one")), sorted(file("spark")));
    assertEquals(61, reports.size());
    assertEquals("60/60", reports.get(60));
    assertEquals(60, LeaderTraining.lastRuns().size());
  }

  @Test
  void resumesWhatThreadsBeganAndTheOtherWayRound() throws IOException {
    List<Specification> runs = Gates.runs(5, 20);
    String whole = text(Gates.sweep(runs).run(file("whole")));
    Gates.sweep(runs.subList(0, 3)).run(file("begun"));
    Sweep afar = Gates.sweep(runs).on(SparkCluster.of(spark));
    assertEquals(whole, text(afar.run(file("begun"))));
    assertEquals(whole, text(afar.run(file("begun"))), "nothing left");
    Gates.sweep(runs.subList(0, 4)).on(SparkCluster.of(spark)).run(file("other"));
    assertEquals(whole, text(Gates.sweep(runs).run(file("other"))));
  }

  private static double[] broken() {
    throw new ArithmeticException("no start\nin two lines");
  }

  private static double[] endless(String end) {
    while (!Files.exists(Path.of(end))) {
      LockSupport.parkNanos(Gates.MOMENT);
    }
    return new double[5];
  }

  @Test
  void aPoisonedRowIsOneFailedRowWithItsReason() throws IOException {
    String end = directory.resolve("end").toString();
    List<Specification> runs = new ArrayList<>(Gates.runs(3, 3));
    runs.add(1, Gates.poisoned("throws", random -> broken()));
    runs.add(3, Gates.poisoned("endless", random -> endless(end)));
    Sweep sweep = Gates.sweep(runs).on(SparkCluster.of(spark).withLimit(Duration.ofSeconds(3)));
    Table table = sweep.run(file("poison"));
    assertEquals(8, table.rowCount());
    assertEquals(
        "java.lang.ArithmeticException: no start in two lines",
        table.stringColumn("failure").get(1));
    assertEquals("took longer than PT3S", table.stringColumn("failure").get(3));
    assertEquals("", table.stringColumn("failure").get(0));
    assertTrue(table.doubleColumn("objective").isMissing().contains(3));
    Table others = table.where(table.stringColumn("failure").isEqualTo(""));
    others.removeColumns("failure");
    assertEquals(text(Gates.sweep(Gates.runs(3, 3)).run(file("whole"))), text(others));
    assertEquals(text(table), text(Gates.sweep(runs).run(file("poison"))), "kept, also by threads");
    Files.createFile(Path.of(end));
  }

  @Test
  void anInterruptCancelsTheJobs() throws Exception {
    List<Specification> runs = new ArrayList<>(Gates.runs(3, 3));
    Specification waits = Gates.waiting(1, directory).get(0);
    runs.add(0, Specification.of("waits", waits.training(), 1).with("moves", 3));
    Thread here = Thread.currentThread();
    Sweep sweep =
        Gates.sweep(runs)
            .on(SparkCluster.of(spark))
            .withListener(
                (done, total, status) -> {
                  if (done == 6) {
                    here.interrupt();
                  }
                });
    assertEquals(6, sweep.run(file("interrupted")).rowCount());
    assertTrue(Thread.interrupted(), "the caller sees it, too");
    while (spark.statusTracker().getActiveJobIds().length > 0) {
      LockSupport.parkNanos(Gates.MOMENT);
    }
    Files.createFile(directory.resolve("open"));
    assertEquals(7, sweep.withListener((d, t, s) -> {}).run(file("interrupted")).rowCount());
  }

  @Test
  void theFirstOfTwoOutcomesCounts() throws IOException {
    List<Specification> runs = Gates.runs(2, 3);
    Table table =
        Gates.sweep(runs)
            .on(
                (rows, taker) -> {
                  for (int i : new int[] {1, 0, 1, 2, 3, 3}) {
                    taker.accept(i, Outcome.of(rows.get(i)));
                    taker.accept(i, Outcome.failed("late"));
                  }
                  return true;
                })
            .run(file("twice"));
    assertEquals(text(Gates.sweep(runs).run(file("once"))), text(table));
    assertEquals(5, new HashSet<>(Files.readAllLines(file("twice"))).size());
    assertEquals(5, Files.readAllLines(file("twice")).size());
  }

  private static void assertCannotTravel(String message, LeaderTraining<?> training) {
    var runs = List.of(Specification.of("a", training, 1));
    Exception e =
        assertThrows(
            IllegalArgumentException.class,
            () -> SparkCluster.of(spark).make(runs, (i, outcome) -> {}));
    assertEquals(
        "a, seed 1: training" + message, e.getMessage().replaceAll("\\$\\$Lambda.*?,", ","));
  }

  @Test
  void whatCannotTravelNamesItsField() {
    TabularProblem rooms = FourRooms.problem(0.003);
    var training = LeaderTraining.of(rooms, new SoftPolicyIteration(), new Exact<>());
    assertCannotTravel(
        ".problem cannot travel: it is not what a worker would make of the name FourRooms(τ = 0.003): a"
            + " reward, a law, the start or the objective was changed. Give it another name,"
            + " problem.with(setting.withName(…)): say SparkCluster.knowing(name, factory)",
        LeaderTraining.of(
            rooms.withRewards(rooms.followerReward(), rooms.leaderReward().times(2)),
            new SoftPolicyIteration(),
            new Exact<>()));
    TabularProblem own = Garnet.problem(3, 2, 2, 0.5, 1);
    own = own.with(own.setting().withName("mine"));
    assertCannotTravel(
        ".problem cannot travel: it is a problem that workers do not know, mine(τ = 0.5): say"
            + " SparkCluster.knowing(name, factory)",
        LeaderTraining.of(own, new SoftPolicyIteration(), new Exact<>()));
    StringBuilder state = new StringBuilder();
    Thread thread = Thread.currentThread();
    assertCannotTravel(
        ".start cannot travel: it is of a class that is not serialisable, java.lang.Thread;"
            + " write it in a class of a jar that the workers have, too",
        training.withStart(
            random -> {
              state.append(thread.getName());
              return new double[105];
            }));
  }

  /** What a start may hold: classes of one's own, whose fields are partly the JDK's. */
  private static final class OwnThread extends Thread {
    final int number = 1;
  }

  @SuppressWarnings("deprecation")
  private static final class Watched extends java.util.Observable {}

  @Test
  void objectsOfTheJdkAndOfSparkAreRefused() {
    var training =
        LeaderTraining.of(FourRooms.problem(0.003), new SoftPolicyIteration(), new Exact<>());
    String mine = getClass().getName() + "$";
    String advice = "; write it in a class of a jar that the workers have, too";
    String closed = ".start cannot travel: it is of a class that is not serialisable, ";
    OwnThread thread = new OwnThread();
    assertCannotTravel(
        closed + mine + "OwnThread, which extends java.lang.Thread" + advice,
        training.withStart(random -> new double[thread.number]));
    Watched watched = new Watched();
    assertCannotTravel(
        closed + mine + "Watched, which extends java.util.Observable" + advice,
        training.withStart(random -> new double[watched.countObservers()]));
    Object lock = new Object();
    assertCannotTravel(
        closed + "java.lang.Object" + advice,
        training.withStart(random -> new double[lock.hashCode()]));
    SparkContext context = spark.sc();
    var runs =
        List.of(
            Specification.of(
                "a", training.withStart(r -> new double[context.defaultParallelism()]), 1));
    Exception e =
        assertThrows(
            IllegalArgumentException.class,
            () -> SparkCluster.of(spark).make(runs, (i, outcome) -> {}));
    String said = e.getMessage();
    assertTrue(said.startsWith("a, seed 1: training.start"), said);
    assertTrue(said.contains(" cannot travel: it is of a class that is not serialisable, "), said);
  }

  @Test
  void anInterruptBeforeOrWhileSpecificationsArePackedLeavesTheFinishedRows() {
    Sweep sweep = Gates.sweep(Gates.runs(2, 3));
    Thread.currentThread().interrupt();
    assertEquals(0, sweep.run(file("here")).rowCount());
    assertTrue(Thread.interrupted(), "threads");
    Thread.currentThread().interrupt();
    assertEquals(0, sweep.on(SparkCluster.of(spark)).run(file("there")).rowCount());
    assertTrue(Thread.interrupted(), "Spark, whose packing asks a follower");
    SparkCluster cluster =
        SparkCluster.of(spark)
            .knowing(
                "mine",
                s -> {
                  Thread.currentThread().interrupt();
                  return mine(s.temperature()).with(s);
                });
    TabularProblem own = mine(0.5);
    assertFalse(
        cluster.make(
            List.of(
                Specification.of(
                    "a", LeaderTraining.of(own, new SoftPolicyIteration(), new Exact<>()), 1)),
            (i, outcome) -> {}));
    assertTrue(Thread.interrupted(), "while packing");
  }

  @Test
  void aMeasureThatFailsNamesTheRunAsOnThreads() {
    Sweep sweep =
        Sweep.of(Gates.runs(1, 3).subList(0, 1))
            .withMeasure(
                "bad",
                run -> {
                  throw new ArithmeticException("no such number");
                });
    Exception here =
        assertThrows(IllegalStateException.class, () -> sweep.run(file("measured-here")));
    Sweep afar = sweep.on(SparkCluster.of(spark));
    Exception there =
        assertThrows(IllegalStateException.class, () -> afar.run(file("measured-there")));
    assertEquals(here.getMessage(), there.getMessage());
    assertTrue(there.getMessage().startsWith("run of "), there.getMessage());
    assertTrue(there.getMessage().endsWith(", seed 1 failed: no such number"), there.getMessage());
    assertEquals(ArithmeticException.class, there.getCause().getClass());
  }

  @Test
  void aMeasureThatAnInterruptEndsLeavesTheFinishedRows() {
    Sweep sweep =
        Sweep.of(Gates.runs(1, 3))
            .withMeasure(
                "asks",
                run -> {
                  Thread.currentThread().interrupt();
                  throw new CancellationException("interrupted");
                });
    assertEquals(0, sweep.on(SparkCluster.of(spark)).run(file("measured")).rowCount());
    assertTrue(Thread.interrupted());
  }

  @Test
  void aFactoryThatMakesNullIsNamed() {
    var training = LeaderTraining.of(mine(0.5), new SoftPolicyIteration(), new Exact<>());
    Exception e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                SparkCluster.of(spark)
                    .knowing("mine", setting -> null)
                    .make(List.of(Specification.of("a", training, 1)), (i, outcome) -> {}));
    assertEquals(
        "a, seed 1: training.problem cannot travel: it is a problem of which the factory makes"
            + " null, mine(τ = 0.5)",
        e.getMessage());
  }

  @Test
  void theLongestTimeIsALimitAndNoneIsNot() {
    SparkCluster cluster = SparkCluster.of(spark);
    Sweep sweep = Gates.sweep(Gates.runs(1, 3));
    Table patient =
        sweep.on(cluster.withLimit(Duration.ofSeconds(Long.MAX_VALUE))).run(file("patient"));
    assertEquals(text(sweep.run(file("here"))), text(patient));
    for (Duration time : List.of(Duration.ZERO, Duration.ofNanos(1), Duration.ofSeconds(-1))) {
      Exception e = assertThrows(IllegalArgumentException.class, () -> cluster.withLimit(time));
      assertEquals("time must be at least a millisecond: " + time, e.getMessage());
    }
  }

  @Test
  void workersMakeProblemsThatTheyAreToldOf() {
    TabularProblem own = mine(0.5);
    var training = LeaderTraining.of(own, new SoftPolicyIteration(), new Exact<>()).withUpdates(3);
    Sweep sweep =
        Sweep.of(
            Arrays.asList(
                Specification.of("a", training, 1),
                Specification.of(
                    "b",
                    LeaderTraining.of(
                            own.withDiscounts(0.5, 0.6), new SoftPolicyIteration(), new Exact<>())
                        .withUpdates(3),
                    1)));
    SparkCluster cluster =
        SparkCluster.of(spark).knowing("mine", s -> mine(s.temperature()).with(s));
    assertEquals(text(sweep.run(file("here"))), text(sweep.on(cluster).run(file("there"))));
  }

  @Test
  void aGameOfOnesOwnTravelsWithThoseWhoHoldIt() {
    Commitment game = ownGame();
    var critic = new ExpectedScore(game, SarsaCritic.random(0.3));
    Sweep sweep =
        Sweep.of(
            Stream.of(new BiAc(game, 0.1), new BoltzmannCovariance<>(critic))
                .map(
                    method ->
                        Specification.of(
                            method.toString(),
                            LeaderTraining.of(game.problem(), new SoftPolicyIteration(), method)
                                .withUpdates(2)
                                .withSamples(100),
                            1))
                .toList());
    SparkCluster cluster = SparkCluster.of(spark).knowing("own game", s -> ownGame().problem());
    assertEquals(text(sweep.run(file("here"))), text(sweep.on(cluster).run(file("there"))));
  }

  private static Commitment ownGame() {
    MarkovGame toy = DiscreteToy.bundled().commitment(1, 0.05).game();
    return Commitment.of("own game", toy, 0.2);
  }

  private static TabularProblem mine(double temperature) {
    TabularProblem own = Garnet.problem(3, 2, 2, temperature, 1);
    return own.with(own.setting().withName("mine"));
  }
}
