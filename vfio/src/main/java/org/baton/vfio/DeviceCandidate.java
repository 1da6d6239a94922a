package org.baton.vfio;

import java.nio.file.Path;
import java.util.List;

/**
 * A device that VFIO may be able to open, as sysfs shows it.
 *
 * @param address what VFIO calls it: an mdev's UUID, or a PCI address with its domain
 * @param sysfs its directory in sysfs
 * @param driver the driver it is bound to, or ""
 * @param group the number of its IOMMU group, or -1 if it has none
 * @param noIommu whether the group is one without an IOMMU behind it
 * @param cdev the name of its cdev below {@code /dev/vfio/devices}, or "" if it has none
 * @param groupMissing what it lacks to be opened by group and container; empty if nothing
 * @param cdevMissing what it lacks to be opened by cdev and iommufd; empty if nothing
 */
public record DeviceCandidate(
    String address,
    Path sysfs,
    String driver,
    int group,
    boolean noIommu,
    String cdev,
    List<String> groupMissing,
    List<String> cdevMissing) {
  /** Copies the lists. */
  public DeviceCandidate {
    groupMissing = List.copyOf(groupMissing);
    cdevMissing = List.copyOf(cdevMissing);
  }

  /** Whether nothing seems to be missing for one of the two ways to open it. */
  public boolean isOpenable() {
    return groupMissing.isEmpty() || cdevMissing.isEmpty();
  }

  /** The node of its group, {@code /dev/vfio/N}; "" if it has no group. */
  public String groupNode() {
    return group < 0 ? "" : VfioNodes.GROUPS + (noIommu ? "noiommu-" : "") + group;
  }

  /** The node of its cdev, {@code /dev/vfio/devices/vfioN}; "" if it has none. */
  public String cdevNode() {
    return cdev.isEmpty() ? "" : VfioNodes.CDEVS + cdev;
  }
}
