package hyperlead.kernel;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.JupyterIO;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.publish.PublishError;
import org.dflib.jjava.jupyter.messages.publish.PublishExecuteInput;
import org.dflib.jjava.jupyter.messages.publish.PublishExecuteResult;
import org.dflib.jjava.jupyter.messages.publish.PublishStream.StreamType;
import org.dflib.jjava.jupyter.messages.reply.ErrorReply;
import org.dflib.jjava.jupyter.messages.reply.ExecuteReply;
import org.dflib.jjava.jupyter.messages.reply.HistoryReply;
import org.dflib.jjava.jupyter.messages.request.ExecuteRequest;

/**
 * A Jupyter kernel for Java; its main class. It offers the functions that IJava puts in scope:
 * {@code display}, {@code updateDisplay}, {@code render} and {@code eval}.
 *
 * <p>A kernelspec starts it, with {@code "interrupt_mode": "message"}, by
 *
 * <pre>{@code
 * java -Djava.awt.headless=true -cp LIBRARY_JAR:LIB/* hyperlead.kernel.JavaKernel {connection_file}
 * }</pre>
 *
 * <p>No further JVM flag is needed to keep the process's own error stream empty, on JDK 17 as on
 * JDK 25.
 */
public final class JavaKernel extends BaseKernel {
  private final CompletableFuture<Cells> cells;
  private final Connection connection;
  private final PublishChannel publish;
  private final Set<String> displayed = ConcurrentHashMap.newKeySet();
  private PrintStream ownOut;
  private PrintStream ownErr;

  private JavaKernel(Connection connection, CompletableFuture<Cells> cells) {
    super(
        "hyperlead",
        "0.1.0",
        language(),
        List.of(),
        null,
        new NotebookIo(),
        new CommManager(),
        new NotebookRenderer(),
        null,
        new ClassPathMagics(path -> cells.join().addToClassPath(path)).registry(),
        false,
        new StringStyler.Builder().build());
    this.connection = connection;
    this.cells = cells;
    publish = connection.publishChannel();
  }

  /**
   * Serves one front end until it asks for a shutdown.
   *
   * @param args the path of the connection file
   * @throws Exception if the connection file cannot be used
   */
  public static void main(String[] args) throws Exception {
    if (args.length != 1) {
      throw new IllegalArgumentException("Arguments must be one connection file: " + args.length);
    }
    Connection connection = new Connection(readProperties(Path.of(args[0])));
    // Started at once, but not waited for: a front end learns sooner that the kernel is there.
    JavaKernel kernel = new JavaKernel(connection, CompletableFuture.supplyAsync(Cells::new));
    kernel.onStartup();
    kernel.handleAll();
    kernel.redirectStreams();
    connection.open();
    ParentProcess.endWithIt();
    connection.awaitShutdown();
    // A cell that still runs, or its threads, must not keep the process alive.
    Runtime.getRuntime().halt(0);
  }

  private static KernelConnectionProperties readProperties(Path file) throws IOException {
    return KernelConnectionProperties.parse(Files.readString(file));
  }

  private static LanguageInfo language() {
    return new LanguageInfo.Builder("Java")
        .version(String.valueOf(Runtime.version().feature()))
        .mimetype("text/x-java-source")
        .fileExtension(".jshell")
        .pygments("java")
        .codemirror("text/x-java")
        .build();
  }

  private void handleAll() {
    connection.handle(MessageType.EXECUTE_REQUEST, this::handleExecuteRequest);
    connection.handle(MessageType.INSPECT_REQUEST, this::handleInspectRequest);
    connection.handle(MessageType.COMPLETE_REQUEST, this::handleCompleteRequest);
    connection.handle(MessageType.IS_COMPLETE_REQUEST, this::handleIsCodeCompeteRequest);
    connection.handle(MessageType.KERNEL_INFO_REQUEST, this::handleKernelInfoRequest);
    connection.handle(MessageType.SHUTDOWN_REQUEST, this::handleShutdownRequest);
    connection.handle(MessageType.INTERRUPT_REQUEST, this::handleInterruptRequest);
    connection.handle(
        MessageType.HISTORY_REQUEST,
        (request, message) -> {
          request.setBusyDeferIdle();
          request.reply(new HistoryReply(List.of()));
        });
    commManager.setIOPubChannel(publish);
    connection.handle(MessageType.COMM_OPEN_COMMAND, commManager::handleCommOpenCommand);
    connection.handle(MessageType.COMM_MSG_COMMAND, commManager::handleCommMsgCommand);
    connection.handle(MessageType.COMM_CLOSE_COMMAND, commManager::handleCommCloseCommand);
    connection.handle(MessageType.COMM_INFO_REQUEST, commManager::handleCommInfoRequest);
  }

