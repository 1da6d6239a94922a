package org.baton.vfio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Devices as sysfs shows them, in a tree of directories and links made for the test. */
class SysfsTreeTest {
  private static final String UUID = "83b8f4f2-509f-382f-3c1e-e6bfe0fa1001";
  private static final String PCI = "0000:3b:00.2";

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  private Path root;

  @SuppressWarnings("NullAway.Init") // Needs the directory.
  private SysfsTree tree;

  @BeforeEach
  void makeTree() {
    tree = new SysfsTree(root);
  }

  @Test
  void machineWithoutVfioHasNoDevices() {
    assertThat(tree.list()).isEmpty();
  }

  @Test
  void mdevWithBothInterfacesIsOpenable() throws IOException, VfioException {
    Path device = mdev();
    // The kernel names the groups of all devices that need no IOMMU so.
    Files.writeString(group(device, 5).resolve("name"), "vfio-noiommu\n");
    directory(root.resolve("sys/class/vfio/5"));
    directory(device.resolve("vfio-dev/vfio0"));
    nodes("dev/vfio/vfio", "dev/vfio/5", "dev/iommu", "dev/vfio/devices/vfio0");
    assertThat(tree.list())
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.address()).isEqualTo(UUID);
              assertThat(found.sysfs()).isEqualTo(root.resolve("sys/bus/mdev/devices/" + UUID));
              assertThat(found.driver()).isEqualTo("mtty");
              assertThat(found.group()).isEqualTo(5);
              assertThat(found.noIommu()).isFalse();
              assertThat(found.groupNode()).isEqualTo("/dev/vfio/5");
              assertThat(found.cdevNode()).isEqualTo("/dev/vfio/devices/vfio0");
              assertThat(found.groupMissing()).isEmpty();
              assertThat(found.cdevMissing()).isEmpty();
              assertThat(found.isOpenable()).isTrue();
            });
    assertThat(tree.find(DeviceAddress.sysfs(UUID))).isEqualTo(tree.list().getFirst());
    assertThat(tree.find(Path.of("/sys/devices/virtual/mtty/mtty", UUID)).address())
        .isEqualTo(UUID);
  }

  @Test
  void kernelWithoutIommufdLeavesTheGroup() throws IOException {
    Path device = mdev();
    group(device, 5);
    directory(device.resolve("vfio-dev/vfio0"));
    nodes("dev/vfio/vfio", "dev/vfio/5");
    DeviceCandidate found = tree.list().getFirst();
    assertThat(found.isOpenable()).isTrue();
    assertThat(found.cdevMissing())
        .hasSize(2)
        .anySatisfy(
            text -> assertThat(text).startsWith("/dev/iommu does not exist: modprobe iommufd"))
        .anySatisfy(text -> assertThat(text).contains("CONFIG_VFIO_DEVICE_CDEV"));
  }

  @Test
  void groupWithoutAnIommuHasItsOwnNode() throws IOException {
    Path device = pci("vfio-pci");
    group(device, 7);
    directory(root.resolve("sys/class/vfio/noiommu-7"));
    nodes("dev/vfio/vfio", "dev/vfio/noiommu-7");
    DeviceCandidate found = tree.list().getFirst();
    assertThat(found.noIommu()).isTrue();
    assertThat(found.groupNode()).isEqualTo("/dev/vfio/noiommu-7");
    assertThat(found.groupMissing()).isEmpty();
  }

  @Test
  void pciDeviceOfAnotherDriverIsNotListedButCanBeAskedFor() throws IOException, VfioException {
    group(pci("mlx5_core"), 12);
    assertThat(tree.list()).isEmpty();
    DeviceCandidate found = tree.find(DeviceAddress.sysfs("3b:00.2"));
    assertThat(found.address()).isEqualTo(PCI);
    assertThat(found.isOpenable()).isFalse();
    assertThat(found.groupMissing().getFirst()).contains("bound to mlx5_core");
    assertThat(found.cdevMissing().getFirst()).contains("bound to mlx5_core");
  }

  @Test
  void deviceWithoutDriverAndGroupSaysHowToGetThem() throws IOException, VfioException {
    directory(root.resolve("sys/bus/pci/devices").resolve(PCI));
    DeviceCandidate found = tree.find(DeviceAddress.sysfs(PCI));
    assertThat(found.driver()).isEmpty();
    assertThat(found.group()).isEqualTo(-1);
    assertThat(found.groupNode()).isEmpty();
    assertThat(found.cdevNode()).isEmpty();
    assertThat(String.join(" ", found.groupMissing()))
        .contains("driver_override", "turn the IOMMU on", "/dev/vfio/vfio does not exist");
    assertThat(String.join(" ", found.cdevMissing())).contains("no vfio-dev in sysfs");
  }

  @Test
  void variantDriverIsAVfioDriver() throws IOException {
    pci("mlx5_vfio_pci");
    assertThat(tree.list()).map(DeviceCandidate::driver).containsExactly("mlx5_vfio_pci");
  }

  @Test
  void deviceThatIsNotThereIsRefused() {
    assertThatThrownBy(() -> tree.find(DeviceAddress.sysfs(UUID)))
        .isInstanceOf(VfioException.class)
        .hasMessageContaining("/sys/bus/mdev/devices/" + UUID + " does not exist")
        .hasMessageContaining("create");
  }

  private Path mdev() throws IOException {
    Path device = directory(root.resolve("sys/devices/virtual/mtty/mtty").resolve(UUID));
    directory(device.resolve("mdev_type"));
    link(root.resolve("sys/bus/mdev/devices").resolve(UUID), device);
    link(device.resolve("driver"), directory(root.resolve("sys/bus/mdev/drivers/mtty")));
    return device;
  }

  private Path pci(String driver) throws IOException {
    Path device = directory(root.resolve("sys/devices/pci0000:3a").resolve(PCI));
    link(root.resolve("sys/bus/pci/devices").resolve(PCI), device);
    link(device.resolve("driver"), directory(root.resolve("sys/bus/pci/drivers/" + driver)));
    return device;
  }

  private Path group(Path device, int number) throws IOException {
    Path group = directory(root.resolve("sys/kernel/iommu_groups/" + number));
    link(device.resolve("iommu_group"), group);
    return group;
  }

  private void nodes(String... paths) throws IOException {
    for (String path : paths) {
      Path node = root.resolve(path);
      Files.createDirectories(root.resolve(path.substring(0, path.lastIndexOf('/'))));
      Files.createFile(node);
    }
  }

  private static Path directory(Path path) throws IOException {
    return Files.createDirectories(path);
  }

  private static void link(Path link, Path target) throws IOException {
    Files.createDirectories(link.resolveSibling("."));
    Files.createSymbolicLink(link, target);
  }
}
