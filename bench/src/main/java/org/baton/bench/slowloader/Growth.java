package org.baton.bench.slowloader;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.stream.Stream;
import org.baton.bench.harness.Figures;
import org.baton.bench.harness.MemoryWatch;
import org.baton.bench.harness.ResidentMemory;
import org.baton.bench.report.Spread;

/**
 * What one side's memory did in a round.
 *
 * @param before what was resident before
 * @param peak the most
 * @param slabBytes what its slots need
 * @param looksPerSecond how often it was looked
 */
record Growth(ResidentMemory before, ResidentMemory peak, long slabBytes, double looksPerSecond) {
  /** More than this over the slab is more than was promised. */
  static final long BOUND_BYTES = 64L << 20;

  private static final double MEBIBYTE = 1 << 20;

  /** Of a watch that has ended. */
  static Growth of(MemoryWatch watch, long slabBytes) {
    return new Growth(watch.before(), watch.peak(), slabBytes, watch.looksPerSecond());
  }

  /** How much more there was at most. */
  long bytes() {
    return peak.all() - before.all();
  }

  /** How much of that the slab does not explain. */
  long overSlabBytes() {
    return bytes() - slabBytes;
  }

  /** The same, for people. */
  double overSlabMebibytes() {
    return overSlabBytes() / MEBIBYTE;
  }

  /** Whether it is as was promised. */
  boolean isWithinBound() {
    return overSlabBytes() <= BOUND_BYTES;
  }

  /** As it stands in a report. */
  JsonObject json() {
    JsonObject json = new JsonObject();
    json.addProperty("baselineBytes", before.all());
    json.addProperty("baselineAnonymousBytes", before.anonymous());
    json.addProperty("peakBytes", peak.all());
    json.addProperty("peakAnonymousBytes", peak.anonymous());
    json.addProperty("slabBytes", slabBytes);
    json.addProperty("growthBytes", bytes());
    json.addProperty("overSlabBytes", overSlabBytes());
    json.addProperty("looksPerSecond", Figures.rounded(looksPerSecond));
    return json;
  }

  /** All rounds of one side. */
  static JsonObject json(List<Growth> rounds) {
    JsonObject json = new JsonObject();
    Figures.add(json, "baselineMebibytes", spread(rounds.stream().map(r -> r.before.all())));
    Figures.add(json, "peakMebibytes", spread(rounds.stream().map(r -> r.peak.all())));
    Figures.add(json, "slabMebibytes", spread(rounds.stream().map(Growth::slabBytes)));
    Figures.add(json, "overSlabMebibytes", spread(rounds.stream().map(Growth::overSlabBytes)));
    return json;
  }

  private static Spread spread(Stream<Long> bytes) {
    return Spread.of(bytes.map(each -> each / MEBIBYTE).toList());
  }
}
