package hyperlead.kernel;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.dflib.jjava.jupyter.channels.IOPubChannel;
import org.dflib.jjava.jupyter.messages.HMACGenerator;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageContext;
import org.dflib.jjava.jupyter.messages.publish.PublishStream;
import org.dflib.jjava.jupyter.messages.publish.PublishStream.StreamType;
import org.zeromq.ZMQ;

/**
 * Everything that front ends are told, in the order in which it happened: printed text, displays,
 * results, states.
 *
 * <p>Callers only append to a queue; one thread of the kernel owns the socket. A cell's thread that
 * is stopped in the middle of {@code println} can therefore never leave half a message behind.
 */
final class PublishChannel extends IOPubChannel {
  private static final int FULL = 1 << 20;
  private static final long GATHER_MILLIS = 20;

  private sealed interface Item permits Ready, Text {}

  private record Ready(Message<?> message) implements Item {}

  private record Text(MessageContext cell, StreamType stream, ByteArrayOutputStream bytes)
      implements Item {}

  private final Deque<Item> queue = new ArrayDeque<>();
  private MessageContext cell;
  private boolean sending;
  private boolean draining;

  PublishChannel(ZMQ.Context context, HMACGenerator signatures) {
    super(context, signatures);
    // Without this, ZeroMQ drops messages that a front end is slow to fetch.
    setSndHWM(0);
  }

  void start() {
    Thread sender = new Thread(this::sendForever, "publish");
    sender.setDaemon(true);
    sender.start();
  }

  /** Text printed from now on, by any thread, belongs to this request. */
  synchronized void attach(MessageContext request) {
    cell = request;
  }

  PrintStream printStream(StreamType stream) {
    return new PrintStream(new Relay(stream), false, StandardCharsets.UTF_8);
  }

  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized") // enqueue takes the lock
  public void sendMessage(Message<?> message) {
    enqueue(new Ready(message));
  }

  private synchronized void enqueue(Item item) {
    queue.addLast(item);
    notifyAll();
  }

  private synchronized void print(StreamType stream, byte[] bytes, int from, int length) {
    while (queue.peekLast() instanceof Text text && text.bytes.size() > FULL) {
      if (!await(0)) {
        break;
      }
    }
    if (queue.peekLast() instanceof Text text && text.stream == stream && text.cell == cell) {
      text.bytes.write(bytes, from, length);
    } else {
      Text text = new Text(cell, stream, new ByteArrayOutputStream());
      text.bytes.write(bytes, from, length);
      enqueue(text);
    }
  }

  /** Waits until everything queued so far has left. */
  synchronized void drain() {
    draining = true;
    notifyAll();
    while ((sending || !queue.isEmpty()) && await(0)) {}
    draining = false;
  }

  private void sendForever() {
    while (true) {
      super.sendMessage(take());
      sent();
    }
  }

  private synchronized Message<?> take() {
    while (queue.isEmpty()) {
      await(0);
    }
    if (queue.size() == 1 && queue.peekFirst() instanceof Text && !draining) {
      await(GATHER_MILLIS);
    }
    sending = true;
    Item item = queue.removeFirst();
    return item instanceof Text text ? message(text) : ((Ready) item).message;
  }

  private synchronized void sent() {
    sending = false;
    notifyAll();
  }

  private static Message<?> message(Text text) {
    String string = text.bytes.toString(StandardCharsets.UTF_8);
    return new Message<>(
        text.cell, PublishStream.MESSAGE_TYPE, new PublishStream(text.stream, string));
  }

  /** Waits for a change, or for a time if it is not zero; false if the thread was interrupted. */
  @SuppressWarnings("WaitNotInLoop") // the callers loop
  private boolean await(long millis) {
    try {
      wait(millis);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private final class Relay extends OutputStream {
    private final StreamType stream;

    Relay(StreamType stream) {
      this.stream = stream;
    }

    @Override
    public void write(int b) {
      print(stream, new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      print(stream, bytes, from, length);
    }
  }
}
