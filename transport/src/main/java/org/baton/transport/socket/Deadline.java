package org.baton.transport.socket;

/** A moment in time until which something may take. */
public final class Deadline {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final long nanoTime;
  private final long timeoutNanos;

  private Deadline(long timeoutNanos) {
    this.timeoutNanos = timeoutNanos;
    this.nanoTime = System.nanoTime() + timeoutNanos;
  }

  /** The moment that many nanoseconds from now, a hundred years at most. */
  public static Deadline after(long timeoutNanos) {
    // Half of the range: the difference of two times must not overflow.
    return new Deadline(Math.clamp(timeoutNanos, 0, Long.MAX_VALUE / 2));
  }

  /** Whether it has passed. */
  public boolean passed() {
    return remainingNanos() <= 0;
  }

  /** Nanoseconds left; not above 0 when it has passed. */
  public long remainingNanos() {
    return nanoTime - System.nanoTime();
  }

  /** Milliseconds left for {@code poll(2)}, rounded up; 0 when it has passed. */
  public int remainingMillis() {
    return millis(remainingNanos());
  }

  /** Nanoseconds as milliseconds for {@code poll(2)}, rounded up so that a wait is no spin. */
  public static int millis(long nanos) {
    return (int) Math.clamp(Math.ceilDiv(nanos, NANOS_PER_MILLI), 0, Integer.MAX_VALUE);
  }

  /** What was granted, for messages. */
  @Override
  public String toString() {
    return millis(timeoutNanos) + " ms";
  }
}
