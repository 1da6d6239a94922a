package org.baton.vfio.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.baton.bindings.linux.Linux;
import org.baton.bindings.linux.vfio_group_status;
import org.baton.vfio.DeviceCandidate;
import org.baton.vfio.VfioException;
import org.baton.vfio.VfioNodes;

/** Opens a device through its IOMMU group and a container of its own. */
final class GroupPath {
  private final String name;
  private final KernelCalls calls;
  private final DeviceCandidate candidate;
  private final String group;

  GroupPath(String name, KernelCalls calls, DeviceCandidate candidate) {
    this.name = name;
    this.calls = calls;
    this.candidate = candidate;
    this.group = candidate.groupNode();
  }

  /**
   * Opens the device.
   *
   * @return the device fd, with group and container behind it
   * @throws VfioException if any step is refused; nothing is left open then
   */
  DeviceFd open() throws VfioException {
    if (candidate.group() < 0) {
      throw new VfioException(
          name,
          "it cannot be opened by its group: " + String.join("; ", candidate.groupMissing()),
          0);
    }
    FdStack fds = new FdStack(calls);
    boolean opened = false;
    try {
      int containerFd = fds.open(name, VfioNodes.CONTAINER);
      checkVersion(containerFd);
      int groupFd = fds.open(name, group);
      checkViable(groupFd);
      setContainer(groupFd, containerFd);
      setIommu(containerFd);
      DeviceFd device = new DeviceFd(deviceFd(fds, groupFd), fds);
      opened = true;
      return device;
    } finally {
      if (!opened) {
        fds.close();
      }
    }
  }

  private void checkVersion(int containerFd) throws VfioException {
    int version = calls.ioctl(containerFd, Linux.VFIO_GET_API_VERSION(), 0L);
    if (version != Linux.VFIO_API_VERSION()) {
      throw version < 0
          ? Refusal.of(name, "VFIO_GET_API_VERSION of " + VfioNodes.CONTAINER, version, "")
          : new VfioException(
              name, VfioNodes.CONTAINER + " speaks API version " + version + ", not 0", 0);
    }
  }

  private void checkViable(int groupFd) throws VfioException {
    MemorySegment status = vfio_group_status.allocate(Arena.ofAuto());
    vfio_group_status.argsz(status, (int) vfio_group_status.sizeof());
    int result = calls.ioctl(groupFd, Linux.VFIO_GROUP_GET_STATUS(), status);
    if (result < 0) {
      throw Refusal.of(name, "VFIO_GROUP_GET_STATUS of " + group, result, "");
    }
    if ((vfio_group_status.flags(status) & Linux.VFIO_GROUP_FLAGS_VIABLE()) == 0) {
      throw new VfioException(
          name,
          "its IOMMU group "
              + candidate.group()
              + " is not viable: bind every device below /sys/kernel/iommu_groups/"
              + candidate.group()
              + "/devices to a VFIO driver, or to none",
          0);
    }
  }

  private void setContainer(int groupFd, int containerFd) throws VfioException {
    MemorySegment container = Arena.ofAuto().allocate(ValueLayout.JAVA_INT);
    container.set(ValueLayout.JAVA_INT, 0, containerFd);
    int result = calls.ioctl(groupFd, Linux.VFIO_GROUP_SET_CONTAINER(), container);
    if (result < 0) {
      throw Refusal.of(
          name, "VFIO_GROUP_SET_CONTAINER of " + group, result, Mends.busy(-result, group));
    }
  }

  private void setIommu(int containerFd) throws VfioException {
    int type = candidate.noIommu() ? Linux.VFIO_NOIOMMU_IOMMU() : Linux.VFIO_TYPE1v2_IOMMU();
    String typeName = candidate.noIommu() ? "VFIO_NOIOMMU_IOMMU" : "VFIO_TYPE1v2_IOMMU";
    int offered = calls.ioctl(containerFd, Linux.VFIO_CHECK_EXTENSION(), (long) type);
    if (offered <= 0) {
      String mend =
          candidate.noIommu()
              ? "set enable_unsafe_noiommu_mode of the vfio module"
              : "modprobe vfio_iommu_type1";
      throw offered < 0
          ? Refusal.of(name, "VFIO_CHECK_EXTENSION of " + typeName, offered, mend)
          : new VfioException(
              name, VfioNodes.CONTAINER + " does not offer " + typeName + "; " + mend, 0);
    }
    int result = calls.ioctl(containerFd, Linux.VFIO_SET_IOMMU(), (long) type);
    if (result < 0) {
      throw Refusal.of(name, "VFIO_SET_IOMMU to " + typeName, result, Mends.setIommu(-result));
    }
  }

  private int deviceFd(FdStack fds, int groupFd) throws VfioException {
    MemorySegment address = Arena.ofAuto().allocateFrom(candidate.address());
    int fd = calls.ioctl(groupFd, Linux.VFIO_GROUP_GET_DEVICE_FD(), address);
    if (fd < 0) {
      throw Refusal.of(
          name,
          "VFIO_GROUP_GET_DEVICE_FD of " + candidate.address() + " in " + group,
          fd,
          Mends.deviceFd(-fd, candidate.address()));
    }
    return fds.push(fd);
  }
}
