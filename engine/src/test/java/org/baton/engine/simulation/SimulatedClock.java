package org.baton.engine.simulation;

import org.agrona.concurrent.NanoClock;
import org.baton.vfio.simulated.SimulatedTime;

/**
 * The time of a simulation. An agent whose driver blocks gets ahead of the others, and has to wait
 * until they have caught up: so devices block in parallel although all run on one thread.
 */
final class SimulatedClock implements SimulatedTime, NanoClock {
  /** Nothing in Baton may depend on a clock that begins at 0. */
  private static final long START_NANOS = 1_000_000_000L;

  private long nowNanos = START_NANOS;
  private long aheadNanos;

  @Override
  public long nanoTime() {
    return nowNanos + aheadNanos;
  }

  @Override
  public void sleep(long nanos) {
    aheadNanos += Math.max(0, nanos);
  }

  /** It is later, for all. */
  void advanceTo(long nanos) {
    nowNanos = Math.max(nowNanos, nanos);
  }

  /** By how much whoever ran last is ahead of the others; the next one is not. */
  long takeAhead() {
    long ahead = aheadNanos;
    aheadNanos = 0;
    return ahead;
  }

  /** Since the start. */
  long elapsedNanos() {
    return nanoTime() - START_NANOS;
  }
}
