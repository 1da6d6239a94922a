package org.baton.lab;

import org.baton.engine.guest.GuestControl;

/** The guest of the side that is not killed. */
final class SurvivingGuest implements GuestControl {
  private volatile boolean runs;

  /** Creates one that runs or not. */
  SurvivingGuest(boolean runs) {
    this.runs = runs;
  }

  /** Whether it runs now. */
  boolean runs() {
    return runs;
  }

  @Override
  public void pause() {
    runs = false;
  }

  @Override
  public void resume() {
    runs = true;
  }
}
