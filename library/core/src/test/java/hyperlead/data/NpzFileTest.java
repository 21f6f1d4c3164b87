package hyperlead.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NpzFileTest {
  @ParameterizedTest
  @ValueSource(strings = {"model.npz", "compressed.npz"})
  void readsWhatNumPyWrites(String name) throws URISyntaxException {
    NpzFile file = NpzFile.read(NumpyArrayTest.file(name));
    assertEquals(List.of("P", "R"), file.names());
    assertArrayEquals(new int[] {2, 2, 2}, file.get("P").shape());
    assertArrayEquals(new double[] {1, -1, 0.5, 2}, file.get("R").data());
    Exception e = assertThrows(IllegalArgumentException.class, () -> file.get("r"));
    assertEquals(NumpyArrayTest.file(name) + ": array must be one of P, R: r", e.getMessage());
  }

  @Test
  void readsWhatItWrites(@TempDir Path folder) throws IOException {
    NpzFile answer =
        NpzFile.empty()
            .with("pi", new double[][] {{0.25, 0.75}, {1, 0}})
            .with("V", 1.5, -2)
            .with("action", NumpyArray.of(1, 0));
    Path file = folder.resolve("answer.npz");
    answer.write(file);
    NpzFile read = NpzFile.read(file);
    assertEquals(List.of("pi", "V", "action"), read.names());
    assertArrayEquals(new double[] {0.25, 0.75, 1, 0}, read.get("pi").data());
    assertArrayEquals(new double[] {1.5, -2}, read.get("V").data());
    assertEquals(
        file
            + ": {pi=an array of shape [2, 2], V=an array of shape [2], action=an array of shape [2]}",
        read.toString());
    byte[] first = Files.readAllBytes(file);
    answer.write(file);
    assertArrayEquals(first, Files.readAllBytes(file), "the same bytes at another time");
  }

  @Test
  void saysWhatIsWrong(@TempDir Path folder) throws IOException {
    Path text = Files.writeString(folder.resolve("P.npz"), "1,2,3");
    Exception e = assertThrows(DataFormatException.class, () -> NpzFile.read(text));
    String expected = text + ": expected a file that np.savez wrote: ";
    assertEquals(expected, e.getMessage().substring(0, expected.length()));
    Path missing = folder.resolve("Q.npz");
    assertEquals(
        "cannot read " + missing + ": there is no such file in " + folder,
        assertThrows(UncheckedIOException.class, () -> NpzFile.read(missing)).getMessage());
    assertEquals(
        "cannot read " + folder + ": it is a folder",
        assertThrows(UncheckedIOException.class, () -> NpzFile.read(folder)).getMessage());
    assertEquals(
        "cannot write " + folder + ": it is a folder",
        assertThrows(UncheckedIOException.class, () -> NpzFile.empty().write(folder)).getMessage());
  }
}
