package org.baton.vfio.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.baton.bindings.linux.Linux;
import org.baton.bindings.linux.iommu_ioas_alloc;
import org.baton.bindings.linux.vfio_device_attach_iommufd_pt;
import org.baton.bindings.linux.vfio_device_bind_iommufd;
import org.baton.vfio.DeviceCandidate;
import org.baton.vfio.VfioException;
import org.baton.vfio.VfioNodes;

/** Opens a device through its cdev and an iommufd of its own. */
final class CdevPath {
  private final String name;
  private final KernelCalls calls;
  private final DeviceCandidate candidate;
  private final String cdev;

  CdevPath(String name, KernelCalls calls, DeviceCandidate candidate) {
    this.name = name;
    this.calls = calls;
    this.candidate = candidate;
    this.cdev = candidate.cdevNode();
  }

  /**
   * Opens the device.
   *
   * @return the device fd, with the iommufd behind it
   * @throws VfioException if any step is refused; nothing is left open then
   */
  DeviceFd open() throws VfioException {
    if (cdev.isEmpty()) {
      throw new VfioException(
          name,
          "it has no cdev: " + String.join("; ", candidate.cdevMissing()) + "; path=group may work",
          0);
    }
    FdStack fds = new FdStack(calls);
    boolean opened = false;
    try {
      int iommuFd = fds.open(name, VfioNodes.IOMMUFD);
      int deviceFd = fds.open(name, cdev);
      bind(deviceFd, iommuFd);
      attach(deviceFd, allocateAddressSpace(iommuFd));
      opened = true;
      return new DeviceFd(deviceFd, fds);
    } finally {
      if (!opened) {
        fds.close();
      }
    }
  }

  private void bind(int deviceFd, int iommuFd) throws VfioException {
    MemorySegment bind = vfio_device_bind_iommufd.allocate(Arena.ofAuto());
    vfio_device_bind_iommufd.argsz(bind, (int) vfio_device_bind_iommufd.sizeof());
    vfio_device_bind_iommufd.iommufd(bind, iommuFd);
    int result = calls.ioctl(deviceFd, Linux.VFIO_DEVICE_BIND_IOMMUFD(), bind);
    if (result < 0) {
      throw Refusal.of(
          name, "VFIO_DEVICE_BIND_IOMMUFD of " + cdev, result, Mends.bind(-result, cdev));
    }
  }

  private int allocateAddressSpace(int iommuFd) throws VfioException {
    MemorySegment alloc = iommu_ioas_alloc.allocate(Arena.ofAuto());
    iommu_ioas_alloc.size(alloc, (int) iommu_ioas_alloc.sizeof());
    int result = calls.ioctl(iommuFd, Linux.IOMMU_IOAS_ALLOC(), alloc);
    if (result < 0) {
      throw Refusal.of(name, "IOMMU_IOAS_ALLOC of " + VfioNodes.IOMMUFD, result, "");
    }
    return iommu_ioas_alloc.out_ioas_id(alloc);
  }

  private void attach(int deviceFd, int addressSpace) throws VfioException {
    MemorySegment attach = vfio_device_attach_iommufd_pt.allocate(Arena.ofAuto());
    vfio_device_attach_iommufd_pt.argsz(attach, (int) vfio_device_attach_iommufd_pt.sizeof());
    vfio_device_attach_iommufd_pt.pt_id(attach, addressSpace);
    int result = calls.ioctl(deviceFd, Linux.VFIO_DEVICE_ATTACH_IOMMUFD_PT(), attach);
    if (result < 0) {
      throw Refusal.of(
          name, "VFIO_DEVICE_ATTACH_IOMMUFD_PT of " + cdev, result, Mends.setIommu(-result));
    }
  }
}
