package hyperlead.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that NumPy wrote (resources numpy, by make.py there). */
class NumpyArrayTest {
  private static final double[] NUMBERS = {0.5, -1.25, 3, 1e300, 0.1, -0.0};

  static Path file(String name) throws URISyntaxException {
    return Path.of(NumpyArrayTest.class.getResource("/numpy/" + name).toURI());
  }

  private static NumpyArray array(String name) throws URISyntaxException {
    return NumpyArray.read(file(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rows", "columns", "big-end", "version-2"})
  void readsRealNumbersInEveryOrder(String name) throws URISyntaxException {
    NumpyArray array = array(name + ".npy");
    assertArrayEquals(new int[] {2, 3}, array.shape());
    assertArrayEquals(NUMBERS, array.data());
    assertEquals("an array of shape [2, 3]", array.toString());
  }

  @Test
  void readsColumnsOfThreeAxes() throws URISyntaxException {
    NumpyArray array = array("columns-of-blocks.npy");
    assertArrayEquals(new int[] {2, 3, 4}, array.shape());
    assertArrayEquals(IntStream.range(0, 24).asDoubleStream().toArray(), array.data());
  }

  @Test
  void readsOtherShapes() throws URISyntaxException {
    assertArrayEquals(new int[0], array("scalar.npy").shape());
    assertArrayEquals(new double[] {7}, array("scalar.npy").data());
    assertArrayEquals(new int[] {0, 3}, array("empty.npy").shape());
    assertArrayEquals(new int[] {3}, array("vector.npy").shape());
  }

  @ParameterizedTest
  @CsvSource({
    "i1,-1",
    "i2,-1",
    "i4,-1",
    "i8,-1",
    "u1,255",
    "u2,65535",
    "u4,4294967295",
    "u8,18446744073709551615"
  })
  void readsWholeNumbers(String type, double last) throws URISyntaxException {
    assertArrayEquals(new double[] {0, 1, last}, array(type + ".npy").data());
  }

  @Test
  void readsSingleNumbersAsTheyAre() throws URISyntaxException {
    assertArrayEquals(new double[] {0.1f, 0.7f}, array("single.npy").data());
    assertArrayEquals(new double[] {0, 0, 0, 1, 1, 1}, array("truths.npy").data());
  }

  @ParameterizedTest
  @CsvSource({
    "objects, Python objects (lists of different lengths become those)",
    "complex, of type <c16",
    "texts, of type <U1",
    "records, of type record",
    "half, of type <f2"
  })
  void saysWhatIsNoNumber(String name, String what) throws URISyntaxException {
    Path file = file(name + ".npy");
    Exception e = assertThrows(DataFormatException.class, () -> NumpyArray.read(file));
    assertEquals(
        file + ": expected real numbers, save np.asarray(…, dtype=float): " + what, e.getMessage());
  }

  @Test
  void saysWhatIsNoArray(@TempDir Path folder) throws IOException, URISyntaxException {
    String expected = ": expected an array that np.save wrote: ";
    assertError(file("model.npz"), expected + "a zip file, as .npz is");
    assertError(
        Files.writeString(folder.resolve("P.npy"), "1,2"), expected + "another kind of file");
    byte[] all = Files.readAllBytes(file("rows.npy"));
    for (int length : List.of(7, 40, all.length - 1)) {
      Path cut = Files.write(folder.resolve("cut.npy"), Arrays.copyOf(all, length));
      assertError(cut, ": the file ends early: save it again");
    }
    byte[] odd = all.clone();
    odd[12]++;
    Path header = Files.write(folder.resolve("odd.npy"), odd);
    assertError(
        header,
        ": header of an array not understood: "
            + "{'eescr': '<f8', 'fortran_order': False, 'shape': (2, 3), }");
    Path missing = folder.resolve("Q.npy");
    Exception e = assertThrows(UncheckedIOException.class, () -> NumpyArray.read(missing));
    assertEquals("cannot read " + missing + ": there is no such file in " + folder, e.getMessage());
  }

  private static void assertError(Path file, String problem) {
    Exception e = assertThrows(DataFormatException.class, () -> NumpyArray.read(file));
    assertEquals(file + problem, e.getMessage());
  }

  @Test
  void tooLargeShapesAreRefused(@TempDir Path folder) throws IOException, URISyntaxException {
    String huge = new String(Files.readAllBytes(file("rows.npy")), StandardCharsets.ISO_8859_1);
    huge = huge.replace("(2, 3), }        ", "(99999, 99999), }");
    Path file = Files.write(folder.resolve("P.npy"), huge.getBytes(StandardCharsets.ISO_8859_1));
    assertError(
        file,
        ": too many numbers for an array, save state, action, next, probability and reward:"
            + " shape [99999, 99999]");
  }

  /** To the byte what NumPy writes. */
  @Test
  void writesWhatNumPyWrites(@TempDir Path folder) throws IOException, URISyntaxException {
    assertWrites(folder, "rows.npy", NumpyArray.of(NUMBERS, 2, 3));
    assertWrites(
        folder, "rows.npy", NumpyArray.of(new double[][] {{.5, -1.25, 3}, {1e300, .1, -0.}}));
    assertWrites(folder, "rows.npy", array("columns.npy"));
    double[][][] blocks = {{{0, 1}, {2, 3}, {4, 5}}, {{6, 7}, {8, 9}, {10, 11}}};
    NumpyArray array = NumpyArray.of(blocks);
    assertArrayEquals(new int[] {2, 3, 2}, array.shape());
    assertArrayEquals(IntStream.range(0, 12).asDoubleStream().toArray(), array.data());
    assertArrayEquals(new int[] {0, 0}, NumpyArray.of(new double[0][]).shape());
    assertWrites(folder, "vector.npy", NumpyArray.of(Arrays.copyOf(NUMBERS, 3)));
    assertWrites(folder, "empty.npy", NumpyArray.of(new double[0], 0, 3));
    assertWrites(folder, "scalar.npy", array("scalar.npy"));
    assertWrites(folder, "whole.npy", NumpyArray.of(250, 4, 5));
  }

  private static void assertWrites(Path folder, String name, NumpyArray array)
      throws IOException, URISyntaxException {
    Path written = folder.resolve(name);
    array.write(written);
    assertArrayEquals(Files.readAllBytes(file(name)), Files.readAllBytes(written), name);
  }

  @Test
  void manyNumbersGoThroughABuffer(@TempDir Path folder) {
    double[] many = IntStream.range(0, 5000).mapToDouble(Math::sin).toArray();
    NumpyArray.of(many, 50, 100).write(folder.resolve("many.npy"));
    assertArrayEquals(many, NumpyArray.read(folder.resolve("many.npy")).data());
  }

  @Test
  void wrongNumbersAreRefused(@TempDir Path folder) {
    Exception shape =
        assertThrows(IllegalArgumentException.class, () -> NumpyArray.of(new double[5], 2, 3));
    assertEquals("data of shape [2, 3] must have length 6: 5", shape.getMessage());
    Exception ragged =
        assertThrows(
            IllegalArgumentException.class, () -> NumpyArray.of(new double[][] {{1, 2}, {3}}));
    assertEquals(
        "parts of an array must be equally long: 1 is an array of shape [1], not an array of shape"
            + " [2]",
        ragged.getMessage());
    Path nowhere = folder.resolve("no").resolve("a.npy");
    Exception unwritable =
        assertThrows(UncheckedIOException.class, () -> NumpyArray.of(1).write(nowhere));
    assertEquals(
        "cannot write " + nowhere + ": no folder " + nowhere.getParent(), unwritable.getMessage());
  }

  @Test
  void arraysDoNotChange() {
    double[] given = {1, 2};
    NumpyArray array = NumpyArray.of(given);
    given[0] = 9;
    array.data()[1] = 9;
    array.shape()[0] = 9;
    assertArrayEquals(new double[] {1, 2}, array.data());
    assertArrayEquals(new int[] {2}, array.shape());
  }
}
