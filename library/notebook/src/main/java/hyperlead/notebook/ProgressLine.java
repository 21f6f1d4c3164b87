package hyperlead.notebook;

import java.io.Console;
import java.lang.reflect.Method;

/** Where a progress line is drawn. */
interface ProgressLine {
  /** Draws the line anew. */
  void draw(Rendering line);

  /** Draws it for the last time. */
  default void end(Rendering line) {
    draw(line);
  }

  /** In a notebook its display, on a terminal its line, elsewhere standard output. */
  static ProgressLine here() {
    KernelDisplay kernel = KernelDisplay.running();
    if (kernel.isLive()) {
      return new InNotebook(kernel);
    }
    return isTerminal() ? new OnTerminal() : new LastOnly();
  }

  @SuppressWarnings("SystemConsoleNull") // a console that is there is asked further
  private static boolean isTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      // From JDK 22 on there may be a console without a terminal, and this method to ask it.
      Method isTerminal = Console.class.getMethod("isTerminal");
      return (boolean) isTerminal.invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Console.isTerminal cannot be asked", e);
    }
  }

  /** A display that is replaced. */
  final class InNotebook implements ProgressLine {
    private final KernelDisplay kernel;
    private String id;

    InNotebook(KernelDisplay kernel) {
      this.kernel = kernel;
    }

    @Override
    public void draw(Rendering line) {
      if (id == null) {
        id = kernel.show(line);
      } else {
        kernel.update(id, line);
      }
    }
  }

  /** A line that is overwritten. */
  final class OnTerminal implements ProgressLine {
    private int width;

    @Override
    public void draw(Rendering line) {
      String text = line.text();
      String padding = " ".repeat(Math.max(0, width - text.length()));
      System.out.print("\r" + text + padding);
      System.out.flush();
      width = text.length();
    }

    @Override
    public void end(Rendering line) {
      draw(line);
      System.out.println();
    }
  }

  /** Output that cannot be taken back. */
  final class LastOnly implements ProgressLine {
    @Override
    public void draw(Rendering line) {}

    @Override
    public void end(Rendering line) {
      System.out.println(line.text());
    }
  }
}
