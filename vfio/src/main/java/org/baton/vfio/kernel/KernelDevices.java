package org.baton.vfio.kernel;

import org.baton.vfio.DeviceCandidate;
import org.baton.vfio.DeviceNames;
import org.baton.vfio.VfioDevices;
import org.baton.vfio.VfioException;

/** Opens the kernel's devices. */
public final class KernelDevices {
  private KernelDevices() {}

  /**
   * Opens a device of this machine that nobody else has open, and makes it ready to migrate: opts
   * in to {@code MIG_PRECOPY_INFOv2}, and resets the device if it is not RUNNING.
   *
   * @param name the name the device will have, see {@link DeviceNames}
   * @param device an mdev's UUID, a PCI address, or a path in sysfs
   * @param path the interface to open it by
   * @throws IllegalArgumentException if {@code device} is none of these, or {@code name} no name
   * @throws VfioException if it cannot be opened or cannot migrate; nothing is left open then
   */
  public static KernelDevice open(String name, String device, OpenPath path) throws VfioException {
    DeviceNames.check(name);
    return open(name, VfioDevices.find(device), path, LinuxCalls.INSTANCE);
  }

  /**
   * Takes over a device fd that a hypervisor has opened. The device stays in its state, and is not
   * reset.
   *
   * @param name the name the device will have, see {@link DeviceNames}
   * @param fd the device fd, open for reading and writing
   * @param ownership who closes it, also if it is not taken over
   * @throws IllegalArgumentException if {@code name} is no name
   * @throws VfioException if the device cannot migrate, is in the middle of a session, or in ERROR
   */
  public static KernelDevice fromFd(String name, int fd, FdOwnership ownership)
      throws VfioException {
    return fromFd(name, fd, ownership, LinuxCalls.INSTANCE);
  }

  static KernelDevice open(String name, DeviceCandidate candidate, OpenPath path, KernelCalls calls)
      throws VfioException {
    boolean byCdev =
        path == OpenPath.CDEV || (path == OpenPath.AUTO && candidate.cdevMissing().isEmpty());
    DeviceFd fd =
        byCdev
            ? new CdevPath(name, calls, candidate).open()
            : new GroupPath(name, calls, candidate).open();
    return keepOrClose(fd, () -> VfioKernelDevice.opened(name, calls, fd, candidate.driver()));
  }

  static KernelDevice fromFd(String name, int fd, FdOwnership ownership, KernelCalls calls)
      throws VfioException {
    FdStack owned = new FdStack(calls);
    if (ownership == FdOwnership.OWNED) {
      owned.push(fd);
    }
    DeviceFd deviceFd = new DeviceFd(fd, owned);
    return keepOrClose(
        deviceFd, () -> VfioKernelDevice.handedOver(DeviceNames.check(name), calls, deviceFd));
  }

  private static KernelDevice keepOrClose(DeviceFd fd, Start start) throws VfioException {
    boolean started = false;
    try {
      KernelDevice device = start.start();
      started = true;
      return device;
    } finally {
      if (!started) {
        fd.close();
      }
    }
  }

  private interface Start {
    KernelDevice start() throws VfioException;
  }
}
