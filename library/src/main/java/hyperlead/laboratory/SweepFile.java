package hyperlead.laboratory;

import hyperlead.data.CsvFile;
import hyperlead.data.DataFile;
import hyperlead.laboratory.SweepLines.Outcome;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A sweep's file while it runs: locked against other processes, appended to line by line.
 *
 * <p>A line counts when its line end is there. Each is one write, forced to the disk before {@link
 * #append} returns, so a kill can leave at most one line without an end, the last; it is cut off
 * when the file is opened again. Writes go through {@link RandomAccessFile} and not its channel,
 * because an interrupt would close a channel in the middle of a line.
 */
final class SweepFile implements AutoCloseable {
  private final Path path;
  private final SweepLines lines;
  private final RandomAccessFile file;
  private final FileLock lock;

  private SweepFile(Path path, SweepLines lines, RandomAccessFile file, FileLock lock) {
    this.path = path;
    this.lines = lines;
    this.file = file;
    this.lock = lock;
  }

  /**
   * Opens the file, or creates it.
   *
   * @throws IllegalStateException if another sweep has it open, in this process or another
   * @throws UncheckedIOException if it cannot be opened
   */
  static SweepFile open(Path path, SweepLines lines) {
    try {
      RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
      try {
        return new SweepFile(path, lines, file, lock(path, file));
      } catch (IOException | RuntimeException e) {
        file.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open " + path, e);
    }
  }

  private static FileLock lock(Path path, RandomAccessFile file) throws IOException {
    FileLock lock = null;
    try {
      lock = file.getChannel().tryLock();
    } catch (OverlappingFileLockException e) {
      throw new IllegalStateException(inUse(path), e);
    }
    if (lock == null) {
      throw new IllegalStateException(inUse(path));
    }
    return lock;
  }

  private static String inUse(Path path) {
    return path + " is in use by another sweep; wait for its end or choose another file";
  }

  /**
   * Reads the outcomes so far, cuts off a torn last line, and writes the header if there is none.
   *
   * @return outcomes by the number of their specification
   * @throws hyperlead.data.DataFormatException if a line is not as this sweep wrote it; the file is
   *     left as it is
   */
  Map<Integer, Outcome> read() {
    try {
      byte[] bytes = new byte[Math.toIntExact(file.length())];
      file.readFully(bytes);
      int end = lastEnd(bytes);
      if (end == 0) {
        begin(bytes);
        return Map.of();
      }
      String text = new String(bytes, 0, end - 1, StandardCharsets.UTF_8);
      Map<Integer, Outcome> outcomes =
          lines.read(new DataFile(path.toString(), List.of(text.split("\n", -1))));
      file.setLength(end);
      file.seek(end);
      return outcomes;
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

  /** Writes the header into a file that is empty or ends within it; never over anything else. */
  private void begin(byte[] bytes) throws IOException {
    byte[] header = (lines.header() + "\n").getBytes(StandardCharsets.UTF_8);
    if (!Arrays.equals(bytes, Arrays.copyOf(header, bytes.length))) {
      String text = new String(bytes, StandardCharsets.UTF_8);
      CsvFile.of(new DataFile(path.toString(), List.of(text)), lines.header());
    }
    file.setLength(0);
    write(header);
  }

  /**
   * Appends a finished run; it is on the disk when this returns. Not for two threads at once.
   *
   * @throws UncheckedIOException if that fails, such as on a full disk
   */
  void append(String text) {
    byte[] line = (text + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      write(line);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to " + path + ": " + e.getMessage(), e);
    }
  }

  private void write(byte[] line) throws IOException {
    long start = file.getFilePointer();
    try {
      file.write(line);
      file.getFD().sync();
    } catch (IOException e) {
      // Part of the line may stand there: the next one must not be glued to it.
      file.setLength(start);
      file.seek(start);
      throw e;
    }
  }

  @Override
  public void close() {
    try (file) {
      lock.release();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close " + path, e);
    }
  }
}
