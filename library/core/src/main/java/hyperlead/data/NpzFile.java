package hyperlead.data;

import hyperlead.algebra.Require;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Named arrays in a NumPy file ({@code .npz}): a model to be read, or an answer to be checked in
 * Python.
 *
 * <pre>{@code
 * NpzFile.empty().with("pi", answer.policy()).with("V", answer.values()).write(Path.of("answer.npz"));
 * }</pre>
 *
 * <p>In Python: {@code np.load("answer.npz")["pi"]}. Immutable.
 */
public final class NpzFile {
  private final String name;
  private final Map<String, NumpyArray> arrays;

  private NpzFile(String name, Map<String, NumpyArray> arrays) {
    this.name = name;
    this.arrays = Collections.unmodifiableMap(arrays);
  }

  /** {@return no arrays yet} */
  public static NpzFile empty() {
    return new NpzFile("new file", Map.of());
  }

  /**
   * {@return what {@code np.savez} or {@code np.savez_compressed} wrote}
   *
   * @throws DataFormatException if it is no such file, or as {@link NumpyArray#read}
   * @throws java.io.UncheckedIOException if it cannot be read, saying why
   */
  public static NpzFile read(Path path) {
    Map<String, NumpyArray> arrays = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(path.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        String array = entry.getName().replaceFirst("\\.npy$", "");
        try (InputStream in = new BufferedInputStream(zip.getInputStream(entry))) {
          arrays.put(array, NumpyArray.read(path + ": " + array, in));
        }
      }
    } catch (ZipException e) {
      throw new DataFormatException(
          path.toString(), "expected a file that np.savez wrote: " + e.getMessage());
    } catch (IOException e) {
      throw DataFile.unreadable(path, e);
    }
    return new NpzFile(path.toString(), arrays);
  }

  Map<String, NumpyArray> arrays() {
    return arrays;
  }

  /** {@return the names of its arrays, in their order} */
  public List<String> names() {
    return List.copyOf(arrays.keySet());
  }

  /**
   * {@return the array of that name}
   *
   * @throws IllegalArgumentException if there is none
   */
  public NumpyArray get(String array) {
    if (!arrays.containsKey(array)) {
      throw Require.unknown(name + ": array", names(), array);
    }
    return arrays.get(array);
  }

  /** {@return the same arrays and another; one of the same name is replaced} */
  public NpzFile with(String array, NumpyArray numbers) {
    Map<String, NumpyArray> more = new LinkedHashMap<>(arrays);
    more.put(Require.line("name of an array", array), numbers);
    return new NpzFile(name, more);
  }

  /** {@return the same arrays and a vector, or a number alone} */
  public NpzFile with(String array, double... numbers) {
    return with(array, NumpyArray.of(numbers));
  }

  /** {@return the same arrays and a matrix [rows][columns]} */
  public NpzFile with(String array, double[][] rows) {
    return with(array, NumpyArray.of(rows));
  }

  /**
   * Writes them to a file that {@code np.load} reads.
   *
   * @throws java.io.UncheckedIOException if it cannot be written
   */
  public void write(Path path) {
    try (OutputStream out = Files.newOutputStream(path);
        ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(out))) {
      zip.setLevel(Deflater.BEST_SPEED);
      for (Map.Entry<String, NumpyArray> array : arrays.entrySet()) {
        ZipEntry entry = new ZipEntry(array.getKey() + ".npy");
        // The same bytes whenever it is written.
        entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
        zip.putNextEntry(entry);
        array.getValue().write(zip);
      }
    } catch (IOException e) {
      throw DataFile.unwritable(path, e);
    }
  }

  @Override
  public String toString() {
    return name + ": " + arrays;
  }
}
