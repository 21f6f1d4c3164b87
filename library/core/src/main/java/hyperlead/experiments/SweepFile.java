package hyperlead.experiments;

import hyperlead.data.DataFile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * A sweep's file while it runs: locked against other processes, appended to line by line.
 *
 * <p>A line counts when its line end is there. Each is one write, before {@link #append} returns,
 * so a kill loses no line and can leave at most one without an end, the last; it is cut off when
 * the file is opened again. Against a loss of power lines are forced to the disk by a thread of
 * their own, those together that came while it was busy (group commit), and at most {@value #MOST}
 * wait for it. Writes go through {@link RandomAccessFile} and not its channel, because an interrupt
 * would close a channel in the middle of a line.
 */
final class SweepFile implements AutoCloseable {
  private static final int MOST = 32;

  private final Path path;
  private final String header;
  private final RandomAccessFile file;
  private final ExecutorService disk = Executors.newSingleThreadExecutor(SweepFile::thread);
  private final BlockingQueue<Runnable> written = new LinkedBlockingQueue<>();
  private final Semaphore room = new Semaphore(MOST);
  private volatile Throwable failure;

  private SweepFile(Path path, String header, RandomAccessFile file) {
    this.path = path;
    this.header = header;
    this.file = file;
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "hyperlead-disk");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Opens the file, or creates it.
   *
   * @throws IllegalStateException if another sweep has it open, in this process or another
   * @throws UncheckedIOException if it cannot be opened
   */
  static SweepFile open(Path path, String header) {
    try {
      RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
      if (isLocked(file)) {
        return new SweepFile(path, header, file);
      }
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open " + path, e);
    }
    throw new IllegalStateException(
        path + " is in use by another sweep; wait for its end or choose another file");
  }

  /** Whether it is ours now; the lock ends when the file is closed. */
  private static boolean isLocked(RandomAccessFile file) throws IOException {
    try {
      return file.getChannel().tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /**
   * Reads the complete lines, cuts off a torn last one, and writes the header if there is none.
   *
   * @param reader of the lines; if it throws, the file is left as it is
   * @throws hyperlead.data.DataFormatException if the file begins otherwise
   */
  <T> T read(Function<DataFile, T> reader) {
    try {
      byte[] bytes = begun();
      int end = lastEnd(bytes);
      // What has no line end at all is foreign, and the reader says so.
      String text = new String(bytes, 0, end == 0 ? bytes.length : end - 1, StandardCharsets.UTF_8);
      T read = reader.apply(new DataFile(path.toString(), List.of(text.split("\n", -1))));
      file.setLength(end);
      file.seek(end);
      return read;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }

  /** The place after the last line end. */
  private static int lastEnd(byte[] bytes) {
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    return end;
  }

  /** What stands in the file, after a header that was missing or torn is written. */
  private byte[] begun() throws IOException {
    byte[] bytes = new byte[Math.toIntExact(file.length())];
    file.readFully(bytes);
    byte[] first = (header + "\n").getBytes(StandardCharsets.UTF_8);
    if (bytes.length >= first.length || !Arrays.equals(bytes, Arrays.copyOf(first, bytes.length))) {
      return bytes;
    }
    file.seek(0);
    append(header, () -> {});
    return first;
  }

  /**
   * Appends a line. Not for two threads at once.
   *
   * @param onDisk called by one thread and in the order of the lines, once they are on the disk
   * @throws UncheckedIOException if it cannot be written, such as on a full disk, or one before it
   *     was not; what {@code onDisk} of one before threw is thrown, too
   */
  void append(String text, Runnable onDisk) {
    check();
    try {
      write((text + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw unwritable(e);
    }
    room.acquireUninterruptibly();
    written.add(onDisk);
    disk.execute(this::force);
  }

  private void write(byte[] line) throws IOException {
    long start = file.getFilePointer();
    try {
      file.write(line);
    } catch (IOException e) {
      // Part of the line may stand there: the next one must not be glued to it.
      file.setLength(start);
      file.seek(start);
      throw e;
    }
  }

  private UncheckedIOException unwritable(IOException e) {
    return new UncheckedIOException("cannot write to " + path + ": " + e.getMessage(), e);
  }

  /** Forces to the disk what was written, and tells. */
  private void force() {
    List<Runnable> together = new ArrayList<>();
    written.drainTo(together);
    try {
      if (!together.isEmpty() && failure == null) {
        file.getFD().sync();
        together.forEach(Runnable::run);
      }
    } catch (IOException e) {
      failure = unwritable(e);
    } catch (RuntimeException | Error e) {
      failure = e;
    } finally {
      room.release(together.size());
    }
  }

  /** Waits, also when interrupted, until all lines are on the disk; throws as {@link #append}. */
  void await() {
    room.acquireUninterruptibly(MOST);
    room.release(MOST);
    check();
  }

  private void check() {
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure != null) {
      throw (RuntimeException) failure;
    }
  }

  @Override
  public void close() {
    room.acquireUninterruptibly(MOST);
    disk.shutdown();
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close " + path, e);
    }
  }
}
