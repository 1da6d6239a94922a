package org.baton.bench.page;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Bytes a second and processor time of each peer, a row for each way that bytes go. */
final class DataPathPicture {
  private static final List<String> FIGURES =
      List.of("gigabytesPerSecond", "cpuSecondsPerGigabyte");

  private DataPathPicture() {}

  static List<Panel> of(Result result) {
    Map<String, String> rows = new LinkedHashMap<>();
    if (result.json().get("configurations") instanceof JsonObject configurations) {
      configurations
          .keySet()
          .forEach(name -> rows.put(name, "configurations." + name + ".results"));
    } else {
      rows.put("tcp-1", "results");
    }
    List<Panel> panels = new ArrayList<>();
    rows.forEach(
        (name, path) -> {
          for (String figure : FIGURES) {
            BarPanel bars = new BarPanel(name + ": " + title(figure));
            peers(result.measures(), path, figure)
                .forEach(measure -> bars.add(Paths.last(measure.owner()), measure));
            if (!bars.isEmpty()) {
              panels.add(bars.panel());
            }
          }
        });
    return panels;
  }

  private static Stream<Measure> peers(Measures measures, String path, String figure) {
    return measures
        .below(path)
        .filter(measure -> measure.name().equals(figure))
        .filter(measure -> Paths.parent(measure.owner()).equals(path));
  }

  private static String title(String figure) {
    return figure.equals(FIGURES.getFirst())
        ? "GB/s (more is better)"
        : "CPU-s/GB (less is better)";
  }
}
