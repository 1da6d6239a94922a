package org.baton.engine.control;

import java.util.concurrent.TimeUnit;

/**
 * What the channels have been seen to carry together: the best of the windows of 100 ms so far. A
 * window in which there was little to send says nothing about the wire, so the best one counts.
 */
final class Bandwidth {
  private static final long WINDOW_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private long windowStartNanos;
  private long windowStartBytes;
  private long bestBytesPerSecond;
  private boolean started;

  /** Looks at the bytes that have arrived since the start. */
  void sample(long nowNanos, long arrivedBytes) {
    if (!started) {
      started = true;
      windowStartNanos = nowNanos;
      windowStartBytes = arrivedBytes;
      return;
    }
    long elapsed = nowNanos - windowStartNanos;
    if (elapsed >= WINDOW_NANOS) {
      long rate = (long) ((arrivedBytes - windowStartBytes) * 1e9 / elapsed);
      bestBytesPerSecond = Math.max(bestBytesPerSecond, rate);
      windowStartNanos = nowNanos;
      windowStartBytes = arrivedBytes;
    }
  }

  /** Bytes per second, or 0 if nothing has been seen. */
  long bytesPerSecond() {
    return bestBytesPerSecond;
  }
}
