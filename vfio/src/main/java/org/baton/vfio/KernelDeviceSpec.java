package org.baton.vfio;

import org.baton.vfio.kernel.KernelDevices;
import org.baton.vfio.kernel.OpenPath;

/** A device of this machine, opened by its UUID, PCI address or path in sysfs. */
record KernelDeviceSpec(String name, String device, OpenPath path) implements DeviceSpec {
  @Override
  public MigratableDevice open() throws VfioException {
    return KernelDevices.open(name, device, path);
  }
}
