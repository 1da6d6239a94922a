package org.baton.bench.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a byte takes with more devices, and with more channels, beside one of each. */
final class ScalePicture {
  private static final String DEVICES = "devices";
  private static final String CHANNELS = "channels";
  private static final List<String> FIGURES = List.of("timePerByteRatio", "cpuPerByteRatio");

  private ScalePicture() {}

  static List<Panel> of(Result result) {
    List<Panel> panels = new ArrayList<>();
    for (String figure : FIGURES) {
      add(panels, result.measures(), figure, DEVICES, CHANNELS);
      add(panels, result.measures(), figure, CHANNELS, DEVICES);
    }
    return panels.isEmpty() ? GenericPicture.of(result) : panels;
  }

  /** A line for each number of others with which more than one number across was measured. */
  private static void add(
      List<Panel> panels, Measures measures, String figure, String across, String others) {
    Map<Double, TreeMap<Double, Measure>> lines = new TreeMap<>();
    for (Measure measure : measures.all()) {
      var at = measures.find(Paths.join(measure.owner(), across));
      var with = measures.find(Paths.join(measure.owner(), others));
      if (measure.name().equals(figure) && at.isPresent() && with.isPresent()) {
        lines
            .computeIfAbsent(with.get().value(), any -> new TreeMap<>())
            .put(at.get().value(), measure);
      }
    }
    lines.values().removeIf(line -> line.size() < 2);
    if (lines.isEmpty()) {
      return;
    }
    LinePanel panel =
        new LinePanel(
                "%s, to one device and channel (less is better)"
                    .formatted(
                        figure.equals(FIGURES.getFirst()) ? "time per byte" : "CPU per byte"),
                across)
            .fromZero();
    int number = 0;
    for (Map.Entry<Double, TreeMap<Double, Measure>> line : lines.entrySet()) {
      panel.line(
          name(line.getKey(), others),
          List.copyOf(line.getValue().keySet()),
          List.copyOf(line.getValue().values()),
          Hue.number(number),
          number % 2 == 1);
      number++;
    }
    if (figure.equals(FIGURES.getFirst()) && across.equals(DEVICES)) {
      panel.limit("target", Targets.SCALED);
    }
    panels.add(panel.panel());
  }

  private static String name(double number, String others) {
    return number == 1
        ? "1 " + others.substring(0, others.length() - 1)
        : FigureName.plain(number) + " " + others;
  }
}
