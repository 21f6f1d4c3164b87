package hyperlead.notebook.pictures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.data.DataFile;
import hyperlead.environments.DiscreteToy;
import hyperlead.games.MarkovGame;
import hyperlead.notebook.pictures.GameEdges.Edge;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The graph of a game. */
class GamePictureTest {
  private static final MarkovGame TOY = DiscreteToy.bundled().commitment(2, 0.05).game();

  @Test
  void joinsActionsThatDoTheSame() {
    assertEquals(
        List.of(
            new Edge(0, 0, List.of("·/s  0 | 0")),
            new Edge(0, 1, List.of("·/a  1 | 1")),
            new Edge(0, 2, List.of("·/b  1 | 0")),
            new Edge(1, 0, List.of("0/s  0 | 0", "1/·  −1 | 0")),
            new Edge(1, 1, List.of("0/a  0 | 0")),
            new Edge(1, 2, List.of("0/b  2 | 0")),
            new Edge(2, 0, List.of("·/s  0 | 0")),
            new Edge(2, 2, List.of("·/a  0 | 0", "·/b  0 | 0"))),
        new GameEdges(TOY).edges());
  }

  @Test
  void namesProbabilitiesAndTheEnd() {
    MarkovGame game =
        MarkovGame.of(
            new DataFile(
                "g.csv",
                List.of(
                    "state,leader_action,follower_action,next_state,probability,"
                        + "follower_reward,leader_reward",
                    "here,x,go,end,0.25,0.5,1",
                    "here,x,go,here,0.75,0.5,1")));
    assertEquals(
        List.of(
            new Edge(0, 0, List.of("·/·  0.5 | 1  p 0.75")),
            new Edge(0, 1, List.of("·/·  0.5 | 1  p 0.25"))),
        new GameEdges(game).edges());
    assertEquals(680, Pixels.width(GamePicture.of(game).image()));
  }

  @Test
  void drawsTheSamePixelsAgainAndShowsItsTitle() {
    BufferedImage image = GamePicture.of(TOY).withTitle("DiscreteToy").image();
    assertTrue(same(image, GamePicture.of(TOY).withTitle("DiscreteToy").image()));
    assertFalse(same(image, GamePicture.of(TOY).image()), "the title is drawn");
    MarkovGame other = TOY.withFollowerReward(TOY.triple("A", "0", "b"), 1);
    assertFalse(same(image, GamePicture.of(other).withTitle("DiscreteToy").image()), "R");
  }

  private static boolean same(BufferedImage one, BufferedImage other) {
    int width = one.getWidth();
    int height = one.getHeight();
    return Arrays.equals(
        one.getRGB(0, 0, width, height, null, 0, width),
        other.getRGB(0, 0, width, height, null, 0, width));
  }
}
