package hyperlead.data;

import hyperlead.algebra.Require;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An array of numbers as NumPy saves it ({@code .npy}); the last index runs fastest. Immutable.
 *
 * <p>Reads real numbers of any size but 16 bits, whole numbers and truth values (1 and 0), of
 * either byte order, in rows (C) or columns (Fortran); writes 64 bits, little-endian.
 *
 * <p>Source: NumPy Enhancement Proposal 1, and numpy.lib.format.
 */
public final class NumpyArray {
  private static final String MAGIC = "\u0093NUMPY";
  private static final Pattern TYPE = Pattern.compile("'descr': *('([^']*)'|\\[)");
  private static final Pattern REAL = Pattern.compile("([<>|=]?)(f[48]|[iu][1248]|b1)");
  private static final Pattern ORDER = Pattern.compile("'fortran_order': *(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape': *\\(([0-9L, ]*)\\)");

  private final String type;
  private final int[] shape;
  final double[] data;

  private NumpyArray(String type, int[] shape, double[] data) {
    this.type = type;
    this.shape = shape;
    this.data = data;
  }

  /**
   * {@return an array of real numbers}
   *
   * @param data the numbers, the last index fastest; copied
   * @param shape lengths of its axes; the data's length if none is given
   * @throws IllegalArgumentException if the shape has another number of numbers
   */
  public static NumpyArray of(double[] data, int... shape) {
    int[] axes = shape.length == 0 ? new int[] {data.length} : shape.clone();
    Require.vector("data of shape " + Arrays.toString(axes), data, size("array", axes));
    return new NumpyArray("<f8", axes, data.clone());
  }

  /** {@return an array [rows][columns]; rows must be equally long} */
  public static NumpyArray of(double[][] rows) {
    return stacked(Arrays.stream(rows).map(row -> of(row)).toList());
  }

  /** {@return an array [blocks][rows][columns], such as P[S][A][S']; all equally long} */
  public static NumpyArray of(double[][][] blocks) {
    return stacked(Arrays.stream(blocks).map(NumpyArray::of).toList());
  }

  private static NumpyArray stacked(List<NumpyArray> parts) {
    int[] each = parts.isEmpty() ? new int[1] : parts.get(0).shape;
    String what = "parts of an array must be equally long: %s is %s, not %s";
    for (int i = 0; i < parts.size(); i++) {
      Require.that(parts.get(i).hasShape(each), what, i, parts.get(i), parts.get(0));
    }
    int[] axes = IntStream.concat(IntStream.of(parts.size()), IntStream.of(each)).toArray();
    return of(parts.stream().flatMapToDouble(part -> Arrays.stream(part.data)).toArray(), axes);
  }

  /** {@return an array of whole numbers, with which Python can index} */
  public static NumpyArray of(int... data) {
    double[] numbers = Arrays.stream(data).asDoubleStream().toArray();
    return new NumpyArray("<i8", new int[] {data.length}, numbers);
  }

