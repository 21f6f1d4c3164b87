package hyperlead;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Objectives and gradients from an independent program: test resource hypergradients.json. */
public final class Reference {
  private final JsonObject entry;

  private Reference(JsonObject entry) {
    this.entry = entry;
  }

  /** The entries of a problem, such as {@code four_rooms}. */
  public static List<Reference> of(String problem) throws IOException {
    try (Reader in =
        new InputStreamReader(
            Reference.class.getResourceAsStream("/hypergradients.json"), StandardCharsets.UTF_8)) {
      List<Reference> entries = new ArrayList<>();
      for (JsonElement entry : new Gson().fromJson(in, JsonObject.class).getAsJsonArray(problem)) {
        entries.add(new Reference(entry.getAsJsonObject()));
      }
      return entries;
    }
  }

  public double number(String name) {
    return entry.get(name).getAsDouble();
  }

  public double[] vector(String name) {
    return new Gson().fromJson(entry.get(name), double[].class);
  }
}
