package org.baton.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The lab is what its README says it is. When this fails, no other lab test means anything. */
@Tag("self")
class LabSelfTest {
  private static final Path IO_URING_DISABLED = Path.of("/proc/sys/kernel/io_uring_disabled");

  @Test
  void theKernelHasBothWaysToIommus() {
    assertThat(Path.of("/dev/vfio/vfio")).exists().isReadable().isWritable();
    assertThat(Path.of("/dev/iommu")).exists().isReadable().isWritable();
  }

  @Test
  void thereAreFourMttyDevicesAndBothWaysToEach() {
    var devices = Lab.devices("mtty");

    assertThat(devices).hasSize(4).doesNotHaveDuplicates();
    for (var uuid : devices) {
      assertThat(Lab.sysfs(uuid)).isDirectory();
      assertThat(Lab.cdev(uuid)).exists().isReadable().isWritable();
      assertThat(Lab.group(uuid)).exists().isReadable().isWritable();
    }
  }

  @Test
  void onlyTheBindingsHaveNativeAccess() {
    var bindings = ModuleLayer.boot().findModule("org.baton.bindings");

    assertThat(bindings).hasValueSatisfying(it -> assertThat(it.isNativeAccessEnabled()).isTrue());
    assertThat(getClass().getModule().isNativeAccessEnabled()).isFalse();
  }

  @Test
  void ioUringIsAllowed() throws IOException {
    assertThat(Files.readString(IO_URING_DISABLED)).isEqualToIgnoringWhitespace("0");
  }

  @Test
  @Tag(Lab.IO_URING_DENIED)
  void ioUringIsDeniedToTestsThatWantItSo() throws IOException {
    assertThat(Files.readString(IO_URING_DISABLED)).isEqualToIgnoringWhitespace("2");
  }

  @Test
  void theLoopbackIsUp() throws IOException {
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var client = new Socket(server.getInetAddress(), server.getLocalPort());
        var accepted = server.accept()) {
      client.getOutputStream().write(42);
      assertThat(accepted.getInputStream().read()).isEqualTo(42);
    }
  }

  @Test
  void resultsOutliveTheGuest() throws IOException {
    var file = Lab.out().resolve("self");

    Files.writeString(file, "written in the guest\n");
    assertThat(file).hasContent("written in the guest");
  }

  @Test
  void realQemuIsAtHand() throws IOException, InterruptedException {
    var qemu =
        new ProcessBuilder("qemu-system-x86_64", "--version").redirectErrorStream(true).start();
    var version = new String(qemu.getInputStream().readAllBytes(), UTF_8);

    assertThat(qemu.waitFor()).isZero();
    assertThat(version).startsWith("QEMU emulator version 11.");
  }
}
