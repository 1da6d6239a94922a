package org.baton.cli;

import org.baton.engine.guest.GuestControl;
import org.baton.vfio.simulated.SimulatedDevice;

/**
 * A guest that re-initialises a simulated device in the moment when it is paused: the late REINIT
 * that {@code --late-reinit-policy} is about, whenever the source goes over.
 */
final class RestlessGuest implements GuestControl {
  private final SimulatedDevice device;
  private int left;

  /**
   * Creates one.
   *
   * @param device what it re-initialises
   * @param times at how many pauses, from the first on
   */
  RestlessGuest(SimulatedDevice device, int times) {
    this.device = device;
    this.left = times;
  }

  @Override
  public void pause() {
    if (left > 0) {
      left--;
      device.requestReinit();
    }
  }

  @Override
  public void resume() {}
}
