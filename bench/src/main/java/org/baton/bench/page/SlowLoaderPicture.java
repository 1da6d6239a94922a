package org.baton.bench.page;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What memory a slow device needs, beside what it may, and what it costs others. Resident memory
 * over time where the report has it.
 */
final class SlowLoaderPicture {
  private static final String RESIDENT = "residentBytes";
  private static final String TIME = "millis";
  private static final double MEBI = 1 << 20;
  private static final List<String> SIDES = List.of("source", "destination");

  private SlowLoaderPicture() {}

  static List<Panel> of(Result result) {
    Measures measures = result.measures();
    List<Panel> panels = new ArrayList<>();
    BarPanel over =
        new BarPanel("memory over the slab, MiB (bound: 64)").limit(Targets.MEBIBYTES_OVER_SLAB);
    BarPanel memory = new BarPanel("resident memory, MiB");
    for (String side : SIDES) {
      String owner = "memory." + side + ".";
      add(over, side, measures, owner + "overSlabMebibytes");
      add(memory, side + " before", measures, owner + "baselineMebibytes");
      add(memory, side + " peak", measures, owner + "peakMebibytes");
    }
    BarPanel fast = new BarPanel("the fast devices, ms (less is better)");
    add(fast, "without the slow one", measures, "fastDevices.withoutSlowMillis");
    add(fast, "beside it", measures, "fastDevices.besideSlowMillis");
    for (BarPanel bars : List.of(over, memory, fast)) {
      if (!bars.isEmpty()) {
        panels.add(bars.panel());
      }
    }
    overTime("", result.json(), measures, panels);
    return panels.isEmpty() ? GenericPicture.of(result) : panels;
  }

  private static void add(BarPanel bars, String label, Measures measures, String path) {
    measures.find(path).ifPresent(measure -> bars.add(label, measure));
  }

  /** Any array of objects with a time and a size is one. */
  private static void overTime(
      String path, JsonObject object, Measures measures, List<Panel> panels) {
    for (Map.Entry<String, JsonElement> entry : object.entrySet()) {
      String at = Paths.join(path, entry.getKey());
      if (entry.getValue() instanceof JsonObject inner) {
        overTime(at, inner, measures, panels);
      } else if (entry.getValue() instanceof JsonArray array) {
        Points points = points(array);
        if (points.size() > 1) {
          LinePanel panel =
              new LinePanel(FigureName.path(at) + ": resident memory, MiB", "time, ms").fromZero();
          panel.line("resident", points, Hue.BATON, false);
          measures
              .find(Paths.join(path, "boundBytes"))
              .ifPresent(bound -> panel.limit("bound", bound.value() / MEBI));
          panels.add(panel.panel());
        }
      }
    }
  }

  private static Points points(JsonArray array) {
    List<Double> across = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    for (JsonElement element : array) {
      if (element instanceof JsonObject sample
          && Measures.isNumber(sample.get(TIME))
          && Measures.isNumber(sample.get(RESIDENT))) {
        across.add(sample.get(TIME).getAsDouble());
        values.add(sample.get(RESIDENT).getAsDouble() / MEBI);
      }
    }
    return new Points(across, values);
  }
}
