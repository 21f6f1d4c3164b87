package hyperlead.notebook;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;

/**
 * The display functions of the kernels of the IJava family, by reflection: {@code display(value)},
 * which answers an id, and {@code updateDisplay(id, value)}. The value that is handed over renders
 * itself, so that a front end gets all its types at once.
 */
final class KernelFunctions implements KernelDisplay {
  /**
   * A kernel.
   *
   * @param renderable its interface for values that render themselves
   */
  record Family(String functions, String renderable) {}

  static final List<Family> FAMILIES =
      List.of(
          new Family(
              "org.dflib.jjava.jupyter.kernel.BaseNotebookStatics",
              "org.dflib.jjava.jupyter.kernel.display.DisplayDataRenderable"),
          new Family(
              "io.github.spencerpark.ijava.runtime.Display",
              "io.github.spencerpark.jupyter.kernel.display.DisplayDataRenderable"));

  private final Class<?> functions;
  private final Class<?> renderable;

  private KernelFunctions(Class<?> functions, Class<?> renderable) {
    this.functions = functions;
    this.renderable = renderable;
  }

  /** The functions of a kernel; empty unless it is the one that runs this code. */
  static Optional<KernelDisplay> find(Family family) {
    try {
      Class<?> functions = Class.forName(family.functions());
      Class<?> renderable = Class.forName(family.renderable());
      functions.getMethod("render", Object.class).invoke(null, "");
      return Optional.of(new KernelFunctions(functions, renderable));
    } catch (ClassNotFoundException | InvocationTargetException e) {
      // Not on the class path, or on it without a kernel that runs: render says so by throwing.
      return Optional.empty();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Unknown functions in " + family.functions(), e);
    }
  }

  @Override
  public String show(Rendering rendering) {
    return (String) Reflection.call(functions, "display", List.of(Object.class), wrap(rendering));
  }

  @Override
  public void update(String id, Rendering rendering) {
    List<Class<?>> types = List.of(String.class, Object.class);
    Reflection.call(functions, "updateDisplay", types, id, wrap(rendering));
  }

  @Override
  public boolean isLive() {
    return true;
  }

  private Object wrap(Rendering rendering) {
    InvocationHandler handler =
        (proxy, method, args) -> {
          if (method.getName().equals("render")) {
            fill(args[0], rendering);
            return null;
          }
          return method.isDefault()
              ? InvocationHandler.invokeDefault(proxy, method, args)
              : method.invoke(rendering, args);
        };
    Class<?>[] interfaces = {renderable};
    return Proxy.newProxyInstance(renderable.getClassLoader(), interfaces, handler);
  }

  private static void fill(Object context, Rendering rendering)
      throws ReflectiveOperationException {
    Object out = context.getClass().getMethod("getOutputContainer").invoke(context);
    Method put = out.getClass().getMethod("putData", String.class, Object.class);
    for (var entry : rendering.data().entrySet()) {
      put.invoke(out, entry.getKey(), entry.getValue());
    }
    Method tell = out.getClass().getMethod("putMetaData", String.class, Object.class);
    for (var entry : rendering.metadata().entrySet()) {
      tell.invoke(out, entry.getKey(), entry.getValue());
    }
  }
}
