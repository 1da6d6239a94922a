package org.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.baton.vfio.DeviceCandidate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a machine has, and how to mend what it lacks. */
class ProbeTest {
  @TempDir private Path root;

  private void file(String name, String content) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private static Finding named(List<Finding> findings, String name) {
    return findings.stream()
        .filter(finding -> finding.name().startsWith(name))
        .findAny()
        .orElseThrow();
  }

  @Test
  void bareMachineIsToldWhatToDo() {
    List<Finding> memory = new MemoryProbe(root).look();
    List<Finding> vfio = new VfioProbe(root, List.of()).look();
    assertThat(memory).noneMatch(Finding::available);
    assertThat(vfio).noneMatch(Finding::available).allMatch(finding -> !finding.mend().isEmpty());
    assertThat(FindingsReport.text(vfio))
        .startsWith("vfio")
        .anyMatch(line -> line.startsWith("         mend: as root: modprobe iommufd"));
  }

  @Test
  void smallLimitsAreToldWithTheirMend() throws Exception {
    file(
        "proc/self/limits",
        """
        Limit                     Soft Limit           Hard Limit           Units
        Max locked memory         8388608              8388608              bytes
        """);
    file("proc/meminfo", "HugePages_Free:        3\nHugepagesize:       2048 kB\n");
    file("sys/kernel/mm/transparent_hugepage/enabled", "always madvise [never]\n");
    List<Finding> findings = new MemoryProbe(root).look();
    assertThat(findings).noneMatch(Finding::available);
    assertThat(named(findings, "locked").value()).contains("8.0 MiB");
    assertThat(named(findings, "locked").mend()).contains("LimitMEMLOCK=infinity");
    assertThat(named(findings, "huge").value()).startsWith("3 free of 2.0 MiB");
    assertThat(named(findings, "huge").mend()).contains("vm.nr_hugepages=128");
    assertThat(named(findings, "transparent").mend()).contains("madvise");
  }

  @Test
  void limitThatDoesNotHoldForTheProcessIsNotMended() throws Exception {
    file("proc/self/limits", "Max locked memory         8388608              8388608 bytes\n");
    file("proc/self/status", "CapPrm:\t0000000000000000\nCapEff:\t0000000000004000\n");
    Finding locked = named(new MemoryProbe(root).look(), "locked");
    assertThat(locked.available()).isTrue();
    assertThat(locked.value()).contains("8.0 MiB", "CAP_IPC_LOCK");
    assertThat(locked.mend()).isEmpty();
  }

  @Test
  void goodMachine() throws Exception {
    file("proc/self/limits", "Max locked memory         unlimited            unlimited bytes\n");
    file("proc/meminfo", "HugePages_Free:      128\nHugepagesize:       2048 kB\n");
    file("sys/kernel/mm/transparent_hugepage/enabled", "always [madvise] never\n");
    file("dev/vfio/vfio", "");
    file("dev/iommu", "");
    file("sys/class/iommu/dmar0", "");
    assertThat(new MemoryProbe(root).look()).allMatch(Finding::available);
    assertThat(new VfioProbe(root, List.of(device(List.of(), List.of("no cdev")))).look())
        .allMatch(Finding::available)
        .anyMatch(
            finding ->
                finding.name().equals("0000:3b:00.2")
                    && finding
                        .value()
                        .equals("mlx5_vfio_pci, can be opened by group (/dev/vfio/12)"));
  }

  @Test
  void deviceThatCannotBeOpenedSaysWhyBothWays() {
    List<Finding> findings =
        new VfioProbe(root, List.of(device(List.of("no rights"), List.of("no cdev")))).look();
    assertThat(named(findings, "0000:3b:00.2").mend())
        .isEqualTo("by group: no rights; by cdev: no cdev");
  }

  private DeviceCandidate device(List<String> groupMissing, List<String> cdevMissing) {
    return new DeviceCandidate(
        "0000:3b:00.2", root, "mlx5_vfio_pci", 12, false, "", groupMissing, cdevMissing);
  }

  @Test
  void commandTellsOfThisMachineAndOfDevices() throws Exception {
    Console console = new Console();
    Path json = root.resolve("probe.json");
    assertThat(console.run("probe", "--device", "sim:name=nic0", "--json", json.toString()))
        .isEqualTo(ExitCode.COMPLETED);
    assertThat(console.out()).contains("java", "transport", "io_uring", "memory", "vfio", "nic0");
    assertThat(Files.readString(json))
        .contains("\"transport\": [", "\"name\": \"nic0\"", "\"available\": true");
  }
}
