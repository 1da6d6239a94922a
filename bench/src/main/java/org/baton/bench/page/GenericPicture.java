package org.baton.bench.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A chart for each figure that more than one has, whatever it means. */
final class GenericPicture {
  private static final int CHARTS = 6;
  private static final int BARS = 10;

  private GenericPicture() {}

  static List<Panel> of(Result result) {
    Map<String, BarPanel> charts = new LinkedHashMap<>();
    Map<String, Integer> bars = new LinkedHashMap<>();
    for (Measure measure : result.measures().all()) {
      String group = Paths.parent(measure.owner());
      if (measure.owner().isEmpty()) {
        continue;
      }
      String chart = Paths.join(group, measure.name());
      if (bars.merge(chart, 1, Integer::sum) <= BARS) {
        charts
            .computeIfAbsent(chart, path -> new BarPanel(FigureName.path(path)))
            .add(FigureName.words(Paths.last(measure.owner())), measure);
      }
    }
    List<Panel> panels = new ArrayList<>();
    charts.forEach(
        (path, chart) -> {
          if (bars.getOrDefault(path, 0) > 1 && panels.size() < CHARTS) {
            panels.add(chart.panel());
          }
        });
    return panels;
  }
}
