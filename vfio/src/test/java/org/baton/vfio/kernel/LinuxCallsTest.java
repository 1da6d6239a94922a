package org.baton.vfio.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import org.baton.bindings.linux.Linux;
import org.baton.vfio.VfioException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The calls of the real machine, on files: what they need no VFIO for. */
class LinuxCallsTest {
  private final KernelCalls calls = LinuxCalls.INSTANCE;
  private final MemorySegment memory = Arena.ofAuto().allocate(64, 8);

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  private Path directory;

  @Test
  void filesAreOpenedForReadingAndWriting() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));
    int fd = calls.open(file.toString());
    assertThat(fd).isNotNegative();
    memory.set(ValueLayout.JAVA_LONG, 8, 42);
    assertThat(calls.write(fd, memory, 8, 8)).isEqualTo(8);
    assertThat(calls.pwrite(fd, memory, 8, 8, 8)).isEqualTo(8);
    assertThat(calls.read(fd, memory, 16, 64 - 16)).isEqualTo(8);
    assertThat(calls.pread(fd, memory, 24, 8, 0)).isEqualTo(8);
    assertThat(memory.get(ValueLayout.JAVA_LONG, 24)).isEqualTo(42);
    assertThat(calls.ioctl(fd, Linux.VFIO_DEVICE_RESET(), 0L)).isEqualTo(-Linux.ENOTTY());
    assertThat(calls.ioctl(fd, Linux.VFIO_DEVICE_FEATURE(), memory)).isEqualTo(-Linux.ENOTTY());
    assertThat(calls.close(fd)).isZero();
    assertThat(calls.read(fd, memory, 0, 1)).isEqualTo(-Linux.EBADF());
    assertThat(calls.open(file + "s")).isEqualTo(-Linux.ENOENT());
  }

  @Test
  void fdThatIsNoVfioDeviceIsRefused() throws Exception {
    int fd = calls.open(Files.createFile(directory.resolve("file")).toString());
    assertThatThrownBy(() -> KernelDevices.fromFd("nic0", fd, FdOwnership.OWNED))
        .isInstanceOf(VfioException.class)
        .hasMessageContaining("VFIO_DEVICE_FEATURE_MIGRATION GET failed: ENOTTY");
    assertThat(calls.close(fd)).isEqualTo(-Linux.EBADF());
  }
}
