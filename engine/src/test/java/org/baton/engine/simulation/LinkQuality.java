package org.baton.engine.simulation;

import java.util.SplittableRandom;

/**
 * How fast a connection is, one way.
 *
 * @param latencyNanos the least that a message takes
 * @param jitterNanos how much longer one may take
 * @param bytesPerSecond what it carries
 */
record LinkQuality(long latencyNanos, long jitterNanos, long bytesPerSecond) {
  private static final double NANOS_PER_SECOND = 1e9;

  /** How long a message of that length takes. */
  long delayNanos(int bytes, SplittableRandom random) {
    return latencyNanos
        + random.nextLong(jitterNanos + 1)
        + (long) (bytes * NANOS_PER_SECOND / bytesPerSecond);
  }
}
