package org.baton.engine.control;

/**
 * How long the guest would stand still if it were paused now.
 *
 * <p>All participants save and load in parallel, each at the pace of its slower side; together they
 * share the wire. So the forecast is the longer of two: the slowest participant, and all bytes over
 * the wire. What is sent and not loaded must still be loaded, so it counts too. QEMU divides all
 * bytes by the bandwidth and leaves loading out.
 */
final class DowntimeForecast {
  /** Taken for a rate that has not been seen yet. */
  static final long ASSUMED_BYTES_PER_SECOND = 1_000_000_000;

  /** Less than this says more about the first calls than about a rate. */
  private static final long SAMPLE_BYTES = 4L << 20;

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
   * @param savedBytes read so far
   * @param saveNanos in this time
   * @param loadedBytes loaded so far
   * @param loadNanos in this time
   */
  void add(long bytes, long savedBytes, long saveNanos, long loadedBytes, long loadNanos) {
    // As a double: a driver's absurd estimate must not wrap around.
    double toLoad = (double) bytes + Math.max(0, savedBytes - loadedBytes);
    slowestNanos = Math.max(slowestNanos, nanos((double) bytes, rate(savedBytes, saveNanos)));
    slowestNanos = Math.max(slowestNanos, nanos(toLoad, rate(loadedBytes, loadNanos)));
    totalBytes += toLoad;
  }

  /**
   * The forecast.
   *
   * @param wireBytesPerSecond what the channels carry together, or 0 if not known
   */
  long nanos(long wireBytesPerSecond) {
    double wire = wireBytesPerSecond > 0 ? wireBytesPerSecond : ASSUMED_BYTES_PER_SECOND;
    return (long) Math.max(slowestNanos, nanos(totalBytes, wire));
  }

  private static double nanos(double bytes, double bytesPerSecond) {
    return bytes / bytesPerSecond * NANOS_PER_SECOND;
  }

  /** Bytes per second. */
  private static double rate(long bytes, long nanos) {
    return bytes >= SAMPLE_BYTES && nanos > 0
        ? bytes * NANOS_PER_SECOND / nanos
        : ASSUMED_BYTES_PER_SECOND;
  }
}
