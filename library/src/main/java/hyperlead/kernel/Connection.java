package hyperlead.kernel;

import java.security.GeneralSecurityException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import org.dflib.jjava.jupyter.channels.ShellChannel;
import org.dflib.jjava.jupyter.channels.ShellHandler;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.channels.StdinChannel;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.messages.HMACGenerator;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.publish.PublishStatus;
import org.dflib.jjava.jupyter.messages.reply.ErrorReply;
import org.dflib.jjava.jupyter.messages.reply.ExecuteReply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/**
 * The kernel's five sockets and the two threads that serve them: one for requests that run code,
 * one for control requests and heartbeats, which are answered while a cell runs.
 *
 * <p>The loops of {@code jjava-jupyter} are not used: they end at the first message with a wrong
 * signature, and poll every 50 ms.
 */
final class Connection {
  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
  private static final int QUIET_MILLIS = 100;
  private static final long FLUSH_MILLIS = 200;

  private final ZMQ.Context context = ZMQ.context(1);
  private final KernelConnectionProperties properties;
  private final RequestSocket shell;
  private final RequestSocket control;
  private final StdinChannel stdin;
  private final PublishChannel publish;
  private final ZMQ.Socket heartbeat = context.socket(SocketType.REP);
  private final ZMQ.Poller shellPoller = context.poller(1);
  private final ZMQ.Poller controlPoller = context.poller(2);
  private final Map<MessageType<?>, ShellHandler<?>> handlers = new HashMap<>();
  private final Queue<Message<?>> behindFailure = new ArrayDeque<>();
  private final CountDownLatch shutdown = new CountDownLatch(1);

  Connection(KernelConnectionProperties properties) throws GeneralSecurityException {
    this.properties = properties;
    HMACGenerator signatures = properties.createHMACGenerator();
    shell = new RequestSocket(context, signatures);
    control = new RequestSocket(context, signatures);
    stdin = new StdinChannel(context, signatures);
    publish = new PublishChannel(context, signatures);
  }

  <T> void handle(MessageType<T> type, ShellHandler<T> handler) {
    handlers.put(type, handler);
  }

  PublishChannel publishChannel() {
    return publish;
  }

  /** Opens the ports and starts to serve; every handler must be known by now. */
  void open() {
    shell.bind(address(properties.getShellPort()));
    control.bind(address(properties.getControlPort()));
    stdin.bind(address(properties.getStdinPort()));
    publish.bind(address(properties.getIopubPort()));
    heartbeat.bind(address(properties.getHbPort()));
    shellPoller.register(shell, ZMQ.Poller.POLLIN);
    controlPoller.register(control, ZMQ.Poller.POLLIN);
    controlPoller.register(heartbeat, ZMQ.Poller.POLLIN);
    publish.start();
    publish.sendMessage(new Message<>(null, PublishStatus.MESSAGE_TYPE, PublishStatus.STARTING));
    startDaemon("shell", this::serveShell);
    startDaemon("control", this::serveControl);
  }

  private String address(int port) {
    return properties.getTransport() + "://" + properties.getIp() + ":" + port;
  }

  private static void startDaemon(String name, Runnable loop) {
    Thread thread = new Thread(loop, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void serveShell() {
    while (shutdown.getCount() > 0) {
      shellPoller.poll(-1);
      serve(shell);
      answerBehindFailure();
    }
  }

  private void serveControl() {
    while (shutdown.getCount() > 0) {
      controlPoller.poll(-1);
      if (controlPoller.pollin(1)) {
        heartbeat.send(heartbeat.recv());
      }
      if (controlPoller.pollin(0)) {
        serve(control);
      }
    }
  }

  private void serve(RequestSocket socket) {
    Message<?> message = read(socket);
    if (message != null) {
      answer(socket, message);
    }
  }

  /** The next message; null if it is not one that this kernel may trust or can read. */
  private static Message<?> read(RequestSocket socket) {
    try {
      return socket.readMessage();
    } catch (ZMQException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.warn("Dropped a message: {}", e.getMessage());
      return null;
    }
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // handle pairs each type with its handler
  private void answer(RequestSocket socket, Message<?> message) {
    ShellHandler handler = handlers.get(message.getHeader().getType());
    if (handler == null) {
      LOG.warn("No handler for {}", message.getHeader().getType());
      return;
    }
    Request request = new Request(socket, stdin, publish, message);
    try {
      handler.handle(request, message);
    } finally {
      request.resolveDeferrals();
    }
    if (request.isMarkedForShutdown()) {
      shutdown.countDown();
    }
  }

  /**
   * Has the cells refused that wait behind one that failed, as "run all" expects. To be called by
   * the handler of that cell before it replies, because its reply may bring the next cell.
   */
  void refuseQueuedCells() {
    while (shellPoller.poll(QUIET_MILLIS) > 0) {
      Message<?> message = read(shell);
      if (message != null) {
        behindFailure.add(message);
      }
    }
  }

  private void answerBehindFailure() {
    for (Message<?> next = behindFailure.poll(); next != null; next = behindFailure.poll()) {
      if (MessageType.EXECUTE_REQUEST.equals(next.getHeader().getType())) {
        refuse(next);
      } else {
        answer(shell, next);
      }
    }
  }

  private void refuse(Message<?> message) {
    Request request = new Request(shell, stdin, publish, message);
    request.setBusyDeferIdle();
    ErrorReply reply = new ErrorReply("Aborted", "an earlier cell failed", List.of());
    request.replyError(ExecuteReply.MESSAGE_TYPE.error(), reply);
    request.resolveDeferrals();
  }

  /** Returns when a shutdown was requested and its reply has left. */
  void awaitShutdown() throws InterruptedException {
    shutdown.await();
    publish.drain();
    Thread.sleep(FLUSH_MILLIS);
  }

  /** A request, with the ways to answer it. */
  private static final class Request extends ShellReplyEnvironment {
    Request(RequestSocket socket, StdinChannel stdin, PublishChannel publish, Message<?> message) {
      super(socket, stdin, publish, message);
    }
  }

  /** The parent's type is what a reply needs; its loop is never started. */
  private static final class RequestSocket extends ShellChannel {
    RequestSocket(ZMQ.Context context, HMACGenerator signatures) {
      super(context, signatures, false, null);
    }
  }
}
