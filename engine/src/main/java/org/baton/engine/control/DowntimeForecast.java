package org.baton.engine.control;

/**
 * How long the guest would stand still if it were paused now.
 *
 * <p>All participants save and load in parallel, each at the pace of its slower side; together they
 * share the wire. So the forecast is the longer of two: the slowest participant, and all bytes over
 * the wire. QEMU divides all bytes by the bandwidth and leaves loading out.
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
   * @param bytes what it has left
   * @param savedBytes read so far
   * @param saveNanos in this time
   * @param loadedBytes loaded so far
   * @param loadNanos in this time
   */
  void add(long bytes, long savedBytes, long saveNanos, long loadedBytes, long loadNanos) {
    double pace = Math.min(rate(savedBytes, saveNanos), rate(loadedBytes, loadNanos));
    slowestNanos = Math.max(slowestNanos, bytes / pace * NANOS_PER_SECOND);
    totalBytes += bytes;
  }

  /**
   * The forecast.
   *
   * @param wireBytesPerSecond what the channels carry together, or 0 if not known
   */
  long nanos(long wireBytesPerSecond) {
    double wire = wireBytesPerSecond > 0 ? wireBytesPerSecond : ASSUMED_BYTES_PER_SECOND;
    return (long) Math.max(slowestNanos, totalBytes / wire * NANOS_PER_SECOND);
  }

  private static double rate(long bytes, long nanos) {
    return bytes >= SAMPLE_BYTES && nanos > 0
        ? bytes * NANOS_PER_SECOND / nanos
        : ASSUMED_BYTES_PER_SECOND;
  }
}
