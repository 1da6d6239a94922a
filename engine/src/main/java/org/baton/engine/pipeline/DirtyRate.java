package org.baton.engine.pipeline;

import java.util.concurrent.TimeUnit;
import org.baton.engine.participant.PendingBytes;

/**
 * How fast a guest makes new dirty data in a device: what is left now, and was read meanwhile, less
 * what was left before. An average that forgets, over windows of 100 ms.
 *
 * <p>Owned by the participant's thread; allocates nothing.
 */
final class DirtyRate {
  private static final long WINDOW_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** A window counts for so much, and for more while there are few. */
  private static final double WEIGHT = 0.25;

  private static final double NANOS_PER_SECOND = 1e9;

  private boolean started;
  private long windowNanos;
  private double windowBytes;
  private long initialBytes;
  private long reinits;
  private long windows;
  private double bytesPerSecond;

  /**
   * Looks at an answer of the device, while its guest runs.
   *
   * @param nowNanos when it was asked
   * @param pending what is left
   * @param readBytes what was read until then
   */
  void sample(long nowNanos, PendingBytes pending, long readBytes) {
    // As a double: a driver's absurd estimate must not wrap around.
    double bytes = (double) pending.initialBytes() + pending.dirtyBytes() + readBytes;
    // New initial data is no dirty data.
    boolean again = pending.reinits() != reinits || pending.initialBytes() > initialBytes;
    initialBytes = pending.initialBytes();
    reinits = pending.reinits();
    if (again || !started) {
      started = true;
      windowNanos = nowNanos;
      windowBytes = bytes;
      return;
    }
    long elapsed = nowNanos - windowNanos;
    if (elapsed >= WINDOW_NANOS) {
      windows++;
      double seen = Math.max(0, bytes - windowBytes) * NANOS_PER_SECOND / elapsed;
      bytesPerSecond += (seen - bytesPerSecond) * Math.max(WEIGHT, 1.0 / windows);
      windowNanos = nowNanos;
      windowBytes = bytes;
    }
  }

  /** The guest stands still, so nothing of this time counts. */
  void pause() {
    started = false;
  }

  /** The rate, or 0 if it has not been seen yet. */
  long bytesPerSecond() {
    return (long) bytesPerSecond;
  }
}
