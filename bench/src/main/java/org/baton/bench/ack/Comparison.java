package org.baton.bench.ack;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.baton.bench.harness.Figures;
import org.baton.bench.harness.StageTimes;
import org.baton.bench.report.Percentiles;

/** Baton and the raw round trip under the same conditions, by turns. */
final class Comparison {
  private final String name;
  private final List<RoundTrips> peers;
  private final AckSeries baton;
  private final AckSeries raw;

  /** How a round is run. */
  @FunctionalInterface
  interface Conditions {
    /** Runs one. */
    StageTimes run(RoundTrips peer) throws IOException;
  }

  Comparison(String name, RoundTrips baton, RoundTrips raw, Requests requests) {
    this.name = name;
    this.peers = List.of(baton, raw);
    this.baton = new AckSeries("baton-" + name, baton.tag(), requests.everyNanos());
    this.raw = new AckSeries("raw-" + name, raw.tag(), requests.everyNanos());
  }

  String name() {
    return name;
  }

  /**
   * Has both run once.
   *
   * @param number of the round; one below 0 does not count. It also says who begins
   */
  void round(int number, Conditions conditions) throws IOException {
    for (int turn = 0; turn < peers.size(); turn++) {
      int next = Math.floorMod(number + turn, peers.size());
      RoundTrips peer = peers.get(next);
      long begin = System.currentTimeMillis();
      StageTimes times = conditions.run(peer);
      if (number >= 0) {
        (next == 0 ? baton : raw).add(times, begin);
      }
      Percentiles measured = Percentiles.of(times.times(peer.tag()));
      System.out.printf(
          Locale.ROOT,
          "%-9s %-10s %-6s %5d  p50 %8.1f us  p99 %8.1f us  max %8.1f us%n",
          number < 0 ? "warm-up" : "round " + (number + 1),
          name,
          peer.name(),
          measured.count(),
          measured.p50(),
          measured.p99(),
          measured.max());
    }
  }

  /** As it stands in a report. */
  JsonObject json() {
    JsonObject json = new JsonObject();
    json.add("baton", baton.json());
    json.add("raw", raw.json());
    json.add("ratios", ratios());
    return json;
  }

  /** How many times as long Baton's takes. */
  JsonObject ratios() {
    JsonObject json = new JsonObject();
    Figures.add(json, "p50", baton.to(raw, Percentiles::p50));
    Figures.add(json, "p99", baton.to(raw, Percentiles::p99));
    return json;
  }

  /** Writes histograms. */
  void write(Path folder) throws IOException {
    baton.write(folder);
    raw.write(folder);
  }

  /** A table. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("%n%-12s %10s %10s %10s %10s".formatted(name + ", us", "p50", "p99", "p99.9", "max"));
    lines.add(line("baton", baton.together()));
    lines.add(line("raw", raw.together()));
    lines.add(
        "Baton's to raw, by rounds: p50 %s, p99 %s"
            .formatted(text(Percentiles::p50), text(Percentiles::p99)));
    return lines;
  }

  private static String line(String who, Percentiles of) {
    return String.format(
        Locale.ROOT,
        "%-12s %10.1f %10.1f %10.1f %10.1f",
        who,
        of.p50(),
        of.p99(),
        of.p999(),
        of.max());
  }

  private String text(ToDoubleFunction<Percentiles> figure) {
    return Figures.text(baton.to(raw, figure));
  }
}
