package org.baton.engine.simulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.agrona.concurrent.Agent;
import org.jspecify.annotations.Nullable;

/** Whose turn it is: simulated threads, and what happens at a given moment. */
final class Timeline {
  private record Moment(long nanos, long number, Runnable event) {}

  private final SimulatedClock clock;
  private final SplittableRandom random;
  private final List<SimulatedThread> threads = new ArrayList<>();
  private final PriorityQueue<Moment> moments =
      new PriorityQueue<>(
          Comparator.comparingLong(Moment::nanos).thenComparingLong(Moment::number));
  private @Nullable SimulatedThread current;
  private long moment;

  Timeline(SimulatedClock clock, SplittableRandom random) {
    this.clock = clock;
    this.random = random;
  }

  /** Gives an agent a thread, which begins with {@code onStart}. */
  SimulatedThread start(Agent agent, long idleNanos) {
    SimulatedThread thread = new SimulatedThread(agent, clock, random.split(), idleNanos);
    threads.add(thread);
    return thread;
  }

  /** An agent has no turn any more. */
  void stop(SimulatedThread thread) {
    threads.remove(thread);
  }

  /** Something happens later. */
  void after(long delayNanos, Runnable event) {
    moments.add(new Moment(clock.nanoTime() + delayNanos, moment++, event));
  }

  /** The thread whose turn it is. */
  SimulatedThread current() {
    if (current == null) {
      throw new IllegalStateException("no thread runs");
    }
    return current;
  }

  /** Lets whatever is next happen. */
  void step() {
    SimulatedThread next = null;
    for (SimulatedThread thread : threads) {
      if (next == null || thread.nextNanos() < next.nextNanos()) {
        next = thread;
      }
    }
    Moment first = moments.peek();
    if (first != null && (next == null || first.nanos <= next.nextNanos())) {
      moments.remove();
      clock.advanceTo(first.nanos);
      first.event.run();
    } else if (next != null) {
      clock.advanceTo(next.nextNanos());
      current = next;
      next.turn();
      current = null;
    } else {
      throw new IllegalStateException("nothing can ever happen any more");
    }
  }
}
