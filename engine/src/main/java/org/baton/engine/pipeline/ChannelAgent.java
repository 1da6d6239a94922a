package org.baton.engine.pipeline;

import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.Agent;

/**
 * An agent that drives one channel: alone on its thread, or with others in a {@link SharedAgent}.
 */
interface ChannelAgent extends Agent {
  /** With nothing else on the thread; whatever happens before ends the wait. */
  long AWAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /**
   * Does what can be done without waiting.
   *
   * @return how much was done
   */
  int serve();

  /** Waits until the channel can go on, or somebody wakes it. Not once it is over. */
  void await(long timeoutNanos);

  /** Whether the channel has ended, so that nothing is left to be done. */
  boolean isOver();

  @Override
  default int doWork() {
    int work = serve();
    if (work == 0 && !isOver()) {
      await(AWAIT_NANOS);
      return 1;
    }
    return work;
  }
}
