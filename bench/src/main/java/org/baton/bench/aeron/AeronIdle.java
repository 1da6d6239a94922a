package org.baton.bench.aeron;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;

/**
 * What a thread does when there is nothing to do: in a round it spins a little, yields, and parks
 * for longer and longer; between rounds it sleeps, because others are measured then.
 *
 * <p><b>Threading:</b> one for each thread.
 */
final class AeronIdle implements IdleStrategy {
  private static final int SPINS = 10;
  private static final int YIELDS = 20;
  private static final long MIN_PARK_NANOS = 1_000;
  private static final long MAX_PARK_NANOS = 100_000;
  private static final long SLEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final AtomicBoolean working;
  private final IdleStrategy busy =
      new BackoffIdleStrategy(SPINS, YIELDS, MIN_PARK_NANOS, MAX_PARK_NANOS);

  /**
   * Creates one.
   *
   * @param working whether a round is on
   */
  AeronIdle(AtomicBoolean working) {
    this.working = working;
  }

  @Override
  public void idle(int workCount) {
    if (workCount > 0) {
      reset();
    } else {
      idle();
    }
  }

  @Override
  public void idle() {
    if (working.get()) {
      busy.idle();
    } else {
      LockSupport.parkNanos(SLEEP_NANOS);
    }
  }

  @Override
  public void reset() {
    busy.reset();
  }
}
