package hyperlead.kernel;

import hyperlead.notebook.Notebook;
import hyperlead.notebook.Rendering;
import java.util.Map;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.DisplayDataRenderable;
import org.dflib.jjava.jupyter.kernel.display.Renderer;

/** Shows the last value of a cell as {@link Notebook#show} shows it. */
final class NotebookRenderer extends Renderer {
  @Override
  public DisplayData render(Object value, Map<String, Object> parameters) {
    if (value instanceof DisplayDataRenderable) {
      return super.render(value, parameters);
    }
    DisplayData data = new DisplayData();
    Rendering rendering = Notebook.render(value);
    rendering.data().forEach(data::putData);
    return data;
  }

  @Override
  public DisplayData renderAs(Object value, Map<String, Object> parameters, String... types) {
    return value == null ? render(null, parameters) : super.renderAs(value, parameters, types);
  }
}
