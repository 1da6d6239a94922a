package org.baton.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.baton.vfio.DeviceCandidate;
import org.baton.vfio.VfioNodes;

/** Looks for VFIO and for devices that it could open. Opens nothing. */
final class VfioProbe {
  private static final String SECTION = "vfio";

  private final Path root;
  private final List<DeviceCandidate> candidates;

  /** Looks below a root, and at candidates, which tests choose. */
  VfioProbe(Path root, List<DeviceCandidate> candidates) {
    this.root = root;
    this.candidates = candidates;
  }

  List<Finding> look() {
    List<Finding> findings = new ArrayList<>();
    findings.add(
        iommu()
            ? Finding.found(SECTION, "IOMMU", "present")
            : Finding.missing(
                SECTION,
                "IOMMU",
                "none is in /sys/class/iommu",
                "turn it on in the firmware, and boot with intel_iommu=on or amd_iommu=on"));
    findings.add(
        node(
            "dev/vfio/vfio",
            "group and container",
            "as root: " + VfioNodes.whenMissing(VfioNodes.CONTAINER)));
    findings.add(
        node("dev/iommu", "iommufd", "as root: " + VfioNodes.whenMissing(VfioNodes.IOMMUFD)));
    for (DeviceCandidate candidate : candidates) {
      findings.add(device(candidate));
    }
    if (candidates.isEmpty()) {
      findings.add(
          Finding.missing(
              SECTION,
              "devices",
              "no mediated device, and no PCI device is bound to a VFIO driver",
              "bind one to its vendor's VFIO driver (as root: driverctl set-override ADDRESS"
                  + " mlx5_vfio_pci), or try the simulated ones: baton demo"));
    }
    return findings;
  }

  private static Finding device(DeviceCandidate device) {
    String by =
        Stream.of(
                device.groupMissing().isEmpty() ? "group (" + device.groupNode() + ")" : "",
                device.cdevMissing().isEmpty() ? "cdev (" + device.cdevNode() + ")" : "")
            .filter(way -> !way.isEmpty())
            .reduce((one, other) -> one + " and " + other)
            .orElse("");
    String driver = device.driver().isEmpty() ? "no driver" : device.driver();
    if (device.isOpenable()) {
      return Finding.found("devices", device.address(), driver + ", can be opened by " + by);
    }
    return Finding.missing(
        "devices",
        device.address(),
        driver + ", cannot be opened",
        "by group: "
            + String.join(", ", device.groupMissing())
            + "; by cdev: "
            + String.join(", ", device.cdevMissing()));
  }

  private boolean iommu() {
    try (Stream<Path> iommus = Files.list(root.resolve("sys/class/iommu"))) {
      return iommus.findAny().isPresent();
    } catch (IOException e) {
      // The directory is there only if the kernel knows IOMMUs.
      return false;
    }
  }

  private Finding node(String file, String name, String mend) {
    Path node = root.resolve(file);
    if (!Files.exists(node)) {
      return Finding.missing(SECTION, name, "/" + file + " is missing", mend);
    }
    if (!Files.isReadable(node) || !Files.isWritable(node)) {
      return Finding.missing(
          SECTION,
          name,
          "/" + file + " may not be opened by this user",
          "join the group that owns it (ls -l /" + file + ")");
    }
    return Finding.found(SECTION, name, "/" + file);
  }
}
