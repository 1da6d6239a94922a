package org.baton.engine.telemetry.jfr;

import org.baton.vfio.DeviceState;
import org.baton.vfio.MigratableDevice;
import org.baton.vfio.VfioException;

/** State changes of devices, each with its time in the flight recording. */
public final class Transitions {
  private Transitions() {}

  /** {@link MigratableDevice#setState(DeviceState)}, from where the device is known to be. */
  public static void set(MigratableDevice device, DeviceState origin, DeviceState target)
      throws VfioException {
    record(device, origin, target, () -> device.setState(target));
  }

  /** {@link MigratableDevice#setState(DeviceState, DeviceState)}, as above. */
  public static void set(
      MigratableDevice device, DeviceState origin, DeviceState target, DeviceState recovery)
      throws VfioException {
    record(device, origin, target, () -> device.setState(target, recovery));
  }

  private static void record(
      MigratableDevice device, DeviceState origin, DeviceState target, Change change)
      throws VfioException {
    TransitionEvent event = new TransitionEvent();
    event.device = device.name();
    event.origin = origin.name();
    event.target = target.name();
    event.begin();
    try {
      change.run();
    } catch (VfioException e) {
      event.refusal = String.valueOf(e.getMessage());
      throw e;
    } finally {
      event.commit();
    }
  }

  private interface Change {
    void run() throws VfioException;
  }
}
