package org.baton.bench.ack;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.baton.bench.harness.Figures;
import org.baton.bench.harness.StageRounds;
import org.baton.bench.harness.StageTimes;
import org.baton.bench.report.Percentiles;
import org.baton.bench.report.Spread;

/** All rounds of one who was asked, over one kind of sockets, idle or beside a load. */
final class AckSeries {
  private final String name;
  private final String tag;
  private final long everyNanos;
  private final StageRounds rounds = new StageRounds();

  AckSeries(String name, String tag, long everyNanos) {
    this.name = name;
    this.tag = tag;
    this.everyNanos = everyNanos;
  }

  /** Adds a round that has just ended. */
  void add(StageTimes times, long beginMillis) {
    rounds.add(times, beginMillis);
  }

  /** Of all rounds together. */
  Percentiles together() {
    return Percentiles.corrected(rounds.together().times(tag), everyNanos);
  }

  /** One figure of each round. */
  List<Double> figures(ToDoubleFunction<Percentiles> figure) {
    return rounds.each().stream()
        .map(times -> figure.applyAsDouble(Percentiles.corrected(times.times(tag), everyNanos)))
        .toList();
  }

  /** How many times as long, round by round. */
  Spread to(AckSeries other, ToDoubleFunction<Percentiles> figure) {
    return Spread.paired(figures(figure), other.figures(figure));
  }

  /** As it stands in a report. */
  JsonObject json() {
    JsonObject json = new JsonObject();
    Figures.add(json, "p50Micros", Spread.of(figures(Percentiles::p50)));
    Figures.add(json, "p99Micros", Spread.of(figures(Percentiles::p99)));
    Figures.add(json, "p999Micros", Spread.of(figures(Percentiles::p999)));
    Figures.add(json, "maxMicros", Spread.of(figures(Percentiles::max)));
    json.add("together", json(together()));
    JsonObject measured = new JsonObject();
    StageTimes all = rounds.together();
    all.tags().forEach(each -> measured.add(each, json(Percentiles.of(all.times(each)))));
    json.add("measuredByTag", measured);
    JsonArray each = new JsonArray();
    for (StageTimes times : rounds.each()) {
      JsonObject object = json(Percentiles.corrected(times.times(tag), everyNanos));
      object.add("measured", json(Percentiles.of(times.times(tag))));
      each.add(object);
    }
    json.add("rounds", each);
    return json;
  }

  private static JsonObject json(Percentiles percentiles) {
    JsonObject json = new JsonObject();
    json.addProperty("count", percentiles.count());
    json.addProperty("p50Micros", Figures.rounded(percentiles.p50()));
    json.addProperty("p99Micros", Figures.rounded(percentiles.p99()));
    json.addProperty("p999Micros", Figures.rounded(percentiles.p999()));
    json.addProperty("maxMicros", Figures.rounded(percentiles.max()));
    return json;
  }

  /** Writes histograms. */
  void write(Path folder) throws IOException {
    rounds.write(folder, name, "bench/run ack");
  }
}
