package org.baton.vfio;

import java.nio.file.Path;
import java.util.List;

/** The devices of this machine that VFIO may be able to open. Looks at sysfs and opens nothing. */
public final class VfioDevices {
  private static final SysfsTree MACHINE = new SysfsTree(Path.of("/"));

  private VfioDevices() {}

  /**
   * All mediated devices, and the PCI devices bound to a VFIO driver.
   *
   * @return by bus and address; empty on a machine without any, never null
   */
  public static List<DeviceCandidate> list() {
    return MACHINE.list();
  }

  /**
   * One device, whatever driver it is bound to.
   *
   * @param device an mdev's UUID, a PCI address (the domain may be left out), or a path in sysfs
   * @throws IllegalArgumentException if the text is none of these
   * @throws VfioException if there is no such device
   */
  public static DeviceCandidate find(String device) throws VfioException {
    return MACHINE.find(DeviceAddress.sysfs(device));
  }
}
