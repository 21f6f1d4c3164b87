package hyperlead.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.claims.ClaimedTexts.Figure;
import hyperlead.claims.ClaimedTexts.Passage;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Texts say of trainings what datasets/results/claims.csv says, and that is what they do. */
class ClaimsTest {
  private static final Pattern PARAGRAPHS = Pattern.compile("\n\\s*\n");

  /** Words of trainings' results. */
  private static final Pattern RESULT =
      Pattern.compile("\\b(seeds|medians?|last iterates?|worst case)\\b");

  private static Distribution distribution(Map<String, String> row) {
    return Distribution.read(row.get("last iterates"), row.get("fails below"));
  }

  @Test
  void everyFigureInATextIsTheFiles() throws IOException {
    Map<String, Map<String, String>> rows = Claims.stored();
    List<Passage> texts = ClaimedTexts.all();
    assertTrue(texts.size() > 15, "README, notebooks and notes: " + texts.size());
    for (Passage text : texts) {
      List<Figure> figures = text.figures();
      assertEquals(text.marks().size(), figures.size(), text.name() + ": " + text.marks());
      for (Figure figure : figures) {
        assertTrue(rows.containsKey(figure.id()), figure.toString());
        assertTrue(figure.isOf(distribution(rows.get(figure.id()))), figure.toString());
      }
    }
  }

  /**
   * Where seeds from 101 on are spoken of, a figure of the file stands, or the table of methods.
   */
  @Test
  void noTextSpeaksOfFreshSeedsWithoutTheFile() throws IOException {
    for (Passage text : ClaimedTexts.all()) {
      for (String paragraph : PARAGRAPHS.splitAsStream(text.words()).toList()) {
        if (paragraph.contains("101–") || paragraph.contains("101 to ")) {
          boolean stands = paragraph.contains("<!-- claim ") || paragraph.contains("methods.csv");
          assertTrue(stands, text.name() + ": " + paragraph);
        }
      }
    }
  }

  /**
   * A paragraph that gives a training's result to two decimals holds a figure of the file, or names
   * the seeds that it shows.
   */
  @Test
  void noTextGivesAResultWithoutTheFileOrItsSeeds() throws IOException {
    for (Passage text : ClaimedTexts.all()) {
      for (String paragraph : PARAGRAPHS.splitAsStream(text.prose()).toList()) {
        assertTrue(isCovered(paragraph), text.name() + ": " + paragraph);
      }
    }
    assertFalse(isCovered("Of five seeds the median is .763."));
    assertTrue(isCovered("Of seeds 1 to 5 the median is .763."));
    assertTrue(isCovered("The median is .763<!-- claim x median -->."));
    assertTrue(isCovered("1. Take five seeds and steps of 0.01."));
  }

  private static boolean isCovered(String paragraph) {
    return !RESULT.matcher(paragraph).find()
        || !Pattern.compile("\\.\\d\\d").matcher(paragraph).find()
        || paragraph.contains("<!-- claim ")
        || Pattern.compile("[Ss]eeds? \\d").matcher(paragraph).find()
        || paragraph.matches("(?s)\\d+\\. .*");
  }

  /** And every claim in the file stands in the texts that its row names. */
  @Test
  void rowsNameTheTextsThatStandOnThem() throws IOException {
    Map<String, Set<String>> places = ClaimedTexts.places();
    for (Map<String, String> row : Claims.stored().values()) {
      assertEquals(
          String.join("; ", places.getOrDefault(row.get("id"), Set.of())),
          row.get("texts"),
          row.get("id"));
    }
  }

  @Test
  void figuresAreThoseOfTheLastIterates() throws IOException {
    for (Map<String, String> row : Claims.stored().values()) {
      Distribution distribution = distribution(row);
      assertEquals(Integer.parseInt(row.get("n")), distribution.values().size(), row.get("id"));
      int seeds = distribution.values().size();
      assertTrue(
          seeds >= 40 || seeds == 1, row.get("id") + ": one where there is no chance, else 40");
      distribution
          .figures()
          .forEach((name, value) -> assertEquals(value, Double.parseDouble(row.get(name)), 1e-6));
    }
  }

  /** Settings are those of today, and a run of two short trainings gives what the file holds. */
  @Test
  void theFileIsOfThisLibrary() throws IOException {
    Map<String, Claim> claims = Claims.all();
    Map<String, Map<String, String>> rows = Claims.stored();
    for (Map<String, String> row : rows.values()) {
      Claim claim = claims.get(row.get("id"));
      assertEquals(claim.training().toString(), row.get("training"));
      assertEquals(Double.toString(claim.failing()), row.get("fails below"), claim.id());
      assertEquals(Integer.toString(claim.seeds()), row.get("n"), claim.id());
    }
    // Last digits of a solver move a sampled run of a game by more than last digits.
    Map.of("dilemma-bchg", 1.0, "lqr-identified", 1e-6)
        .forEach(
            (id, tolerance) -> {
              double first = claims.get(id).withSeeds(1).values().get(0);
              assertEquals(distribution(rows.get(id)).values().get(0), first, tolerance, id);
            });
  }

  @Test
  void figuresAreRead() {
    Distribution four = new Distribution(List.of(4.0, 1.0, 2.5, 3.0), 2);
    assertEquals(1, four.figures().get("failures"));
    assertEquals(2.125, four.figures().get("lower quartile"));
    assertEquals(2.75, four.figures().get("median"));
    Passage right =
        new Passage("a text", "1 of 4<!-- claim x failures -->, 2.8<!-- claim x median -->, ");
    Passage wrong =
        new Passage(
            "a text",
            "no<!-- claim x failures --> 2.6<!-- claim x median --> "
                + "1 of 40<!-- claim x failures --> −1<!-- claim x least --> 1<!-- claim x worst -->");
    assertEquals(2, right.figures().size());
    assertTrue(right.figures().stream().allMatch(figure -> figure.isOf(four)));
    assertEquals(5, wrong.figures().size());
    assertFalse(wrong.figures().stream().anyMatch(figure -> figure.isOf(four)));
    Passage nothing = new Passage("a text", "word<!-- claim x median -->");
    assertEquals(1, nothing.marks().size());
    assertEquals(0, nothing.figures().size());
  }
}
