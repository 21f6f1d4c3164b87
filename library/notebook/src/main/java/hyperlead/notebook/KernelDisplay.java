package hyperlead.notebook;

import java.util.Optional;

/** Where values are shown: the running kernel, or the standard output. */
interface KernelDisplay {
  /** Shows something; the answer names it for {@link #update}. */
  String show(Rendering rendering);

  /** Replaces what was shown under an id. */
  void update(String id, Rendering rendering);

  /** Whether {@link #update} replaces what was shown; standard output can only add to it. */
  boolean isLive();

  /** The kernel that runs this code; standard output if there is none. */
  static KernelDisplay running() {
    return KernelFunctions.FAMILIES.stream()
        .map(KernelFunctions::find)
        .flatMap(Optional::stream)
        .findFirst()
        .orElse(new StandardOutput());
  }

  /** Plain text on {@code System.out}. */
  record StandardOutput() implements KernelDisplay {
    @Override
    public String show(Rendering rendering) {
      System.out.println(rendering.text());
      return "";
    }

    @Override
    public void update(String id, Rendering rendering) {
      show(rendering);
    }

    @Override
    public boolean isLive() {
      return false;
    }
  }
}
