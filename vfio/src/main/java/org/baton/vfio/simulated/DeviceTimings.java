package org.baton.vfio.simulated;

/**
 * How long a simulated driver takes. All is paid by blocking the thread that calls.
 *
 * @param saveBytesPerSecond how fast the stream can be read; 0 for no limit
 * @param loadBytesPerSecond how fast it can be written; 0 for no limit
 * @param transitions how long changes of state take
 * @param initialLoadNanos how long loading one chunk of initial data takes, inside the write that
 *     completes it
 * @param precopyInfoNanos how long asking for precopy info takes
 */
public record DeviceTimings(
    long saveBytesPerSecond,
    long loadBytesPerSecond,
    TransitionTimes transitions,
    long initialLoadNanos,
    long precopyInfoNanos) {
  /** Checks that nothing is negative. */
  public DeviceTimings {
    if (saveBytesPerSecond < 0 || loadBytesPerSecond < 0) {
      throw new IllegalArgumentException(
          "saveBytesPerSecond and loadBytesPerSecond must not be negative: "
              + saveBytesPerSecond
              + ", "
              + loadBytesPerSecond);
    }
    Quantities.requireTime("initialLoadTime", initialLoadNanos);
    Quantities.requireTime("precopyInfoTime", precopyInfoNanos);
  }
}
