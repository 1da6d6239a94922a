package org.baton.engine.simulation;

import java.util.SplittableRandom;
import org.agrona.concurrent.Agent;

/** One agent's turns. How long it waits between two of them is its scheduler's and our whim. */
final class SimulatedThread {
  private static final int BUSY_NANOS = 20_000;
  private static final int STALL_IN = 500;
  private static final int STALL_NANOS = 8_000_000;

  private final Agent agent;
  private final SimulatedClock clock;
  private final SplittableRandom random;
  private final long idleNanos;
  private boolean started;
  private boolean sleeping;
  private boolean woken;
  private long sleepNanos;
  private long nextNanos;

  SimulatedThread(Agent agent, SimulatedClock clock, SplittableRandom random, long idleNanos) {
    this.agent = agent;
    this.clock = clock;
    this.random = random;
    this.idleNanos = idleNanos;
    this.nextNanos = clock.nanoTime() + random.nextInt(BUSY_NANOS);
  }

  /** When its next turn is. */
  long nextNanos() {
    return nextNanos;
  }

  /** Does what an agent does in one round. */
  void turn() {
    sleeping = false;
    sleepNanos = 0;
    int work = round();
    nextNanos = clock.nanoTime() + pause(work);
    clock.takeAhead();
  }

  private int round() {
    if (!started) {
      started = true;
      agent.onStart();
      return 1;
    }
    try {
      return agent.doWork();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(agent.roleName() + " threw what no agent declares", e);
    }
  }

  private long pause(int work) {
    if (random.nextInt(STALL_IN) == 0) {
      return random.nextInt(STALL_NANOS);
    }
    if (sleepNanos > 0) {
      sleeping = true;
      return sleepNanos;
    }
    return 1 + (work > 0 ? random.nextInt(BUSY_NANOS) : random.nextLong(idleNanos));
  }

  /** The agent wants to sleep behind this turn, unless it was woken meanwhile. */
  void sleep(long nanos) {
    if (!woken) {
      sleepNanos = Math.max(1, nanos);
    }
    woken = false;
  }

  /** Ends the sleep, or else the next one. */
  void wake() {
    woken = !sleeping;
    rouseAt(clock.nanoTime() + 1 + random.nextInt(BUSY_NANOS));
  }

  /** Something that it waits for comes at that time. */
  void rouseAt(long nanos) {
    if (sleeping) {
      nextNanos = Math.min(nextNanos, nanos);
    }
  }
}
