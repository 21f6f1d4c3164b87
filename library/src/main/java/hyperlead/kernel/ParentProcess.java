package hyperlead.kernel;

/** The process that started the kernel, which alone would ask for a shutdown. */
final class ParentProcess {
  private ParentProcess() {}

  /** Ends this process when the parent ends, if Jupyter says which one that is. */
  static void endWithIt() {
    String parent = System.getenv("JPY_PARENT_PID");
    if (parent != null) {
      ProcessHandle.of(Long.parseLong(parent)).ifPresent(ParentProcess::endWith);
    }
  }

  private static void endWith(ProcessHandle parent) {
    Thread watch =
        new Thread(
            () -> {
              parent.onExit().join();
              Runtime.getRuntime().halt(1);
            },
            "parent");
    watch.setDaemon(true);
    watch.start();
  }
}
