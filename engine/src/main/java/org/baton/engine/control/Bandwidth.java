package org.baton.engine.control;

import java.util.concurrent.TimeUnit;

/**
 * What the channels have been seen to carry together: the best of the windows in which they had
 * their hands full. In any other, what arrived only tells what there was to send; but what arrived
 * faster than is assumed of a link that nobody knows is known to be carried.
 *
 * <p>A window lasts at least 100 ms and until enough has arrived to say something about the wire,
 * and not about the first calls of a JVM.
 */
final class Bandwidth {
  private static final long WINDOW_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private static final long WINDOW_BYTES = 8L << 20;

  /** So much of a window must have been spent on sending. */
  private static final double FULL = 0.8;

  private static final double NANOS_PER_SECOND = 1e9;

  private long windowStartNanos;
  private long windowStartBytes;
  private long windowStartBusyNanos;
  private double full;
  private double seen;
  private boolean started;

  /**
   * Looks at what has happened since the start.
   *
   * @param arrivedBytes loaded at the destination
   * @param busyNanos for how long a channel had something under way, on average over the channels
   */
  void sample(long nowNanos, long arrivedBytes, long busyNanos) {
    long elapsed = nowNanos - windowStartNanos;
    long arrived = arrivedBytes - windowStartBytes;
    if (started && (elapsed < WINDOW_NANOS || arrived < WINDOW_BYTES)) {
      return;
    }
    if (started) {
      double rate = arrived * NANOS_PER_SECOND / elapsed;
      seen = Math.max(seen, rate);
      if (busyNanos - windowStartBusyNanos >= FULL * elapsed) {
        full = Math.max(full, rate);
      }
    }
    started = true;
    windowStartNanos = nowNanos;
    windowStartBytes = arrivedBytes;
    windowStartBusyNanos = busyNanos;
  }

  /** Bytes per second, or 0 if the link may carry any. */
  long bytesPerSecond() {
    return (long) (full > 0 || seen > Pace.ASSUMED_BYTES_PER_SECOND ? Math.max(full, seen) : 0);
  }
}
