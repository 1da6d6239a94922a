package org.baton.bench.page;

import java.util.ArrayList;
import java.util.List;

/** What many devices take beside one, and what each further one does. */
final class SmallPicture {
  private static final List<String> FIGURES = List.of("totalMillis", "downtimeMillis", "cpuMillis");

  private SmallPicture() {}

  static List<Panel> of(Result result) {
    Measures measures = result.measures();
    String many =
        measures
            .find("devices")
            .map(devices -> FigureName.plain(devices.value()) + " devices")
            .orElse("many devices");
    List<Panel> panels = new ArrayList<>();
    BarPanel further = new BarPanel("each further device, ms (less is better)");
    for (String figure : FIGURES) {
      BarPanel bars = new BarPanel(FigureName.text(figure) + " (less is better)");
      measures.find(figure + ".one").ifPresent(measure -> bars.add("one device", measure));
      measures.find(figure + ".many").ifPresent(measure -> bars.add(many, measure));
      if (!bars.isEmpty()) {
        panels.add(bars.panel());
      }
      measures
          .find(figure + ".perFurtherDevice")
          .ifPresent(measure -> further.add(FigureName.withoutUnit(figure), measure));
    }
    if (!further.isEmpty()) {
      panels.add(further.panel());
    }
    return panels.isEmpty() ? GenericPicture.of(result) : panels;
  }
}
