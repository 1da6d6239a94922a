package org.baton.engine.control;

import java.util.Locale;

/**
 * Notices a device that re-initialises faster than it is acknowledged: it has said REINIT again and
 * again since nothing of it was pending last. Owned by the conductor's thread.
 */
final class ReinitRate {
  /** One may come at any time, and a second while its ack is on its way. */
  private static final int TOO_MANY = 3;

  private static final double NANOS_PER_SECOND = 1e9;
  private static final double NANOS_PER_MILLI = 1e6;

  private boolean started;
  private long settledNanos;
  private long settledReinits;

  /** Looks at what is pending; in each round. */
  void look(AckState acks, long nowNanos) {
    if (!started || acks.pending() == 0) {
      started = true;
      settledNanos = nowNanos;
      settledReinits = acks.reinits();
    }
  }

  /**
   * What is to be said of the device, for people; empty if it can be acknowledged in time.
   *
   * @param roundTripNanos what an ack takes, from ordering its tag; 0 if none came
   * @param nowNanos the time of the last look
   */
  String complaint(AckState acks, long roundTripNanos, long nowNanos) {
    long reinits = acks.reinits() - settledReinits;
    long nanos = nowNanos - settledNanos;
    if (reinits < TOO_MANY || nanos <= 0) {
      return "";
    }
    return "%s re-initialises faster than it is acknowledged: %s, %s"
        .formatted(
            acks.name(),
            often(reinits * NANOS_PER_SECOND / nanos),
            roundTripNanos == 0
                ? "and no ack of it has come"
                : String.format(
                    Locale.ROOT, "an ack takes %.1f ms", roundTripNanos / NANOS_PER_MILLI));
  }

  private static String often(double perSecond) {
    return perSecond >= 1
        ? String.format(Locale.ROOT, "%.1f times a second", perSecond)
        : String.format(Locale.ROOT, "every %.1f s", 1 / perSecond);
  }
}
