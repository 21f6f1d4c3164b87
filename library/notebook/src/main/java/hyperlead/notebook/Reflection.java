package hyperlead.notebook;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Calls of a kernel's static functions. */
final class Reflection {
  private Reflection() {}

  /**
   * Calls a function on a thread of its own: an interrupt that came while the kernel writes to its
   * socket would fail the call and be used up, and with it the training that shows its progress.
   */
  static Object call(Class<?> functions, String name, List<Class<?>> types, Object... args) {
    try {
      Method function = functions.getMethod(name, types.toArray(Class<?>[]::new));
      return CompletableFuture.supplyAsync(
              () -> call(function, args), task -> new Thread(task, "hyperlead-display").start())
          .join();
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("The kernel has no " + name + types, e);
    }
  }

  private static Object call(Method function, Object... args) {
    try {
      return function.invoke(null, args);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(
          "The kernel's " + function.getName() + " failed", e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("The kernel's " + function + " cannot be called", e);
    }
  }
}
