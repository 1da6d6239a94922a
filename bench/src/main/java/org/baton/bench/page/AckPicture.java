package org.baton.bench.page;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How long round trips take, from the half of them to the longest; a chart for each medium. */
final class AckPicture {
  private static final double HALF = 2;
  private static final double ONE_OF_HUNDRED = 100;
  private static final double ONE_OF_THOUSAND = 1_000;
  private static final double PERCENT = 100;
  private static final double LONGEST = 5_000;

  private AckPicture() {}

  static List<Panel> of(Result result) throws IOException, UnfitReportException {
    if (!(result.json().get("variants") instanceof JsonObject variants)) {
      return GenericPicture.of(result);
    }
    Map<String, LinePanel> media = new LinkedHashMap<>();
    for (String variant : variants.keySet()) {
      int dash = variant.lastIndexOf('-');
      String medium = dash < 0 ? variant : variant.substring(0, dash);
      String condition = dash < 0 ? "" : variant.substring(dash + 1);
      LinePanel panel =
          media.computeIfAbsent(
              medium,
              name ->
                  new LinePanel(name + ": round trip, µs", "percentile")
                      .logarithmic(AckPicture::percentile));
      for (String peer : List.of("baton", "raw", "c")) {
        add(panel, result, variant, peer, condition);
      }
    }
    List<Panel> panels = new ArrayList<>();
    for (LinePanel panel : media.values()) {
      if (!panel.isEmpty()) {
        panels.add(panel.panel());
      }
    }
    return panels;
  }

  private static void add(
      LinePanel panel, Result result, String variant, String peer, String condition)
      throws IOException, UnfitReportException {
    Points told = told(result.measures(), "variants." + variant + "." + peer);
    if (told.size() == 0) {
      return;
    }
    String name = (peer.equals("baton") ? "Baton" : "C") + ", " + condition;
    boolean dashed = !condition.equals("idle");
    Optional<Path> file = file(result, variant, peer);
    if (file.isPresent()) {
      Points all = PercentileFile.read(file.get());
      if (all.size() > 0) {
        panel.line(name, all, Hue.of(peer), dashed);
        panel.dots(name + ", corrected", told, Hue.of(peer), dashed);
        return;
      }
    }
    panel.line(name, told, Hue.of(peer), dashed);
  }

  /** There are others of what else was measured. */
  private static Optional<Path> file(Result result, String variant, String peer)
      throws IOException {
    String begin = peer + "-" + variant;
    return PercentileFile.find(result, begin + "-" + (peer.equals("baton") ? "ack" : peer));
  }

  private static Points told(Measures measures, String owner) {
    List<Double> across = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    String together = measures.find(owner + ".together.p50Micros").isPresent() ? ".together" : "";
    double count = measures.find(owner + together + ".count").map(Measure::value).orElse(LONGEST);
    Map<String, Double> percentiles = new LinkedHashMap<>();
    percentiles.put("p50Micros", HALF);
    percentiles.put("p99Micros", ONE_OF_HUNDRED);
    percentiles.put("p999Micros", ONE_OF_THOUSAND);
    // Of fewer than that the longest is at no percentile that they have.
    percentiles.values().removeIf(oneOf -> oneOf > count);
    percentiles.put("maxMicros", count);
    percentiles.forEach(
        (name, oneOf) ->
            measures
                .find(owner + together + "." + name)
                .filter(measure -> measure.value() > 0)
                .ifPresent(
                    measure -> {
                      across.add(oneOf);
                      values.add(measure.value());
                    }));
    return new Points(across, values);
  }

  private static String percentile(double oneOf) {
    return FigureName.plain(PERCENT - PERCENT / oneOf) + " %";
  }
}
