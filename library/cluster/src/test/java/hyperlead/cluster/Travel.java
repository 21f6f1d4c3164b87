package hyperlead.cluster;

import hyperlead.environments.BundledProblems;
import hyperlead.environments.ProblemFactory;
import hyperlead.experiments.Specification;
import java.util.List;
import java.util.Map;

/** Sends specifications and reads them again, for tests of other packages. */
public final class Travel {
  private Travel() {}

  /**
   * {@return what arrives}
   *
   * @param label of problems, with the temperature, that the factory makes if they begin so
   */
  public static List<Specification> of(
      List<Specification> runs, String label, ProblemFactory factory) {
    String name = runs.get(0).training().problem().setting().name();
    boolean own = label.matches("(TaxDesign|Warehouse.1|Roads).*") || !BundledProblems.knows(name);
    return Packing.unpacked(Packing.of(runs, own ? Map.of(name, factory) : Map.of()));
  }
}
