package org.baton.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What happens on SIGINT, SIGTERM and SIGHUP: the migration is cancelled, and the process ends when
 * it has put everything back. Before a command has begun something that can be cancelled it ends at
 * once. Any thread.
 *
 * <p>A command that {@linkplain #hold holds} devices because the outcome is unknown ends only on a
 * SIGINT or SIGTERM that comes while it holds. An earlier one was meant to cancel, and SIGHUP says
 * only that the terminal is gone, not that somebody has looked at the other side.
 */
final class Interruption {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private @Nullable Runnable cancel;
  private boolean requested;
  private boolean begun;
  private boolean holding;

  /** One that no signal reaches yet. */
  Interruption() {}

  /**
   * Lets the signals of this process reach it.
   *
   * @throws IllegalStateException if the JVM keeps one for itself
   */
  void takeSignals() {
    Signals.handle("INT", this::onSignal);
    Signals.handle("TERM", this::onSignal);
    Signals.handle("HUP", this::onHangup);
  }

  /** Does what SIGTERM does when a stream ends, which nobody writes to. */
  void onEndOf(InputStream input) {
    Thread.ofPlatform()
        .name("baton-parent")
        .daemon()
        .start(
            () -> {
              try {
                input.transferTo(OutputStream.nullOutputStream());
              } catch (IOException e) {
                // What cannot be read has ended.
              }
              onSignal();
            });
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

  /**
   * Returns when the operator, having been told why the process waits, wants it to end. What was
   * requested before does not count.
   *
   * @param explanation tells why; a request that comes meanwhile counts as one after it
   */
  void hold(Runnable explanation) throws InterruptedException {
    setHolding();
    explanation.run();
    lock.lock();
    try {
      while (holding) {
        changed.await();
      }
    } finally {
      holding = false;
      lock.unlock();
    }
  }

  /** Asks the command to end, as a signal does. */
  void request() {
    Runnable action;
    lock.lock();
    try {
      requested = true;
      holding = false;
      changed.signalAll();
      action = cancel;
    } finally {
      lock.unlock();
    }
    if (action != null) {
      action.run();
    }
  }

  private void setHolding() {
    lock.lock();
    try {
      holding = true;
    } finally {
      lock.unlock();
    }
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

  private void onSignal() {
    request();
    if (!hasBegun()) {
      System.exit(ExitCode.CANCELLED);
    }
  }

  private void onHangup() {
    if (!isHolding()) {
      onSignal();
    }
  }

  private boolean hasBegun() {
    lock.lock();
    try {
      return begun;
    } finally {
      lock.unlock();
    }
  }

  private boolean isHolding() {
    lock.lock();
    try {
      return holding;
    } finally {
      lock.unlock();
    }
  }
}
