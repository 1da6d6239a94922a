package org.baton.vfio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The devices that sysfs shows, below any root so that a test can have its own. */
final class SysfsTree {
  private final Path root;

  SysfsTree(Path root) {
    this.root = root;
  }

  /** All mdevs, and the PCI devices bound to a VFIO driver, by address. */
  List<DeviceCandidate> list() {
    List<DeviceCandidate> found = new ArrayList<>();
    for (Path device : children(at("/sys/bus/mdev/devices"))) {
      found.add(candidate(device));
    }
    for (Path device : children(at("/sys/bus/pci/devices"))) {
      if (isVfio(device)) {
        found.add(candidate(device));
      }
    }
    return List.copyOf(found);
  }

  /**
   * The device with a directory.
   *
   * @throws VfioException if there is none
   */
  DeviceCandidate find(Path sysfs) throws VfioException {
    Path device = at(sysfs.toString());
    if (!Files.isDirectory(device)) {
      throw new VfioException(
          nameOf(sysfs),
          sysfs + " does not exist; an mdev is made by writing its UUID to .../create of its type",
          0);
    }
    return candidate(device);
  }

  private DeviceCandidate candidate(Path link) {
    Path device = real(link);
    String driver = linkName(device.resolve("driver"));
    String groupName = linkName(device.resolve("iommu_group"));
    int group = groupName.matches("[0-9]{1,9}") ? Integer.parseInt(groupName) : -1;
    // Not by the group's name: that of an mdev, which needs no IOMMU, is "vfio-noiommu" as well.
    boolean noIommu = Files.exists(at("/sys/class/vfio/noiommu-" + group));
    String cdev = firstName(device.resolve("vfio-dev"));
    DeviceCandidate bare =
        new DeviceCandidate(
            nameOf(device), link, driver, group, noIommu, cdev, List.of(), List.of());
    List<String> groupMissing = new ArrayList<>();
    List<String> cdevMissing = new ArrayList<>();
    if (!isVfio(device)) {
      String unbound =
          driver.isEmpty()
              ? "it is bound to no driver: write a VFIO driver's name, such as vfio-pci or"
                  + " mlx5_vfio_pci, to its driver_override and its address to drivers_probe"
              : "it is bound to " + driver + ", which is no VFIO driver: bind it to one";
      groupMissing.add(unbound);
      cdevMissing.add(unbound);
    }
    if (group < 0) {
      groupMissing.add("it has no IOMMU group: turn the IOMMU on (intel_iommu=on, or the BIOS)");
    } else {
      addNode(groupMissing, bare.groupNode());
    }
    addNode(groupMissing, VfioNodes.CONTAINER);
    if (cdev.isEmpty()) {
      cdevMissing.add("it has no vfio-dev in sysfs: this kernel or driver has no cdev");
    } else {
      addNode(cdevMissing, bare.cdevNode());
    }
    addNode(cdevMissing, VfioNodes.IOMMUFD);
    return new DeviceCandidate(
        bare.address(), link, driver, group, noIommu, cdev, groupMissing, cdevMissing);
  }

  private void addNode(List<String> missing, String node) {
    Path path = at(node);
    if (!Files.exists(path)) {
      missing.add(node + " does not exist: " + VfioNodes.whenMissing(node));
    } else if (!Files.isReadable(path) || !Files.isWritable(path)) {
      missing.add(node + " may not be opened by this user: give it to its group with a udev rule");
    }
  }

  private static boolean isVfio(Path device) {
    return Files.isDirectory(device.resolve("vfio-dev"))
        || linkName(device.resolve("driver")).contains("vfio")
        || Files.exists(device.resolve("mdev_type"));
  }

  private Path at(String absolute) {
    return root.resolve(absolute.substring(1));
  }

  private static Path real(Path link) {
    try {
      return link.toRealPath();
    } catch (IOException e) {
      // It went away meanwhile; what is asked of it then finds nothing.
      return link;
    }
  }

  private static String linkName(Path link) {
    return Files.exists(link) ? nameOf(real(link)) : "";
  }

  private static String nameOf(Path path) {
    Path last = path.getFileName();
    return last == null ? path.toString() : last.toString();
  }

  private static String firstName(Path directory) {
    List<Path> children = children(directory);
    return children.isEmpty() ? "" : nameOf(children.getFirst());
  }

  private static List<Path> children(Path directory) {
    try (Stream<Path> list = Files.list(directory)) {
      return list.sorted().toList();
    } catch (IOException e) {
      // No such bus on this machine, or no such directory for this device.
      return List.of();
    }
  }
}
