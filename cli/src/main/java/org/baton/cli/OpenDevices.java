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
   * @throws Refusal if one is refused; after that, and after any other failure, none is open
   */
  static OpenDevices open(List<DeviceSpec> specs) throws Refusal {
    OpenDevices opened = new OpenDevices();
    boolean complete = false;
    try {
      for (DeviceSpec spec : specs) {
        opened.devices.add(spec.open());
      }
      complete = true;
      return opened;
    } catch (VfioException e) {
      throw Refusal.machine(String.valueOf(e.getMessage()));
    } finally {
      if (!complete) {
        opened.close();
      }
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
