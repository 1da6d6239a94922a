package org.baton.bench.page;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a report says of others that used the machine meanwhile. */
final class Noise {
  private static final double MUCH_PERCENT = 10;
  private static final Pattern CPUS = Pattern.compile("(\\d+) CPUs");

  private final List<Double> elsewherePercents = new ArrayList<>();
  private final List<Double> loads = new ArrayList<>();

  private Noise() {}

  /** What is worth a warning; empty if nothing is. */
  static List<String> warnings(Result result) {
    Noise noise = new Noise();
    noise.look(result.json());
    JsonObject environment = result.environment();
    List<String> warnings = new ArrayList<>();
    if (environment.isEmpty()) {
      warnings.add("The report does not say where it ran, nor how busy it was there.");
    }
    if ("false".equals(text(environment.get("quiet")))) {
      warnings.add(
          Measures.isNumber(environment.get("busyBeforePercent"))
              ? "The machine was busy before the first round: %s %% of its processors."
                  .formatted(FigureName.plain(environment.get("busyBeforePercent").getAsDouble()))
              : "The machine was busy before the first round.");
    }
    double elsewhere = most(noise.elsewherePercents);
    if (elsewhere > MUCH_PERCENT) {
      warnings.add(
          "Others took up to %s %% of the processors during a round."
              .formatted(FigureName.plain(elsewhere)));
    }
    double load = most(noise.loads);
    if (load > cpus(environment) + 1) {
      warnings.add(
          "The load of the machine below was up to %s, with %d processors."
              .formatted(FigureName.plain(load), cpus(environment)));
    }
    if (!warnings.isEmpty()) {
      warnings.add("Figures say less than those of a quiet machine.");
    }
    return warnings;
  }

  private static int cpus(JsonObject environment) {
    JsonElement host = environment.get("host");
    Matcher cpus = CPUS.matcher(text(host));
    return cpus.find() ? Integer.parseInt(cpus.group(1)) : 1;
  }

  private static String text(@Nullable JsonElement element) {
    return element != null && element.isJsonPrimitive() ? element.getAsString() : "";
  }

  private static double most(List<Double> figures) {
    return figures.stream().mapToDouble(Double::doubleValue).max().orElse(0);
  }

  private void look(JsonElement element) {
    if (element instanceof JsonArray array) {
      array.forEach(this::look);
    } else if (element instanceof JsonObject object) {
      for (Map.Entry<String, JsonElement> entry : object.entrySet()) {
        look(entry.getValue());
      }
      if (Measures.isNumber(object.get("hostBusyElsewherePercent"))) {
        elsewherePercents.add(object.get("hostBusyElsewherePercent").getAsDouble());
      }
      addLoad(text(object.get("hostLoad")));
    }
  }

  private void addLoad(String line) {
    try {
      loads.add(Double.valueOf(line.strip().split("\\s+", -1)[0]));
    } catch (NumberFormatException e) {
      // It was not told.
    }
  }
}
