package org.baton.vfio.simulated;

import java.util.concurrent.locks.LockSupport;

/** The machine's monotonic clock. */
final class RealTime implements SimulatedTime {
  static final RealTime INSTANCE = new RealTime();

  private RealTime() {}

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public void sleep(long nanos) {
    long deadline = System.nanoTime() + nanos;
    long left = nanos;
    // An interrupted thread cannot park: going on would burn a core until the deadline.
    while (left > 0 && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(this, left);
      left = deadline - System.nanoTime();
    }
  }
}
