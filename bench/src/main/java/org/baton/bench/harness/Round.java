package org.baton.bench.harness;

import com.google.gson.JsonObject;
import org.baton.bench.side.SideResult;

/**
 * What one round has measured.
 *
 * @param bytes what was moved
 * @param source what it cost there, and how long it took
 * @param destination what it cost there
 * @param host what the machine did meanwhile
 */
public record Round(long bytes, SideResult source, SideResult destination, HostTimes host) {
  private static final double GIGA = 1e9;

  /**
   * How fast: 10^9 bytes a second, from the source's first read until it knows of the last write.
   */
  public double gigabytesPerSecond() {
    return (double) bytes / source.nanos();
  }

  /** Processor time of both processes for 10^9 bytes, in seconds. */
  public double cpuSecondsPerGigabyte() {
    return (source.cpuNanos() + destination.cpuNanos()) / GIGA / (bytes / GIGA);
  }

  /** As it stands in a report. */
  public JsonObject json() {
    JsonObject json = new JsonObject();
    json.addProperty("gigabytesPerSecond", Figures.rounded(gigabytesPerSecond()));
    json.addProperty("cpuSecondsPerGigabyte", Figures.rounded(cpuSecondsPerGigabyte()));
    json.add("source", side(source));
    json.add("destination", side(destination));
    json.addProperty("hostBusyElsewherePercent", Figures.rounded(elsewherePercent()));
    json.addProperty("hostStolenPercent", Figures.rounded(host.stolenPercent()));
    return json;
  }

  /** How much of the machine's processor time went to others than this round's processes. */
  private double elsewherePercent() {
    double own = source.cpuNanos() + destination.cpuNanos();
    return Math.max(0, host.busyNanos() - own) * 100 / Math.max(1, host.totalNanos());
  }

  private static JsonObject side(SideResult side) {
    JsonObject json = new JsonObject();
    json.addProperty("millis", Figures.rounded(side.nanos() / 1e6));
    json.addProperty("cpuMillis", Figures.rounded(side.cpuNanos() / 1e6));
    json.addProperty("allocatedBytes", side.allocatedBytes());
    json.addProperty("voluntarySwitches", side.voluntarySwitches());
    json.addProperty("involuntarySwitches", side.involuntarySwitches());
    json.addProperty("digest", "%08x".formatted(side.digest()));
    return json;
  }
}
