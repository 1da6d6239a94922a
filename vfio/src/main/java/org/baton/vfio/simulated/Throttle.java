package org.baton.vfio.simulated;

/**
 * Makes bytes take their time: a rate, paid by the calling thread.
 *
 * <p>Works with deadlines, so that many small payments take as long as one large one, and a sleep
 * that lasts too long is made good by the next. Time the caller spends elsewhere is not saved up.
 */
final class Throttle {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final SimulatedTime time;
  private final long bytesPerSecond;

  /** When the last bytes are through. */
  private long busyUntil;

  /** What rounding to nanoseconds left over, in parts of 1/bytesPerSecond ns. */
  private long remainder;

  /** By how much the last sleep was too long. */
  private long overslept;

  /**
   * Creates a throttle.
   *
   * @param bytesPerSecond the rate; 0 for no limit
   */
  Throttle(SimulatedTime time, long bytesPerSecond) {
    this.time = time;
    this.bytesPerSecond = bytesPerSecond;
    this.busyUntil = time.nanoTime();
  }

  /** Blocks for as long as {@code bytes} take. */
  void pay(int bytes) {
    if (bytesPerSecond == 0) {
      return;
    }
    long parts = bytes * NANOS_PER_SECOND + remainder;
    remainder = parts % bytesPerSecond;
    long began = time.nanoTime() - overslept;
    busyUntil = (began - busyUntil > 0 ? began : busyUntil) + parts / bytesPerSecond;
    time.sleep(busyUntil - time.nanoTime());
    overslept = Math.max(0, time.nanoTime() - busyUntil);
  }
}
