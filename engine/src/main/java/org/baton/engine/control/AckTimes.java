package org.baton.engine.control;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.agrona.collections.LongArrayQueue;
import org.baton.engine.report.AckReport;
import org.baton.engine.telemetry.Stage;
import org.baton.engine.telemetry.StageRecorder;

/** How long one participant's acks take, from ordering the tag. Owned by the conductor's thread. */
final class AckTimes {
  private static final int DIGITS = 3;
  private static final double MEDIAN = 50;
  private static final double NEARLY_ALL = 99;

  private final Histogram nanos = new Histogram(TimeUnit.HOURS.toNanos(1), DIGITS);
  private final StageRecorder recorder = new StageRecorder(Stage.ACK);

  /** Walking through a histogram takes long, and progress is shown often. */
  private long medianNanos;

  private long nearlyAllNanos;
  private boolean walked = true;
  private long waitNanos;

  /** When tags were ordered whose acks have not come, the oldest first, as the acks come. */
  private final LongArrayQueue orderedNanos = new LongArrayQueue(Long.MIN_VALUE);

  /** The same times, for a log. */
  StageRecorder recorder() {
    return recorder;
  }

  /** A tag was ordered. */
  void ordered(long nowNanos) {
    orderedNanos.addLong(nowNanos);
  }

  /** The ack of the oldest tag came; says how long it took. */
  long came(long nowNanos) {
    long taken = nowNanos - orderedNanos.removeLong();
    nanos.recordValue(Math.clamp(taken, 0, nanos.getHighestTrackableValue()));
    recorder.record(taken);
    walked = false;
    return taken;
  }

  /** Nothing but acks was missing, and among them one of this participant. */
  void waited(long forNanos) {
    waitNanos += forNanos;
  }

  /** The median, or 0 if none came. */
  long medianNanos() {
    walk();
    return medianNanos;
  }

  AckReport report(AckState state) {
    walk();
    return new AckReport(
        state.requested(),
        state.received(),
        state.reinits(),
        state.late(),
        medianNanos,
        nearlyAllNanos,
        nanos.getMaxValue(),
        waitNanos);
  }

  /** Once for each ack that came. */
  private void walk() {
    if (!walked) {
      medianNanos = nanos.getValueAtPercentile(MEDIAN);
      nearlyAllNanos = nanos.getValueAtPercentile(NEARLY_ALL);
      walked = true;
    }
  }
}
