package org.baton.bindings.sys;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import org.baton.bindings.linux.Linux;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DescriptorsTest {
  @Test
  void opensCreatesAndRemovesFiles(@TempDir Path directory) throws Exception {
    Path path = directory.resolve("größe");
    assertThat(Descriptors.open(path.toString(), Linux.O_RDONLY())).isEqualTo(-Linux.ENOENT());

    int flags = Linux.O_RDWR() | Linux.O_CREAT() | Linux.O_EXCL();
    int fd = Descriptors.open(path.toString(), flags, 0600);
    assertThat(fd).isNotNegative();
    assertThat(Descriptors.ftruncate(fd, 12345)).isZero();
    assertThat(Files.size(path)).isEqualTo(12345);
    assertThat(Files.getAttribute(path, "unix:mode")).isEqualTo(0100600);
    assertThat(Descriptors.open(path.toString(), flags, 0600)).isEqualTo(-Linux.EEXIST());
    assertThat(Libc.close(fd)).isZero();

    assertThat(Descriptors.unlink(path.toString())).isZero();
    assertThat(Descriptors.unlink(path.toString())).isEqualTo(-Linux.ENOENT());
    assertThat(Descriptors.ftruncate(fd, 0)).isEqualTo(-Linux.EBADF());
  }

  @Test
  void anEventfdCounts() {
    int fd = Descriptors.eventfd(3, Linux.EFD_NONBLOCK());
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment value = arena.allocateFrom(JAVA_LONG, 4);
      assertThat(Libc.write(fd, value, 0, 8)).isEqualTo(8);
      assertThat(Libc.read(fd, value, 0, 8)).isEqualTo(8);
      assertThat(value.get(JAVA_LONG, 0)).isEqualTo(7);
      Descriptors.signal(fd);
      Descriptors.signal(fd);
      assertThat(Libc.read(fd, value, 0, 8)).isEqualTo(8);
      assertThat(value.get(JAVA_LONG, 0)).isEqualTo(2);
      assertThat(Libc.read(fd, value, 0, 8)).isEqualTo(-Linux.EAGAIN());
    }
    assertThat(Libc.close(fd)).isZero();
    Descriptors.signal(fd); // Nobody hears of it, and nothing is thrown.
  }

  @Test
  void noDescriptorIsInherited() {
    int[] fds = {
      Descriptors.open("/dev/null", Linux.O_RDWR()),
      Descriptors.eventfd(0, 0),
      Descriptors.memfdCreate("baton-test", Linux.MFD_ALLOW_SEALING()),
      Sockets.socket(Linux.AF_INET(), Linux.SOCK_STREAM(), 0),
    };
    for (int fd : fds) {
      assertThat(Libc.fcntl(fd, Linux.F_GETFD(), 0)).isEqualTo(Linux.FD_CLOEXEC());
      assertThat(Libc.close(fd)).isZero();
    }
  }

  @Test
  void aUserfaultfdIsMadeOrRefusedByName() {
    int fd = Descriptors.userfaultfd(Linux.UFFD_USER_MODE_ONLY());
    if (fd < 0) {
      assertThat(Errno.name(-fd)).isIn("EPERM", "ENOSYS");
    } else {
      assertThat(Libc.fcntl(fd, Linux.F_GETFD(), 0)).isEqualTo(Linux.FD_CLOEXEC());
      assertThat(Libc.close(fd)).isZero();
    }
    assertThat(Errno.name(-Descriptors.userfaultfd(-1))).isIn("EINVAL", "EPERM", "ENOSYS");
  }
}
