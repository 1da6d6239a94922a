package org.baton.vfio.simulated;

/**
 * The time a simulated device lives in: real, or virtual for a simulation in one thread.
 *
 * <p>The device asks nothing else for the time and blocks nowhere else.
 */
public interface SimulatedTime {
  /** Nanoseconds since some fixed moment; never goes back. */
  long nanoTime();

  /**
   * Lets time pass. Never returns early, except that real time gives up when the thread is
   * interrupted, and leaves the interrupt set.
   *
   * @param nanos how long; nothing happens for zero or less
   */
  void sleep(long nanos);

  /** The machine's monotonic clock, and sleep that blocks the thread. */
  static SimulatedTime real() {
    return RealTime.INSTANCE;
  }
}
