package hyperlead.notebook;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;

/**
 * The display function of the rapaio kernel, by reflection: {@code display(mime, value)}. It takes
 * one type at a time, so the richest is shown.
 */
final class RapaioFunctions implements KernelDisplay {
  private final Class<?> functions;

  private RapaioFunctions(Class<?> functions) {
    this.functions = functions;
  }

  /** Empty if rapaio is not on the class path, where nothing but its kernel puts it. */
  static Optional<KernelDisplay> find() {
    try {
      return Optional.of(
          new RapaioFunctions(Class.forName("org.rapaio.jupyter.kernel.global.Global")));
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    }
  }

  @Override
  public String show(Rendering rendering) {
    String type =
        List.of(Rendering.PNG, Rendering.HTML, Rendering.TEXT).stream()
            .filter(rendering.data()::containsKey)
            .findFirst()
            .orElseThrow();
    String data = rendering.data().get(type);
    Object value = type.equals(Rendering.PNG) ? image(data) : data;
    List<Class<?>> types = List.of(String.class, Object.class);
    return (String) Reflection.call(functions, "display", types, type, value);
  }

  private static Object image(String base64) {
    try {
      return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(base64)));
    } catch (IOException e) {
      throw new UncheckedIOException("A PNG image cannot be read back", e);
    }
  }

  @Override
  public void update(String id, Rendering rendering) {
    List<Class<?>> types = List.of(String.class, String.class, Object.class);
    Reflection.call(functions, "updateDisplay", types, id, Rendering.TEXT, rendering.text());
  }

  @Override
  public boolean isLive() {
    return true;
  }
}
