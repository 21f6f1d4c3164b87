package hyperlead.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * The lines of a text file in UTF-8.
 *
 * @param name the file's name, for messages
 * @param lines its lines, without line ends
 */
public record DataFile(String name, List<String> lines) {
  public DataFile {
    lines = List.copyOf(lines);
  }

  /**
   * {@return the lines of a text file on disk, in UTF-8, named by its path}
   *
   * @throws UncheckedIOException if it cannot be read, saying why: missing, a folder, not UTF-8
   */
  public static DataFile read(Path path) {
    try {
      String text = Files.readString(path);
      // Some editors put a byte-order mark before UTF-8.
      String unmarked = text.startsWith("\uFEFF") ? text.substring(1) : text;
      return new DataFile(path.toString(), unmarked.lines().toList());
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  static UncheckedIOException unreadable(Path path, IOException e) {
    return new UncheckedIOException("cannot read " + path + ": " + reason(path, e), e);
  }

  /** Writes text in UTF-8. */
  static void write(Path path, String text) {
    try {
      Files.writeString(path, text);
    } catch (IOException e) {
      throw unwritable(path, e);
    }
  }

  static UncheckedIOException unwritable(Path path, IOException e) {
    Path folder = path.toAbsolutePath().getParent();
    String why = e instanceof NoSuchFileException ? "no folder " + folder : reason(path, e);
    return new UncheckedIOException("cannot write " + path + ": " + why, e);
  }

  private static String reason(Path path, IOException e) {
    if (e instanceof CharacterCodingException) {
      return "it is not text in UTF-8, save it as that";
    }
    if (Files.isDirectory(path)) {
      return "it is a folder";
    }
    return e instanceof NoSuchFileException
        ? "there is no such file in " + path.toAbsolutePath().getParent()
        : e.toString();
  }

  /**
   * {@return a file of the datasets that come with the library}
   *
   * @param name such as {@code four-rooms/map.txt}
   * @throws IllegalArgumentException if there is none of that name
   * @throws UncheckedIOException if it cannot be read
   */
  public static DataFile bundled(String name) {
    try (InputStream in = DataFile.class.getResourceAsStream("/hyperlead/datasets/" + name)) {
      if (in == null) {
        throw new IllegalArgumentException("no such dataset: " + name);
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new DataFile(name, text.lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read dataset " + name, e);
    }
  }

  /**
   * {@return what to throw for a place in this file}
   *
   * @param line from 0, as in {@link #lines()}; the message counts from 1
   * @param column from 0; the message counts from 1
   */
  public DataFormatException error(int line, int column, String problem) {
    return new DataFormatException(name, line + 1, column + 1, problem);
  }
}
