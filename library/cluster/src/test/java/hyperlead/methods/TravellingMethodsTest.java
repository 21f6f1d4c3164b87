package hyperlead.methods;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hyperlead.cluster.SparkCluster;
import hyperlead.cluster.Travel;
import hyperlead.experiments.Specification;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every method on every arena of the table of methods can be sent, and a row is made by Spark. Runs
 * are compared on the toy, whose rounds are short, or where a method stands that it does not have.
 */
class TravellingMethodsTest {
  @Test
  void everyMethodArrivesAsItWas() {
    List<Specification> runs = new ArrayList<>();
    for (int place : new int[] {1, 2, 0, 3}) {
      Arena arena = Arena.all().get(place);
      for (Method method : Method.on(arena)) {
        var kind = method.kind().apply(arena.learned());
        var training = arena.training(kind, method.round(), arena.rates().get(1), 2);
        runs.add(
            Specification.of(method.name(), training, 1).with("problem", arena.problem().name()));
      }
    }
    List<Specification> arrived = Travel.of(runs, "", setting -> null);
    Set<String> ran = new HashSet<>();
    for (int i = 0; i < runs.size(); i++) {
      assertEquals(runs.get(i).training().settings(), arrived.get(i).training().settings());
      boolean isNew = ran.add(runs.get(i).settings().get("method"));
      if (isNew && !runs.get(i).settings().get("problem").startsWith("Warehouse")) {
        assertEquals(
            runs.get(i).training().run(1).lines(),
            arrived.get(i).training().run(1).lines(),
            runs.get(i).toString());
      }
    }
  }

  @Test
  void sparkMakesARowOfTheFile(@TempDir Path folder) throws IOException {
    Arena arena = Arena.all().get(2);
    Method naive =
        Method.on(arena).stream().filter(m -> m.name().equals("naive")).findAny().orElseThrow();
    SparkConf conf = new SparkConf().setMaster("local[2]").setAppName("test");
    conf.set("spark.ui.enabled", "false").set("spark.driver.host", "127.0.0.1");
    try (JavaSparkContext spark = new JavaSparkContext(conf)) {
      MethodsTable table = new MethodsTable(arena, MethodsJob.on(SparkCluster.of(spark), folder));
      Map<String, String> stored = MethodsTable.stored(arena, naive);
      table
          .atEqualSamples(naive)
          .forEach((column, field) -> assertEquals(field, stored.get(column), column));
    }
  }
}
