package hyperlead.notebook;

import java.lang.reflect.InvocationTargetException;
import java.util.List;

/** Calls of a kernel's static functions. */
final class Reflection {
  private Reflection() {}

  static Object call(Class<?> functions, String name, List<Class<?>> types, Object... args) {
    try {
      return functions.getMethod(name, types.toArray(Class<?>[]::new)).invoke(null, args);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("The kernel's " + name + " failed", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("The kernel has no " + name + types, e);
    }
  }
}
