package org.baton.engine.participant;

import org.baton.engine.telemetry.jfr.Transitions;
import org.baton.vfio.DeviceState;
import org.baton.vfio.MigratableDevice;
import org.baton.vfio.VfioException;

/**
 * Changes a device's state and remembers which it is, so that whoever only wants to know does not
 * call the driver. Owned by the device's thread.
 */
final class KnownState {
  private final MigratableDevice device;
  private DeviceState state = DeviceState.RUNNING;

  /** Of a device that is RUNNING. */
  KnownState(MigratableDevice device) {
    this.device = device;
  }

  /** Where the device is, as far as is known. */
  DeviceState get() {
    return state;
  }

  /** {@link MigratableDevice#setState(DeviceState)}. */
  void set(DeviceState target) throws VfioException {
    try {
      Transitions.set(device, state, target);
      state = target;
    } catch (VfioException e) {
      look();
      throw e;
    }
  }

  /** {@link MigratableDevice#setState(DeviceState, DeviceState)}. */
  void set(DeviceState target, DeviceState recovery) throws VfioException {
    try {
      Transitions.set(device, state, target, recovery);
      state = target;
    } catch (VfioException e) {
      look();
      throw e;
    }
  }

  /** {@link MigratableDevice#reset()}. */
  void reset() throws VfioException {
    try {
      device.reset();
      state = DeviceState.RUNNING;
    } catch (VfioException e) {
      look();
      throw e;
    }
  }

  /** After a refusal the device may be anywhere. */
  private void look() {
    try {
      state = device.state();
    } catch (VfioException e) {
      // Then nobody knows better than before; the refusal says more.
    }
  }
}
