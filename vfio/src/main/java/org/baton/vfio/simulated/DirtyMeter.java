package org.baton.vfio.simulated;

/** How much state the running guest changes as time goes by. */
final class DirtyMeter {
  /** State is changed in whole units of this; a part of one is not seen yet. */
  static final int UNIT_BYTES = 64;

  /** With a larger rate, one second's worth in 1/10^9 bytes would not fit a long. */
  static final long MAX_BYTES_PER_SECOND = 8L << 30;

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final long bytesPerSecond;
  private boolean running;
  private long measuredTo;

  /** Changed, but not yet a whole unit. */
  private long partBytes;

  /** Changed, but not yet a whole byte, in 1/10^9 bytes. */
  private long partNanobytes;

  DirtyMeter(long bytesPerSecond) {
    this.bytesPerSecond = bytesPerSecond;
  }

  /** The guest changes state from now on. */
  void start(long now) {
    measuredTo = now;
    running = true;
  }

  /** The guest changes nothing from now on; {@link #take} what it has changed before. */
  void stop() {
    running = false;
  }

  /** Forgets what is not a whole unit yet: the next session starts from nothing. */
  void clear() {
    partBytes = 0;
    partNanobytes = 0;
  }

  /** Bytes changed since the last call, in whole units. */
  long take(long now) {
    if (!running || bytesPerSecond == 0) {
      return 0;
    }
    long elapsed = now - measuredTo;
    measuredTo = now;
    long nanobytes = (elapsed % NANOS_PER_SECOND) * bytesPerSecond + partNanobytes;
    partNanobytes = nanobytes % NANOS_PER_SECOND;
    partBytes += (elapsed / NANOS_PER_SECOND) * bytesPerSecond + nanobytes / NANOS_PER_SECOND;
    long units = partBytes / UNIT_BYTES;
    partBytes %= UNIT_BYTES;
    return units * UNIT_BYTES;
  }

  /** How long until a whole unit is changed; −1 for never. */
  long nanosToNextUnit() {
    if (!running || bytesPerSecond == 0) {
      return -1;
    }
    long nanobytes = (UNIT_BYTES - partBytes) * NANOS_PER_SECOND - partNanobytes;
    return Math.ceilDiv(nanobytes, bytesPerSecond);
  }
}
