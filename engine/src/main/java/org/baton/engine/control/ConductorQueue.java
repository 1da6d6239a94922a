package org.baton.engine.control;

import org.agrona.concurrent.ManyToOneConcurrentArrayQueue;

/**
 * Brings what happens on other threads to the conductor's thread, in order. Only rare things come
 * this way: no chunk does.
 */
public final class ConductorQueue {
  private static final int CAPACITY = 1 << 14;

  private final ManyToOneConcurrentArrayQueue<Runnable> events =
      new ManyToOneConcurrentArrayQueue<>(CAPACITY);
  private final Runnable wakeup;

  /**
   * Creates an empty queue.
   *
   * @param wakeup makes the conductor's thread look; any thread
   */
  public ConductorQueue(Runnable wakeup) {
    this.wakeup = wakeup;
  }

  /** Adds an event. Any thread. */
  public void offer(Runnable event) {
    if (!events.offer(event)) {
      // More than every participant and channel together can have to say: something repeats itself.
      throw new IllegalStateException("the conductor does not keep up with its events");
    }
    wakeup.run();
  }

  /** Makes the conductor's thread look at what is no event: gauges, for example. Any thread. */
  public void nudge() {
    wakeup.run();
  }

  /**
   * Runs all events that are there. Conductor's thread only.
   *
   * @return how many
   */
  public int drain() {
    return events.drain(Runnable::run);
  }
}
