package hyperlead.notebook;

import java.awt.image.BufferedImage;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.RenderContext;

/**
 * What JJava loads from its class path: the last value of a cell is shown as {@link Notebook#show}
 * shows it. Named in {@code META-INF/services}; nothing else refers to it, because only this kernel
 * brings the classes that it needs.
 */
public final class JJavaExtension implements Extension {
  /** For the kernel's {@link java.util.ServiceLoader}. */
  public JJavaExtension() {}

  @Override
  public void install(BaseKernel kernel) {
    kernel
        .getRenderer()
        .createRegistration(Object.class)
        .onType(BufferedImage.class) // the kernel's own writes a hash code beside the picture
        .supporting(Rendering.TEXT, Rendering.HTML, Rendering.PNG)
        .register(JJavaExtension::render);
  }

  private static void render(Object value, RenderContext context) {
    DisplayData shown = context.getOutputContainer();
    try {
      Rendering rendering = Notebook.render(value);
      rendering.data().forEach(shown::putData);
      rendering.metadata().forEach(shown::putMetaData);
    } catch (Error e) {
      // An Error would end the kernel's thread that runs cells, and no later cell be answered.
      throw new IllegalStateException("The value cannot be shown: " + e, e);
    }
  }
}
