package hyperlead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hyperlead.environments.BilevelLqr;
import hyperlead.environments.DiscreteToy;
import hyperlead.environments.FourRooms;
import org.junit.jupiter.api.Test;

class SettingTest {
  private final Setting setting = new Setting("town", 0.5, 0.9, 0.8, 150);

  @Test
  void eachConstantChangesAlone() {
    assertEquals(new Setting("city", 0.5, 0.9, 0.8, 150), setting.withName("city"));
    assertEquals(new Setting("town", 2, 0.9, 0.8, 150), setting.withTemperature(2));
    assertEquals(new Setting("town", 0.5, 0.1, 0.2, 150), setting.withDiscounts(0.1, 0.2));
    assertEquals(new Setting("town", 0.5, 0.9, 0.8, 7), setting.withHorizon(7));
  }

  @Test
  void namesInTablesShowTheTemperatureThatHolds() {
    assertEquals("town(τ = 0.5)", setting.label());
    assertEquals("FourRooms(τ = 0.5)", FourRooms.problem(0.005).withTemperature(0.5).name());
    assertEquals(
        "DiscreteToy(R = 2.0, τ = 1.0)", DiscreteToy.problem(2, 0.05).withTemperature(1).name());
    assertEquals("BilevelLqr(τ = 3.0)", BilevelLqr.problem().withTemperature(3).name());
    assertEquals("town(estimated, τ = 0.5)", setting.withNote("estimated").label());
  }

  @Test
  void numbersOutOfRangeAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> setting.withTemperature(0));
    assertThrows(IllegalArgumentException.class, () -> setting.withTemperature(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> setting.withDiscounts(1.001, 0.5));
    assertThrows(IllegalArgumentException.class, () -> setting.withDiscounts(0.5, -0.1));
    assertThrows(IllegalArgumentException.class, () -> setting.withHorizon(0));
  }

  @Test
  void aNameIsOneLine() {
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> setting.withName("two\nlines"));
    assertEquals("name must be one line of text: \"two\\nlines\"", e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> setting.withName(" "));
  }
}
