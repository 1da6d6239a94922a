package org.baton.vfio;

import org.baton.vfio.kernel.FdOwnership;
import org.baton.vfio.kernel.KernelDevices;

/** A device fd this process was given. Borrowed, because a specification can be opened again. */
record FdDeviceSpec(String name, int fd) implements DeviceSpec {
  @Override
  public MigratableDevice open() throws VfioException {
    return KernelDevices.fromFd(name, fd, FdOwnership.BORROWED);
  }
}
