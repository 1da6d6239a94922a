package org.baton.engine.control;

import org.baton.engine.report.Bytes;

/**
 * How long the guest would stand still if it were paused now.
 *
 * <p>All participants save and load in parallel, each at the pace of its slower side; together they
 * share the wire. So the forecast is the longer of two: the slowest participant, and all bytes over
 * the wire. What is sent and not loaded must still be loaded, so it counts too. QEMU divides all
 * bytes by the bandwidth and leaves loading out.
 */
final class DowntimeForecast {
  private static final double NANOS_PER_SECOND = 1e9;

  private double slowestNanos;
  private double totalBytes;

  /** Starts anew. */
  void reset() {
    slowestNanos = 0;
    totalBytes = 0;
  }

  /**
   * Adds a participant.
   *
   * @param bytes what is left to be read
   * @param saving how it has been read
   * @param loading how it has been loaded
   */
  void add(long bytes, Pace saving, Pace loading) {
    long underWay = Math.max(0, saving.totalBytes() - loading.totalBytes());
    // As a double: a driver's absurd estimate must not wrap around.
    double toLoad = (double) bytes + underWay;
    slowestNanos = Math.max(slowestNanos, nanos((double) bytes, saving.bytesPerSecond()));
    slowestNanos = Math.max(slowestNanos, nanos(toLoad, loading.bytesPerSecond()));
    totalBytes += toLoad;
  }

  /**
   * The forecast.
   *
   * @param wireBytesPerSecond what the channels carry together, or 0 if not known
   */
  long nanos(long wireBytesPerSecond) {
    double wire = wireBytesPerSecond > 0 ? wireBytesPerSecond : Pace.ASSUMED_BYTES_PER_SECOND;
    return (long) Math.max(slowestNanos, nanos(totalBytes, wire));
  }

  /**
   * What the forecast is made of, for people.
   *
   * @param wireBytesPerSecond as for {@link #nanos}
   */
  String reason(long wireBytesPerSecond) {
    String left = Bytes.text((long) totalBytes) + " are left";
    return wireBytesPerSecond > 0 && nanos(totalBytes, (double) wireBytesPerSecond) > slowestNanos
        ? left
            + ", and the link was seen to carry %s (availSwitchoverBandwidth overrides that)"
                .formatted(Bytes.rate(wireBytesPerSecond))
        : left;
  }

  private static double nanos(double bytes, double bytesPerSecond) {
    return bytes / bytesPerSecond * NANOS_PER_SECOND;
  }
}
