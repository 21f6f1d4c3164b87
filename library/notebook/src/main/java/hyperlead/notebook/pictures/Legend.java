package hyperlead.notebook.pictures;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The head of a chart: title, and a legend in rows with one entry per name and a note per sort of
 * layer.
 *
 * @param entries the layers of each name, in the order of first appearance
 * @param colours of each name
 */
record Legend(Map<String, List<Layer>> entries, Map<String, Color> colours) {
  private static final int LEFT = 14;
  private static final int TITLE = 30;
  private static final int ROW = 22;
  private static final int SWATCH = 26;

  /** A text at its place, with a swatch unless it is a note. */
  private record Item(String text, List<Layer> layers, int x, int row) {}

  /**
   * Of layers whose colours are those of the palette from one on.
   *
   * @param firstColour its place in the palette
   */
  static Legend of(List<Layer> layers, int firstColour) {
    Map<String, List<Layer>> entries = new LinkedHashMap<>();
    for (Layer layer : layers) {
      entries.computeIfAbsent(layer.name(), name -> new ArrayList<>()).add(layer);
    }
    return new Legend(entries, Palette.series(entries.keySet(), firstColour));
  }

  Color colour(String name) {
    return colours.get(name);
  }

  /** The height that title and legend need above a chart, in pixels. */
  int height(Axes axes) {
    List<Item> items = items(axes.width());
    int rows = items.isEmpty() ? 0 : items.get(items.size() - 1).row() + 1;
    return (axes.title().isEmpty() ? 0 : TITLE) + rows * ROW + (rows == 0 ? 0 : 6);
  }

  void paint(Graphics2D pen, Axes axes) {
    int top = 0;
    if (!axes.title().isEmpty()) {
      pen.setFont(Paper.TITLE);
      pen.setColor(Palette.INK);
      pen.drawString(axes.title(), LEFT, 23);
      top = TITLE;
    }
    pen.setFont(Paper.PLAIN);
    for (Item item : items(axes.width())) {
      int middle = top + 4 + item.row() * ROW + ROW / 2;
      boolean note = item.layers().isEmpty();
      pen.setColor(note ? Palette.FAINT_INK : Palette.INK);
      pen.drawString(item.text(), item.x() + (note ? 0 : SWATCH + 8), middle + 5);
      item.layers().forEach(layer -> swatch(pen, layer, item.x(), middle));
    }
  }

  private void swatch(Graphics2D pen, Layer layer, int x, int y) {
    Color colour = colour(layer.name());
    pen.setColor(colour);
    switch (layer.kind()) {
      case BAND -> {
        pen.setColor(Palette.tint(colour, 60 / 255.0));
        pen.fillRect(x, y - 6, SWATCH, 13);
      }
      case THIN_LINE, LINE -> {
        boolean thin = layer.kind() == Layer.Kind.THIN_LINE;
        pen.setStroke(new BasicStroke(thin ? 1.1f : 2));
        pen.drawLine(x, y, x + SWATCH, y);
      }
      case POINTS -> pen.fill(Paper.disc(x + SWATCH / 2.0, y, 3));
    }
  }

  private List<Item> items(int width) {
    List<Item> items = new ArrayList<>();
    int x = LEFT;
    int row = 0;
    for (Map.Entry<String, List<Layer>> entry : texts().entrySet()) {
      int swatch = entry.getValue().isEmpty() ? 0 : SWATCH + 8;
      int needed = swatch + Paper.widthOf(entry.getKey(), Paper.PLAIN);
      if (x > LEFT && x + needed > width - LEFT) {
        x = LEFT;
        row++;
      }
      items.add(new Item(entry.getKey(), entry.getValue(), x, row));
      x += needed + 24;
    }
    return items;
  }

  /** Names, then the distinct notes, which have no layers. */
  private Map<String, List<Layer>> texts() {
    Map<String, List<Layer>> texts = new LinkedHashMap<>();
    entries.values().forEach(layers -> texts.put(layers.get(0).shown(), layers));
    entries.values().stream()
        .flatMap(List::stream)
        .map(Layer::note)
        .filter(note -> !note.isEmpty())
        .forEach(note -> texts.putIfAbsent(note, List.of()));
    return texts;
  }
}
