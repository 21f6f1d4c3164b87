package hyperlead.cluster;

import hyperlead.LeaderProblem;
import hyperlead.LeaderTraining;
import hyperlead.Listener;
import hyperlead.Setting;
import hyperlead.environments.BundledProblems;
import hyperlead.environments.ProblemFactory;
import hyperlead.experiments.Specification;
import hyperlead.games.Commitment;
import hyperlead.tabular.TabularProblem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.OutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.lang.invoke.SerializedLambda;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;

/**
 * Specifications as they travel: problems by name, other objects of the library by their class and
 * fields, lambdas as the JDK serialises them. What cannot travel is an {@link
 * IllegalArgumentException} that says in which field of which specification it stands.
 */
final class Packing extends ObjectOutputStream {
  private static final String KNOWING = ": say SparkCluster.knowing(name, factory)";
  private static final Listener SILENT = (Listener & Serializable) (done, total, status) -> {};

  private static byte[] latest;
  private static List<Specification> unpacked;
  private final Map<String, ProblemFactory> factories;
  private final IdentityHashMap<Object, Object> packed = new IdentityHashMap<>();
  private final Map<Named, Sent> names = new HashMap<>();
  private final Map<Named, Object> made = new HashMap<>();
  private final Deque<String> path = new ArrayDeque<>();

  private Packing(OutputStream out, Map<String, ProblemFactory> factories) throws IOException {
    super(out);
    this.factories = factories;
    enableReplaceObject(true);
  }

  static byte[] of(List<Specification> runs, Map<String, ProblemFactory> factories) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Packing packing = new Packing(bytes, factories)) {
      packing.writeObject(new ArrayList<>(runs));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** What came, with the classes of this worker; the last are kept for all of its tasks. */
  @SuppressWarnings("unchecked")
  static synchronized List<Specification> unpacked(byte[] bytes) {
    if (bytes != latest) {
      try (ObjectInputStream in = new Unpacking(bytes)) {
        unpacked = (List<Specification>) in.readObject();
        latest = bytes;
      } catch (IOException | ClassNotFoundException e) {
        throw new IllegalStateException("specifications cannot be read here: " + e, e);
      }
    }
    return unpacked;
  }

  /** Writes a part under its name, which errors tell. */
  void part(String name, Object value) throws IOException {
    path.addLast(name);
    writeObject(value);
    path.removeLast();
  }

  @Override
  protected Object replaceObject(Object value) {
    if (value instanceof SerializedLambda lambda) {
      refuse(isOfACell(lambda.getCapturingClass()), "a lambda of a notebook's cell");
    }
    Class<?> type = value.getClass();
    refuse(isOfACell(type.getName()), "of a class of a notebook's cell, " + type.getSimpleName());
    if (value instanceof Serializable) {
      return value;
    }
    if (value instanceof Optional<?> one) {
      return new Sent(Optional::ofNullable, one.orElse(null));
    }
    if (value instanceof OptionalDouble number) {
      return new Sent(
          inside -> inside == null ? OptionalDouble.empty() : OptionalDouble.of((double) inside),
          number.isPresent() ? number.getAsDouble() : null);
    }
    boolean isLambda = type.isHidden() || type.isSynthetic();
    String name = isLambda ? type.getInterfaces()[0].getName() : type.getName();
    refuse(isLambda, "a lambda of a type that is not serialisable, " + name);
    Class<?> base = type;
    while (!base.getModule().isNamed()) {
      base = base.getSuperclass(); // the JDK's, whose fields are closed
    }
    boolean isOpen = base != type && (base == Object.class || base == Record.class);
    String more = base == type ? "" : ", which extends " + base.getName();
    refuse(!isOpen, "of a class that is not serialisable, " + name + more);
    return once(value);
  }

  private Object once(Object value) {
    if (value instanceof LeaderTraining<?> training
        && training.problem() instanceof TabularProblem known) {
      packed.putIfAbsent(
          known.followerReward(), new Sent(of -> ((TabularProblem) of).followerReward(), known));
    }
    Object before = packed.get(value);
    if (before == null) {
      LeaderProblem<?> problem = problem(value);
      boolean isOwnGame =
          value instanceof Commitment own && !BundledProblems.knows(own.setting().name());
      before = problem == null || isOwnGame ? piece(value) : named(value, problem);
      packed.put(value, before);
    }
    return before;
  }

  private static Piece piece(Object value) {
    return new Piece(
        value instanceof LeaderTraining<?> training ? training.withListener(SILENT) : value,
        value instanceof Specification run ? run + ": " : "");
  }

  /** What is made anew where it arrives. */
  private record Sent(Maker maker, Object of) implements Serializable {}

  private interface Maker extends UnaryOperator<Object>, Serializable {}

  /** A problem, or a game, which no factory makes. */
  private record Named(ProblemFactory factory, Setting setting) implements Serializable {
    static Object make(Object named) {
      Named of = (Named) named;
      return of.factory == null ? BundledProblems.game(of.setting) : of.factory.make(of.setting);
    }
  }

  /** One for all problems of equal settings, once they are seen to be the same. */
  private Sent named(Object value, LeaderProblem<?> problem) {
    Setting setting = problem.setting();
    ProblemFactory bundled = value == problem ? BundledProblems::make : null;
    ProblemFactory factory = factories.getOrDefault(setting.name(), bundled);
    boolean known = factory != bundled || BundledProblems.knows(setting.name());
    refuse(!known, "a problem that workers do not know, " + setting.label() + KNOWING);
    Named named = new Named(factory, setting);
    LeaderProblem<?> there = problem(made.computeIfAbsent(named, Named::make));
    refuse(there == null, "a problem of which the factory makes null, " + setting.label());
    refuse(
        !BundledProblems.same(problem, there),
        "not what a worker would make of the name %s: a reward, a law, the start or the objective was changed. Give it another name, problem.with(setting.withName(…))%s"
            .formatted(setting.label(), KNOWING));
    return names.computeIfAbsent(named, once -> new Sent(Named::make, once));
  }

  /** Of a game, that of its leader; null of what is neither. */
  private static LeaderProblem<?> problem(Object value) {
    Object of = value instanceof Commitment game ? game.problem() : value;
    return of instanceof LeaderProblem<?> problem ? problem : null;
  }

  /** Classes that a kernel compiled: no worker can load them, and they hold a notebook's state. */
  private static boolean isOfACell(String type) {
    return type.startsWith("REPL");
  }

  private void refuse(boolean wrong, String what) {
    if (wrong) {
      String advice =
          what.endsWith(")") ? "" : "; write it in a class of a jar that the workers have, too";
      String place = String.join(".", path).replace(": .", ": ");
      throw new IllegalArgumentException(place + " cannot travel: it is " + what + advice);
    }
  }

  /** Reads with the class loader of Spark's task, which has the user's jars. */
  private static final class Unpacking extends ObjectInputStream {
    Unpacking(byte[] bytes) throws IOException {
      super(new ByteArrayInputStream(bytes));
      enableResolveObject(true);
    }

    @Override
    protected Object resolveObject(Object object) {
      return object instanceof Sent sent ? sent.maker.apply(sent.of) : object;
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass description)
        throws IOException, ClassNotFoundException {
      ClassLoader loader = Thread.currentThread().getContextClassLoader();
      try {
        return Class.forName(description.getName(), false, loader);
      } catch (ClassNotFoundException e) {
        return super.resolveClass(description); // primitive types, and this class's own loader
      }
    }
  }
}
