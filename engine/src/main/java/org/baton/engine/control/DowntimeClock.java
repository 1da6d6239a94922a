package org.baton.engine.control;

import java.util.Arrays;
import org.baton.engine.report.DowntimeStages;

/** How long the guest stands still, stage by stage, on the source's clock. */
final class DowntimeClock {
  private static final int RECOVERY = 5;

  private final long[] stages = new long[RECOVERY + 1];
  private boolean running;
  private int stage;
  private long startNanos;
  private long stageStartNanos;

  /** The guest is being paused from now on: the first stage begins. */
  void start(long nowNanos) {
    clear();
    running = true;
    startNanos = nowNanos;
    enter(0, nowNanos);
  }

  /** The present stage ended, the next one begins. */
  void next(long nowNanos) {
    leave(nowNanos);
    enter(stage + 1, nowNanos);
  }

  /** It has failed: what follows is the way back. Nothing if the guest was not paused. */
  void recover(long nowNanos) {
    if (running) {
      leave(nowNanos);
      enter(RECOVERY, nowNanos);
    }
  }

  /** The guest runs again, here or there; or it will not be known. Nothing if it does already. */
  void end(long nowNanos) {
    if (running) {
      leave(nowNanos);
      running = false;
    }
  }

  /** The guest runs on as if it had never been paused: the migration goes on. */
  void clear() {
    Arrays.fill(stages, 0);
  }

  /** Since the guest was being paused. */
  long sinceStart(long nowNanos) {
    return nowNanos - startNanos;
  }

  /** The stages that ended; the others are 0. */
  DowntimeStages stages() {
    return new DowntimeStages(
        stages[0], stages[1], stages[2], stages[3], stages[4], stages[RECOVERY]);
  }

  private void enter(int number, long nowNanos) {
    stage = number;
    stageStartNanos = nowNanos;
  }

  private void leave(long nowNanos) {
    stages[stage] = nowNanos - stageStartNanos;
  }
}
