package hyperlead.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Named tables as HTML and as text: numbers to the right, long ones with their middle left out. */
final class TableText {
  private static final int MOST_ROWS = 20;
  private static final int SHOWN_AT_EACH_END = 10;

  /** Where rows are left out. */
  private static final int GAP = -1;

  private final Table table;
  private final List<Integer> rows = new ArrayList<>();

  private TableText(Table table) {
    this.table = table;
    int count = table.rowCount();
    if (count <= MOST_ROWS) {
      IntStream.range(0, count).forEach(rows::add);
    } else {
      IntStream.range(0, SHOWN_AT_EACH_END).forEach(rows::add);
      rows.add(GAP);
      IntStream.range(count - SHOWN_AT_EACH_END, count).forEach(rows::add);
    }
  }

  static Rendering render(Table table) {
    TableText text = new TableText(table);
    return Rendering.ofHtml(text.plain(), text.html());
  }

  private String html() {
    String caption = name().isEmpty() ? "" : Rendering.caption(name());
    StringBuilder html = new StringBuilder("<table>\n" + caption + "<thead><tr>");
    table.columns().forEach(c -> html.append(cell("th", c, c.name())));
    html.append("</tr></thead>\n<tbody>\n");
    for (int row : rows) {
      html.append("<tr>");
      table.columns().forEach(c -> html.append(cell("td", c, value(c, row))));
      html.append("</tr>\n");
    }
    String size = rows.contains(GAP) ? "<p>" + Rendering.escape(size()) + "</p>" : "";
    return html + "</tbody>\n</table>\n" + size;
  }

  private static String cell(String tag, Column<?> column, String content) {
    String side = isNumeric(column) ? "right" : "left";
    return "<%s style=\"text-align: %s; white-space: nowrap\">%s</%s>"
        .formatted(tag, side, Rendering.escape(content), tag);
  }

  private String plain() {
    List<StringBuilder> lines = new ArrayList<>();
    IntStream.rangeClosed(0, rows.size()).forEach(i -> lines.add(new StringBuilder()));
    for (Column<?> column : table.columns()) {
      List<String> cells = new ArrayList<>(List.of(column.name()));
      rows.forEach(row -> cells.add(value(column, row)));
      int width = cells.stream().mapToInt(String::length).max().orElse(0);
      for (int i = 0; i < cells.size(); i++) {
        String padding = " ".repeat(width - cells.get(i).length());
        String cell = cells.get(i);
        lines.get(i).append(isNumeric(column) ? padding + cell : cell + padding).append("  ");
      }
    }
    StringBuilder text = new StringBuilder(name().isEmpty() ? "" : name() + ":\n");
    lines.forEach(line -> text.append(line.toString().stripTrailing()).append('\n'));
    return rows.contains(GAP) ? text.append(size()).toString() : text.toString().stripTrailing();
  }

  private String size() {
    return table.rowCount() + " rows, the first and last " + SHOWN_AT_EACH_END + " shown";
  }

  private String name() {
    return table.name() == null ? "" : table.name();
  }

  private static boolean isNumeric(Column<?> column) {
    return column instanceof NumericColumn<?>;
  }

  private static String value(Column<?> column, int row) {
    if (row == GAP) {
      return "…";
    }
    String text = column.getString(row);
    boolean isPlain = column instanceof DoubleColumn d && text.equals(byDefault(d.getDouble(row)));
    if (!isPlain) {
      return text;
    }
    DoubleColumn numbers = (DoubleColumn) column;
    return ColumnFormat.of(numbers).text(numbers.getDouble(row));
  }

  /** What a column without a format of its own says; a format that it was given is respected. */
  private static String byDefault(double value) {
    return DoubleColumn.create("", value).getString(0);
  }
}
