package hyperlead.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** All numbers of the library, to the bit; see {@link GoldenTranscript} for how to renew them. */
class GoldenTranscriptTest {
  @Test
  void everyNumberIsAsItWas() throws IOException {
    List<String> golden;
    try (var file = GoldenTranscriptTest.class.getResourceAsStream("/golden.txt")) {
      golden =
          new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .toList();
    }
    List<String> now = GoldenTranscript.lines();
    String problem = "";
    for (int i = 0; i < Math.min(golden.size(), now.size()); i++) {
      problem = now.get(i).startsWith("==") ? now.get(i) : problem;
      assertEquals(golden.get(i), now.get(i), problem + ", line " + (i + 1));
    }
    assertEquals(golden.size(), now.size(), "number of lines");
  }
}
