package org.baton.bench.baton;

import java.util.concurrent.TimeUnit;
import org.baton.bench.side.SideArguments;

/**
 * When a device re-initialises: every so often since its session began, whatever became of the acks
 * of before. Each time there is as much initial data as at the beginning. What is due twice between
 * two questions is told once, as drivers do.
 *
 * <p>Owned by the device's thread.
 */
final class ReinitSchedule {
  /** No initial data, and so no precopy. */
  static final ReinitSchedule NONE = new ReinitSchedule(0, 0, 0);

  private static final int INITIAL_BYTES = 4096;

  private final int count;
  private final long everyNanos;
  private final long initialBytes;

  private long startNanos;
  private int told;

  /**
   * A schedule.
   *
   * @param count how often; 0 for never, and no initial data
   * @param everyNanos from one to the next, and from the start to the first
   * @param initialBytes how much initial data there is at the start, and more each time
   */
  ReinitSchedule(int count, long everyNanos, long initialBytes) {
    this.count = count;
    this.everyNanos = everyNanos;
    this.initialBytes = initialBytes;
  }

  /** As a side is told. */
  static ReinitSchedule of(SideArguments arguments) {
    return new ReinitSchedule(
        arguments.option("reinits", 0),
        TimeUnit.MICROSECONDS.toNanos(arguments.option("reinit-micros", 0)),
        arguments.option("initial-bytes", INITIAL_BYTES));
  }

  /** Whether there is no precopy at all. */
  boolean isNone() {
    return count == 0;
  }

  /** A session begins. */
  void start(long nowNanos) {
    startNanos = nowNanos;
    told = 0;
  }

  /** Whether one has become due since it was asked before. */
  boolean take(long nowNanos) {
    int due = (int) Math.min(count, (nowNanos - startNanos) / Math.max(1, everyNanos));
    boolean more = due > told;
    told = due;
    return more;
  }

  /** Whether all have been told. */
  boolean isOver() {
    return told == count;
  }

  /**
   * Where in the device's state the initial data of so far ends.
   *
   * @param length of the whole state
   */
  long initialEnd(long length) {
    return isNone() ? 0 : Math.min(length, (told + 1) * initialBytes);
  }
}
