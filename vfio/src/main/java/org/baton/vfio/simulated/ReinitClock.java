package org.baton.vfio.simulated;

/** Tells when a {@link ReinitPlan}'s moments have come in the present session. */
final class ReinitClock {
  private final long[] atNanos;
  private final long everyNanos;
  private long began;
  private int next;
  private long periods;

  ReinitClock(ReinitPlan plan) {
    atNanos = plan.atNanos().stream().mapToLong(Long::longValue).toArray();
    everyNanos = plan.everyNanos();
  }

  /** A session begins: all moments are ahead. */
  void begin(long now) {
    began = now;
    next = 0;
    periods = 0;
  }

  /** How many moments have come since the last call. */
  long take(long now) {
    long elapsed = now - began;
    long events = 0;
    while (next < atNanos.length && atNanos[next] <= elapsed) {
      next++;
      events++;
    }
    if (everyNanos > 0) {
      long passed = elapsed / everyNanos;
      events += passed - periods;
      periods = passed;
    }
    return events;
  }
}
