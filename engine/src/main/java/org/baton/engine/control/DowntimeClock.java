package org.baton.engine.control;

import org.baton.engine.report.DowntimeStages;

/** When each stage of the switchover ended, on the source's clock. */
final class DowntimeClock {
  private final long[] ends = new long[6];
  private int reached;

  /** The guest is being paused from now on: stage 0 begins. */
  void start(long nowNanos) {
    ends[0] = nowNanos;
    reached = 0;
  }

  /** The present stage ended, the next one begins. */
  void next(long nowNanos) {
    ends[++reached] = nowNanos;
  }

  /** Since the guest was being paused. */
  long sinceStart(long nowNanos) {
    return nowNanos - ends[0];
  }

  /** The stages that ended; the others are 0. */
  DowntimeStages stages() {
    return new DowntimeStages(stage(1), stage(2), stage(3), stage(4), stage(5));
  }

  private long stage(int number) {
    return number <= reached ? ends[number] - ends[number - 1] : 0;
  }
}
