package org.baton.engine.control;

/**
 * How fast one side of a participant works: an average that forgets. The first calls of a JVM are
 * many times slower than the later ones, and a device that has little to stream would be judged by
 * them for ever.
 */
final class Pace {
  /** Taken for a pace that has not been seen yet. */
  static final double ASSUMED_BYTES_PER_SECOND = 1e9;

  /** Less than this at a time says more about single calls than about a pace. */
  private static final long SAMPLE_BYTES = 1L << 20;

  /** And less than this in all says nothing. */
  private static final long ENOUGH_BYTES = 4L << 20;

  /** A sample counts for so much, and for more while there are few. */
  private static final double WEIGHT = 0.25;

  private static final double NANOS_PER_SECOND = 1e9;

  private double bytesPerSecond;
  private long samples;
  private long totalBytes;
  private long sampledBytes;
  private long sampledNanos;

  /**
   * Looks at what has been done.
   *
   * @param bytes since the start
   * @param nanos spent on it
   */
  void sample(long bytes, long nanos) {
    totalBytes = bytes;
    long newBytes = bytes - sampledBytes;
    long newNanos = nanos - sampledNanos;
    if (newBytes < SAMPLE_BYTES || newNanos <= 0) {
      return;
    }
    sampledBytes = bytes;
    sampledNanos = nanos;
    samples++;
    double seen = newBytes * NANOS_PER_SECOND / newNanos;
    bytesPerSecond += (seen - bytesPerSecond) * Math.max(WEIGHT, 1.0 / samples);
  }

  /** Bytes since the start, as they were last told. */
  long totalBytes() {
    return totalBytes;
  }

  /** The pace, or one that is assumed. */
  double bytesPerSecond() {
    return isKnown() ? bytesPerSecond : ASSUMED_BYTES_PER_SECOND;
  }

  /** Whether enough was seen. */
  boolean isKnown() {
    return totalBytes >= ENOUGH_BYTES && samples > 0;
  }
}
