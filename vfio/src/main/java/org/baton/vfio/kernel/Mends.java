package org.baton.vfio.kernel;

import org.baton.bindings.linux.Linux;
import org.baton.vfio.VfioNodes;

/** What to do about an errno met while a device is opened; "" where nobody knows. */
final class Mends {
  private Mends() {}

  static String open(int errno, String node) {
    if (errno == Linux.EACCES() || errno == Linux.EPERM()) {
      return "give the user access to "
          + node
          + ": chown it, or let a udev rule give it to a group the user is in";
    }
    if (errno == Linux.ENOENT() || errno == Linux.ENODEV() || errno == Linux.ENXIO()) {
      return VfioNodes.whenMissing(node);
    }
    return busy(errno, node);
  }

  static String busy(int errno, String node) {
    return errno == Linux.EBUSY() ? held(node) : "";
  }

  static String bind(int errno, String node) {
    // What the kernel says when the device is bound to another iommufd already.
    return errno == Linux.EBUSY() || errno == Linux.EINVAL() ? held(node) : "";
  }

  static String setIommu(int errno) {
    if (errno == Linux.EPERM()) {
      return "the IOMMU does not isolate interrupts: see allow_unsafe_interrupts of"
          + " vfio_iommu_type1 and iommufd";
    }
    if (errno == Linux.ENODEV()) {
      return "the device has no IOMMU behind it: turn the IOMMU on (intel_iommu=on, or the BIOS)";
    }
    return "";
  }

  static String deviceFd(int errno, String address) {
    if (errno == Linux.ENODEV() || errno == Linux.ENOENT()) {
      return "bind " + address + " to a VFIO driver";
    }
    if (errno == Linux.EACCES()) {
      return "a virtual function whose physical function needs a VF token must be handed over as"
          + " an fd";
    }
    return busy(errno, address);
  }

  private static String held(String node) {
    return node
        + " is held by another process or driver: 'fuser "
        + node
        + "' names it; a hypervisor that has the device must hand its fd over instead";
  }
}
