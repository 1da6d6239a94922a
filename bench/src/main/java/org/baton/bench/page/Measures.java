package org.baton.bench.page;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.baton.bench.report.Spread;
import org.jspecify.annotations.Nullable;

/**
 * All figures of a report, whatever benchmark wrote it. A number {@code X} spreads over {@code
 * XSpread}, or over the {@code X} in an object {@code spread} beside it, where these hold {@code
 * min} and {@code max}; an object with {@code median}, {@code min} and {@code max} is a figure
 * itself.
 */
final class Measures {
  private static final String ROUNDS = "rounds";
  private static final String SPREAD = "spread";
  private static final String SPREAD_SUFFIX = "Spread";
  private static final Set<String> NOT_MEASURED =
      Set.of("environment", "settings", "definitions", "options", ROUNDS, SPREAD);

  private final List<Measure> all = new ArrayList<>();

  private Measures() {}

  /** Finds them, in the order of the report. */
  static Measures of(JsonObject report) {
    Measures measures = new Measures();
    measures.walk("", report);
    return measures;
  }

  List<Measure> all() {
    return List.copyOf(all);
  }

  /** The figure with that path. */
  Optional<Measure> find(String path) {
    return all.stream().filter(measure -> measure.path().equals(path)).findFirst();
  }

  /** The figures of one owner, or of all below it. */
  Stream<Measure> below(String path) {
    return all.stream().filter(measure -> measure.path().startsWith(path + "."));
  }

  private void walk(String path, JsonObject object) {
    for (Map.Entry<String, JsonElement> entry : object.entrySet()) {
      String name = entry.getKey();
      JsonElement value = entry.getValue();
      if (NOT_MEASURED.contains(name) || isSpread(object, name)) {
        continue;
      }
      if (isNumber(value)) {
        all.add(
            new Measure(
                Paths.join(path, name),
                value.getAsDouble(),
                spread(object, name),
                rounds(object, name)));
      } else if (value instanceof JsonObject inner) {
        Spread spread = spread(inner);
        if (spread != null && inner.has("median")) {
          all.add(
              new Measure(Paths.join(path, name), spread.median(), spread, rounds(object, name)));
        } else {
          walk(Paths.join(path, name), inner);
        }
      }
    }
  }

  private static boolean isSpread(JsonObject object, String name) {
    return name.endsWith(SPREAD_SUFFIX)
        && isNumber(object.get(name.substring(0, name.length() - SPREAD_SUFFIX.length())));
  }

  private static @Nullable Spread spread(JsonObject object, String name) {
    Spread beside = spread(object.get(name + SPREAD_SUFFIX));
    if (beside != null) {
      return beside;
    }
    return object.get(SPREAD) instanceof JsonObject spreads ? spread(spreads.get(name)) : null;
  }

  private static @Nullable Spread spread(@Nullable JsonElement element) {
    if (element instanceof JsonObject object
        && isNumber(object.get("min"))
        && isNumber(object.get("max"))) {
      double min = object.get("min").getAsDouble();
      JsonElement median = object.get("median");
      return new Spread(
          isNumber(median) ? median.getAsDouble() : min, min, object.get("max").getAsDouble());
    }
    return null;
  }

  private static List<Double> rounds(JsonObject object, String name) {
    List<Double> figures = new ArrayList<>();
    if (object.get(ROUNDS) instanceof JsonArray rounds) {
      for (JsonElement round : rounds) {
        if (round instanceof JsonObject each && isNumber(each.get(name))) {
          figures.add(each.get(name).getAsDouble());
        }
      }
    }
    return figures;
  }

  static boolean isNumber(@Nullable JsonElement element) {
    return element != null && element.isJsonPrimitive() && element.getAsJsonPrimitive().isNumber();
  }
}
