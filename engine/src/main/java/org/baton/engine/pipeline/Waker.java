package org.baton.engine.pipeline;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Ends the rest of an agent's thread, so that it may rest for long. Without a thread it does
 * nothing.
 */
final class Waker {
  private volatile @Nullable Thread thread;

  /** The calling thread is the agent's. */
  void bind() {
    thread = Thread.currentThread();
  }

  /** There is something to do. Any thread; what was handed over before is seen. */
  void wake() {
    LockSupport.unpark(thread);
  }
}