  /** Once and for good: a thread that outlives its cell still prints to the notebook. */
  private void redirectStreams() {
    System.setOut(publish.printStream(StreamType.OUT));
    System.setErr(publish.printStream(StreamType.ERR));
    System.setIn(io.in);
    ownOut = System.out;
    ownErr = System.err;
  }

  /**
   * A print that was stopped half-way leaves its text in the buffer of the stream, where the next
   * cell's print would find it: new streams, unless a cell has put others in their place.
   */
  private void renewStreams() {
    if (System.out == ownOut) {
      System.setOut(publish.printStream(StreamType.OUT));
      ownOut = System.out;
    }
    if (System.err == ownErr) {
      System.setErr(publish.printStream(StreamType.ERR));
      ownErr = System.err;
    }
  }

  @Override
  protected synchronized void handleExecuteRequest(
      ShellReplyEnvironment env, Message<ExecuteRequest> message) {
    ExecuteRequest request = message.getContent();
    commManager.setMessageContext(message);
    ((NotebookIo) io).attach(env, request.isStdinEnabled());
    publish.attach(message);
    env.setBusyDeferIdle();
    int count = request.isSilent() ? executionCount.get() : executionCount.getAndIncrement();
    if (!request.isSilent()) {
      env.publish(new PublishExecuteInput(request.getCode(), count));
    }
    try {
      execute(request, count, env);
    } catch (CellException e) {
      if (cells.join().wasStopped()) {
        renewStreams();
      }
      fail(e, request, count, env);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      // From toString or a renderer of the result: the cell's fault, not the kernel's.
      fail(CellException.showing(e), request, count, env);
    }
  }

  private void execute(ExecuteRequest request, int count, ShellReplyEnvironment env) {
    DisplayData result = eval(request.getCode());
    flushStreams();
    if (result != null && !request.isSilent()) {
      env.publish(new PublishExecuteResult(count, result));
    }
    publish.drain();
    env.reply(new ExecuteReply(count, Map.of()));
  }

  private void fail(CellException e, ExecuteRequest request, int count, ShellReplyEnvironment env) {
    flushStreams();
    List<String> lines = new ArrayList<>();
    lines.add(e.name() + ": " + e.getMessage());
    lines.addAll(e.details());
    env.publish(new PublishError(e.name(), e.getMessage(), lines));
    if (request.shouldStopOnError()) {
      connection.refuseQueuedCells();
    }
    publish.drain();
    ErrorReply reply = new ErrorReply(e.name(), e.getMessage(), lines);
    reply.setExecutionCount(count);
    env.replyError(ExecuteReply.MESSAGE_TYPE.error(), reply);
  }

  private static void flushStreams() {
    System.out.flush();
    System.err.flush();
  }

  @Override
  public Object evalRaw(String source) {
    String cell = "cell " + (executionCount.get() - 1);
    Object value = cells.join().run(cell, source);
    // display(...) returns the id of what it showed, which is no result to show.
    return value instanceof String id && displayed.remove(id) ? null : value;
  }

  @Override
  public void display(DisplayData data) {
    flushStreams();
    if (data.hasDisplayId()) {
      displayed.add(data.getDisplayId());
    }
    super.display(data);
  }

  @Override
  public void interrupt() {
    cells.join().interrupt();
  }

  private CodeHelp help() {
    return new CodeHelp(cells.join().analysis());
  }

  @Override
  public ReplacementOptions complete(String code, int at) {
    return help().complete(code, at);
  }

  @Override
  public DisplayData inspect(String code, int at, boolean extraDetail) {
    return help().inspect(code, at);
  }

  @Override
  public String isComplete(String code) {
    return help().isComplete(code);
  }

  /** Lets this package say which request the input and the displays of a cell belong to. */
  private static final class NotebookIo extends JupyterIO {
    NotebookIo() {
      super(StandardCharsets.UTF_8);
    }

    void attach(ShellReplyEnvironment request, boolean input) {
      setEnv(request);
      setJupyterInEnabled(input);
    }
  }
}
