package hyperlead.notebook;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/** Images as PNG. */
final class Png {
  private static final int COLOURS = 64;
  private static final int ALIKE = 8;

  private Png() {}

  static byte[] of(BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("An image cannot be written as PNG", e);
    }
    return bytes.toByteArray();
  }

  /**
   * With at most 64 colours, a third of the bytes: the frequent ones, and for others the nearest.
   */
  static byte[] withPalette(BufferedImage image) {
    int width = image.getWidth();
    int[] pixels = image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
    Map<Integer, Integer> counts = new TreeMap<>();
    for (int pixel : pixels) {
      counts.merge(pixel, 1, Integer::sum);
    }
    int[] palette = palette(counts);
    Map<Integer, Integer> places = new HashMap<>();
    counts.keySet().forEach(colour -> places.put(colour, nearest(colour, palette)));
    IndexColorModel model = new IndexColorModel(8, palette.length, palette, 0, false, -1, 0);
    BufferedImage indexed =
        new BufferedImage(width, image.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, model);
    int[] indices = Arrays.stream(pixels).map(places::get).toArray();
    indexed.getRaster().setPixels(0, 0, width, image.getHeight(), indices);
    return of(indexed);
  }

  /** The most frequent colours, without those that are hardly another than a more frequent one. */
  private static int[] palette(Map<Integer, Integer> counts) {
    List<Integer> palette = new ArrayList<>();
    counts.entrySet().stream()
        .sorted(Map.Entry.<Integer, Integer>comparingByValue().reversed())
        .map(Map.Entry::getKey)
        .filter(colour -> palette.stream().noneMatch(other -> distance(colour, other) <= ALIKE))
        .limit(COLOURS)
        .forEachOrdered(palette::add);
    return palette.stream().mapToInt(colour -> colour).toArray();
  }

  private static int nearest(int colour, int[] palette) {
    return IntStream.range(0, palette.length)
        .boxed()
        .min(Comparator.comparing(place -> distance(colour, palette[place])))
        .orElseThrow();
  }

  /** The largest difference of a channel. */
  private static int distance(int one, int other) {
    return IntStream.of(0, 8, 16)
        .map(shift -> Math.abs((one >> shift & 255) - (other >> shift & 255)))
        .max()
        .orElseThrow();
  }
}
