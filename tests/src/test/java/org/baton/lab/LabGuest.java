package org.baton.lab;

import org.baton.engine.guest.GuestControl;

/** One side's guest: no machine, but whether it runs. */
final class LabGuest implements GuestControl {
  private final Runnable atPause;
  private volatile boolean runs;
  private volatile long pausedNanos;

  /** One that runs, or one that does not. */
  LabGuest(boolean runs) {
    this(runs, () -> {});
  }

  /** One that does something with its last breath, at each pause. */
  LabGuest(boolean runs, Runnable atPause) {
    this.runs = runs;
    this.atPause = atPause;
  }

  /** When it was paused last, by the system's clock; 0: never. */
  long pausedNanos() {
    return pausedNanos;
  }

  @Override
  public boolean isRunning() {
    return runs;
  }

  @Override
  public void pause() {
    if (!runs) {
      throw new AssertionError("nobody pauses a guest that does not run");
    }
    pausedNanos = System.nanoTime();
    atPause.run();
    runs = false;
  }

  @Override
  public void resume() {
    runs = true;
  }
}
