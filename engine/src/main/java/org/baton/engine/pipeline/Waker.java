package org.baton.engine.pipeline;

import java.util.concurrent.locks.LockSupport;
import org.baton.transport.Channel;
import org.jspecify.annotations.Nullable;

/**
 * Ends the rest of an agent's thread, so that it may rest for long. Without a thread it does
 * nothing.
 */
final class Waker {
  private volatile @Nullable Thread thread;
  private volatile @Nullable Channel channel;

  /** The calling thread is the agent's. */
  void bind() {
    thread = Thread.currentThread();
  }

  /** The agent's thread does not park: it waits for this channel. */
  void bind(Channel awaited) {
    channel = awaited;
  }

  /** There is something to do. Any thread; what was handed over before is seen. */
  void wake() {
    Thread resting = thread;
    if (resting == Thread.currentThread()) {
      return;
    }
    Channel awaited = channel;
    if (awaited != null) {
      awaited.wakeup();
    } else {
      LockSupport.unpark(resting);
    }
  }
}
