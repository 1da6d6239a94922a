package org.baton.bench.baton;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A driver that takes its time over what it is given. What was late once is not made up for.
 *
 * <p>Owned by the device's thread.
 */
final class Throttle {
  private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

  private final long bytesPerSecond;
  private long freeNanos;

  /**
   * A driver.
   *
   * @param bytesPerSecond its pace; 0 for one that takes no time
   */
  Throttle(long bytesPerSecond) {
    this.bytesPerSecond = bytesPerSecond;
  }

  /** A session begins. */
  void start() {
    freeNanos = System.nanoTime();
  }

  /** Blocks until the driver has got through so many bytes. */
  void pass(long bytes) {
    if (bytesPerSecond == 0) {
      return;
    }
    freeNanos = Math.max(freeNanos, System.nanoTime()) + nanos(bytes, bytesPerSecond);
    for (long left = freeNanos - System.nanoTime();
        left > 0;
        left = freeNanos - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /** How long so many bytes take. */
  static long nanos(long bytes, long bytesPerSecond) {
    return (long) (bytes * NANOS_PER_SECOND / bytesPerSecond);
  }
}
