package hyperlead.experiments;

import hyperlead.data.DataFile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * A sweep's file while it runs: locked against other processes, appended to line by line.
 *
 * <p>A line counts when its line end is there. Each is one write, forced to the disk before {@link
 * #append} returns, so a kill can leave at most one line without an end, the last; it is cut off
 * when the file is opened again. Writes go through {@link RandomAccessFile} and not its channel,
 * because an interrupt would close a channel in the middle of a line.
 */
record SweepFile(Path path, String header, RandomAccessFile file) implements AutoCloseable {
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
    append(header);
    return first;
  }

  /**
   * Appends a line; it is on the disk when this returns. Not for two threads at once.
   *
   * @throws UncheckedIOException if that fails, such as on a full disk
   */
  void append(String text) {
    try {
      long start = file.getFilePointer();
      try {
        file.write((text + "\n").getBytes(StandardCharsets.UTF_8));
        file.getFD().sync();
      } catch (IOException e) {
        // Part of the line may stand there: the next one must not be glued to it.
        file.setLength(start);
        file.seek(start);
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to " + path + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close " + path, e);
    }
  }
}
