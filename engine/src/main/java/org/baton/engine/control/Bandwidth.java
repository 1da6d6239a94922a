package org.baton.engine.control;

import java.util.concurrent.TimeUnit;

/**
 * What the channels have been seen to carry together: the best of the windows so far. A window
 * lasts at least 100 ms and until enough has arrived to say something about the wire; a trickle
 * only says that there was little to send.
 */
final class Bandwidth {
  private static final long WINDOW_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private static final long WINDOW_BYTES = 4L << 20;

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
    long arrived = arrivedBytes - windowStartBytes;
    if (elapsed >= WINDOW_NANOS && arrived >= WINDOW_BYTES) {
      long rate = (long) (arrived * 1e9 / elapsed);
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
