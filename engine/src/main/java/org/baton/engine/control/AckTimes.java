package org.baton.engine.control;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.baton.engine.report.AckReport;

/** How long one participant's acks take, from ordering the tag. Owned by the conductor's thread. */
final class AckTimes {
  private static final int DIGITS = 3;
  private static final int OUTSTANDING = 8;
  private static final double MEDIAN = 50;
  private static final double NEARLY_ALL = 99;

  private final Histogram nanos = new Histogram(TimeUnit.HOURS.toNanos(1), DIGITS);

  /** When a generation's tag was ordered; more than so many are never on their way. */
  private final long[] orderedNanos = new long[OUTSTANDING];

  void ordered(int generation, long nowNanos) {
    orderedNanos[generation % OUTSTANDING] = nowNanos;
  }

  /** An ack came; says how long it took. */
  long came(int generation, long nowNanos) {
    long taken = nowNanos - orderedNanos[generation % OUTSTANDING];
    nanos.recordValue(Math.clamp(taken, 0, nanos.getHighestTrackableValue()));
    return taken;
  }

  AckReport report(AckState state) {
    return new AckReport(
        state.requested(),
        state.received(),
        state.reinits(),
        nanos.getValueAtPercentile(MEDIAN),
        nanos.getValueAtPercentile(NEARLY_ALL),
        nanos.getMaxValue());
  }
}
