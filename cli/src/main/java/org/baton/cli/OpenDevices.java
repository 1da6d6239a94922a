package org.baton.cli;

import java.util.ArrayList;
import java.util.List;
import org.baton.vfio.DeviceSpec;
import org.baton.vfio.MigratableDevice;
import org.baton.vfio.VfioException;

/** The devices of one migration, opened together and closed together. */
final class OpenDevices implements AutoCloseable {
  private final List<MigratableDevice> devices = new ArrayList<>();

  private OpenDevices() {}

  /**
   * Opens all.
   *
   * @throws Refusal if one is refused; none is open then
   */
  static OpenDevices open(List<DeviceSpec> specs) throws Refusal {
    OpenDevices opened = new OpenDevices();
    try {
      for (DeviceSpec spec : specs) {
        opened.devices.add(spec.open());
      }
      return opened;
    } catch (VfioException e) {
      opened.close();
      throw Refusal.machine(String.valueOf(e.getMessage()));
    }
  }

  List<MigratableDevice> devices() {
    return devices;
  }

  @Override
  public void close() {
    for (MigratableDevice device : devices) {
      device.close();
    }
  }
}
