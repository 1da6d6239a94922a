package org.baton.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What happens on SIGINT and SIGTERM: the migration is cancelled, and the process ends when it has
 * put everything back. Any thread.
 *
 * <p>The JVM ends on these signals once its shutdown hooks have returned, so the one hook here
 * waits for the command. Before a command has begun something that can be cancelled it does not
 * wait.
 */
final class Interruption {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final CountDownLatch ended = new CountDownLatch(1);
  private @Nullable Runnable cancel;
  private boolean requested;
  private boolean begun;
  private volatile int exitCode = ExitCode.CANCELLED;

  /** One that no signal reaches. */
  Interruption() {}

  /** One that the signals of this process reach. */
  static Interruption ofProcess() {
    Interruption interruption = new Interruption();
    Runtime.getRuntime().addShutdownHook(new Thread(interruption::onShutdown, "baton-exit"));
    return interruption;
  }

  /** Does something that can be cancelled; if that was asked for already, cancels at once. */
  <E extends Exception> void during(Runnable canceller, Work<E> work)
      throws E, InterruptedException {
    set(canceller);
    try {
      work.run();
    } finally {
      set(null);
    }
  }

  /** Something that takes time. */
  interface Work<E extends Exception> {
    void run() throws E, InterruptedException;
  }

  /** Whether the operator wants the process to end. */
  boolean isRequested() {
    lock.lock();
    try {
      return requested;
    } finally {
      lock.unlock();
    }
  }

  /** Returns when the operator wants the process to end. */
  void await() throws InterruptedException {
    lock.lock();
    try {
      while (!requested) {
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Asks the command to end, as a signal does. */
  void request() {
    Runnable action;
    lock.lock();
    try {
      requested = true;
      changed.signalAll();
      action = cancel;
    } finally {
      lock.unlock();
    }
    if (action != null) {
      action.run();
    }
  }

  /** Ends the process. */
  void exit(int code) {
    exitCode = code;
    ended.countDown();
    System.exit(code);
  }

  private void set(@Nullable Runnable canceller) {
    boolean now;
    lock.lock();
    try {
      cancel = canceller;
      begun = true;
      now = requested;
    } finally {
      lock.unlock();
    }
    if (now && canceller != null) {
      canceller.run();
    }
  }

  private boolean hasBegun() {
    lock.lock();
    try {
      return begun || ended.getCount() == 0;
    } finally {
      lock.unlock();
    }
  }

  private void onShutdown() {
    request();
    try {
      if (hasBegun()) {
        ended.await();
      }
    } catch (InterruptedException e) {
      // Nobody interrupts this thread; if somebody does, there is nothing left to wait for.
      Thread.currentThread().interrupt();
    }
    System.out.flush();
    System.err.flush();
    // The JVM's own code for a signal would be 143 or 130, whatever the command found.
    Runtime.getRuntime().halt(exitCode);
  }
}
