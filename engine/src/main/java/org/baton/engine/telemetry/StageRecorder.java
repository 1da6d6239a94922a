package org.baton.engine.telemetry;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/**
 * Times of one stage on one thread, in nanoseconds.
 *
 * <p>{@link #record} belongs to that thread and is wait-free; {@link #takeInterval} may be called
 * by any one thread.
 */
public final class StageRecorder {
  private static final long HIGHEST_NANOS = TimeUnit.MINUTES.toNanos(10);
  private static final int SIGNIFICANT_DIGITS = 2;

  private final Stage stage;
  private final SingleWriterRecorder recorder =
      new SingleWriterRecorder(1, HIGHEST_NANOS, SIGNIFICANT_DIGITS);

  /** Creates an empty recorder. */
  public StageRecorder(Stage stage) {
    this.stage = stage;
  }

  /** Which stage is recorded. */
  public Stage stage() {
    return stage;
  }

  /** Records one duration; longer than ten minutes counts as ten minutes. */
  public void record(long nanos) {
    recorder.recordValue(Math.clamp(nanos, 1, HIGHEST_NANOS));
  }

  /** What was recorded since the last call. */
  public Histogram takeInterval() {
    return recorder.getIntervalHistogram();
  }
}
