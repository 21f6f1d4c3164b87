package hyperlead.notebook.pictures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.environments.Warehouse;
import hyperlead.notebook.Notebook;
import hyperlead.notebook.Rendering;
import java.util.List;
import org.junit.jupiter.api.Test;

class PicturesTest {
  @Test
  void aWarehouseHasItsMarksAndOnePForEachAisleOfPeople() {
    List<GridPicture.Mark> marks = Pictures.of(Warehouse.bundled("small")).marks();
    assertEquals(2, count(marks, "D"));
    assertEquals(15, count(marks, "G"));
    // Row 3 of the map is xPxxPxxPxx xxPxx xxPxx xxx.
    List<Integer> columns =
        marks.stream()
            .filter(mark -> mark.label().equals("P") && mark.row() == 3)
            .map(GridPicture.Mark::column)
            .toList();
    assertEquals(List.of(1, 4, 7, 13, 19), columns);
    assertEquals(13, count(marks, "P"));
    // Goods in the first aisle part its floor in two, which is still one aisle.
    assertTrue(marks.stream().noneMatch(mark -> mark.row() == 6));
  }

  @Test
  void cellsTooSmallForLettersHaveNone() {
    assertEquals(0, Pictures.of(Warehouse.bundled("large")).marks().size());
  }

  @Test
  void aNotebookShowsThemWithoutBeingAskedForAnImage() {
    GridPicture picture = Pictures.of(Warehouse.bundled("small"));
    assertEquals(Rendering.ofImage(picture.image()), Notebook.render(picture));
  }

  private static long count(List<GridPicture.Mark> marks, String label) {
    return marks.stream().filter(mark -> mark.label().equals(label)).count();
  }
}
