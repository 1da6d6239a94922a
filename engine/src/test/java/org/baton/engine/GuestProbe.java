package org.baton.engine;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.baton.engine.guest.GuestControl;

/** A guest that knows whether it runs, and refuses when told to. */
final class GuestProbe implements GuestControl {
  private final AtomicBoolean running;
  private final AtomicInteger pauses = new AtomicInteger();
  private volatile long pausedNanos;
  private volatile long resumedNanos;
  private volatile Runnable lastAction = () -> {};
  private volatile boolean refusesPause;
  private volatile boolean refusesResume;

  GuestProbe(boolean running) {
    this.running = new AtomicBoolean(running);
  }

  @Override
  public boolean isRunning() {
    return running.get();
  }

  int pauses() {
    return pauses.get();
  }

  /** When it last stood still. */
  long pausedNanos() {
    return pausedNanos;
  }

  /** When it last began to run again. */
  long resumedNanos() {
    return resumedNanos;
  }

  /** Something that the guest still does when it is asked to pause. */
  void beforePause(Runnable action) {
    lastAction = action;
  }

  void refusePause() {
    refusesPause = true;
  }

  void refuseResume() {
    refusesResume = true;
  }

  @Override
  public void pause() throws IOException {
    if (refusesPause) {
      throw new IOException("vCPU 3 does not stop");
    }
    lastAction.run();
    pauses.incrementAndGet();
    running.set(false);
    pausedNanos = System.nanoTime();
  }

  @Override
  public void resume() throws IOException {
    if (refusesResume) {
      throw new IOException("vCPU 3 does not start");
    }
    resumedNanos = System.nanoTime();
    running.set(true);
  }
}