  /**
   * {@return the array of a {@code .npy} file}
   *
   * @throws DataFormatException if it is none, its elements are no real numbers, or it ends early
   * @throws java.io.UncheckedIOException if it cannot be read, saying why
   */
  public static NumpyArray read(Path path) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
      return read(path.toString(), in);
    } catch (IOException e) {
      throw DataFile.unreadable(path, e);
    }
  }

  static NumpyArray read(String name, InputStream in) throws IOException {
    DataInputStream bytes = new DataInputStream(in);
    try {
      String header = header(name, bytes);
      Matcher type = type(name, header);
      int[] shape =
          Stream.of(find(name, SHAPE, header).split("[L, ]+"))
              .filter(length -> !length.isEmpty())
              .mapToInt(Integer::parseInt)
              .toArray();
      double[] data = new double[size(name, shape)];
      boolean bigEnd = type.group(1).equals(">");
      fill(data, bytes, type.group(2), bigEnd ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
      boolean columns = find(name, ORDER, header).equals("True");
      return new NumpyArray("<f8", shape, columns ? rowsFirst(data, shape) : data);
    } catch (EOFException e) {
      throw new DataFormatException(name, "the file ends early: save it again");
    }
  }

  /** The header, a dictionary in Python's words, after the magic, version and length. */
  private static String header(String name, DataInputStream in) throws IOException {
    String start = new String(in.readNBytes(MAGIC.length()), StandardCharsets.ISO_8859_1);
    DataFormatException.unless(
        start.equals(MAGIC),
        () -> name,
        "expected an array that np.save wrote: %s",
        start.startsWith("PK") ? "a zip file, as .npz is" : "another kind of file");
    int version = in.readUnsignedByte();
    in.readUnsignedByte();
    int length =
        version == 1
            ? Short.toUnsignedInt(Short.reverseBytes(in.readShort()))
            : Integer.reverseBytes(in.readInt());
    byte[] text = new byte[length];
    in.readFully(text);
    return new String(text, StandardCharsets.UTF_8);
  }

  private static String find(String name, Pattern pattern, String header) {
    Matcher found = pattern.matcher(header);
    DataFormatException.unless(
        found.find(), () -> name, "header of an array not understood: %s", header.strip());
    return found.group(1);
  }

  private static Matcher type(String name, String header) {
    String type = find(name, TYPE, header).replace("'", "");
    Matcher real = REAL.matcher(type);
    String found =
        type.endsWith("O")
            ? "Python objects (lists of different lengths become those)"
            : "of type " + (type.equals("[") ? "record" : type);
    String what = "expected real numbers, save np.asarray(…, dtype=float): %s";
    DataFormatException.unless(real.matches(), () -> name, what, found);
    return real;
  }

  private static int size(String name, int[] shape) {
    try {
      return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    } catch (ArithmeticException e) {
      throw new DataFormatException(
          name,
          "too many numbers for an array, save state, action, next, probability and reward: shape "
              + Arrays.toString(shape));
    }
  }

  private static void fill(double[] data, DataInputStream in, String type, ByteOrder order)
      throws IOException {
    int size = type.charAt(1) - '0';
    ByteBuffer buffer = ByteBuffer.allocate(size * 1024).order(order);
    ToDoubleFunction<ByteBuffer> number = number(type);
    for (int i = 0; i < data.length; i++) {
      if (i % 1024 == 0) {
        in.readFully(buffer.array(), 0, Math.min(1024, data.length - i) * size);
        buffer.clear();
      }
      data[i] = number.applyAsDouble(buffer);
    }
  }

  private static ToDoubleFunction<ByteBuffer> number(String type) {
    return switch (type) {
      case "f8" -> ByteBuffer::getDouble;
      case "f4" -> ByteBuffer::getFloat;
      case "i8" -> ByteBuffer::getLong;
      case "u8" -> in -> in.getLong(in.position()) >= 0 ? in.getLong() : in.getLong() + 0x1p64;
      case "i4" -> ByteBuffer::getInt;
      case "u4" -> in -> Integer.toUnsignedLong(in.getInt());
      case "i2" -> ByteBuffer::getShort;
      case "u2" -> in -> Short.toUnsignedInt(in.getShort());
      case "i1" -> ByteBuffer::get;
      default -> in -> Byte.toUnsignedInt(in.get());
    };
  }

  /** The same numbers with the last index running fastest, where the first one did. */
  private static double[] rowsFirst(double[] data, int[] shape) {
    double[] rows = new double[data.length];
    int[] index = new int[shape.length];
    for (double number : data) {
      int place = 0;
      for (int axis = 0; axis < shape.length; axis++) {
        place = place * shape[axis] + index[axis];
      }
      rows[place] = number;
      for (int axis = 0; axis < shape.length && ++index[axis] == shape[axis]; axis++) {
        index[axis] = 0;
      }
    }
    return rows;
  }

  boolean hasShape(int... axes) {
    return Arrays.equals(shape, axes);
  }

  /** {@return the lengths of its axes, a copy} */
  public int[] shape() {
    return shape.clone();
  }

  /** {@return the numbers, the last index fastest, a copy} */
  public double[] data() {
    return data.clone();
  }

  /**
   * Writes a {@code .npy} file.
   *
   * @throws java.io.UncheckedIOException if it cannot be written
   */
  public void write(Path path) {
    try (OutputStream out = Files.newOutputStream(path)) {
      write(out);
    } catch (IOException e) {
      throw DataFile.unwritable(path, e);
    }
  }

  void write(OutputStream out) throws IOException {
    String axes = IntStream.of(shape).mapToObj(n -> n + ", ").reduce("", String::concat).strip();
    String tuple = shape.length == 1 ? axes : axes.replaceFirst(",$", "");
    String header =
        "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }".formatted(type, tuple);
    // Ten bytes stand before the header, and data start at a multiple of 64.
    int padded = (10 + header.length() + 1 + 63) / 64 * 64 - 10;
    out.write(MAGIC.getBytes(StandardCharsets.ISO_8859_1));
    out.write(new byte[] {1, 0, (byte) padded, (byte) (padded >> 8)});
    out.write(
        (header + " ".repeat(padded - 1 - header.length()) + "\n")
            .getBytes(StandardCharsets.US_ASCII));
    ByteBuffer numbers = ByteBuffer.allocate(Long.BYTES * 1024).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < data.length; i++) {
      numbers.putLong(type.equals("<i8") ? (long) data[i] : Double.doubleToRawLongBits(data[i]));
      if (!numbers.hasRemaining() || i + 1 == data.length) {
        out.write(numbers.array(), 0, numbers.position());
        numbers.clear();
      }
    }
  }

  @Override
  public String toString() {
    return "an array of shape " + Arrays.toString(shape);
  }
}
