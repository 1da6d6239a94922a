package org.baton.bindings.sys;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.baton.bindings.linux.Linux;
import org.baton.bindings.linux.pollfd;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LibcTest {
  private static final int NO_FD = 1 << 20;

  private final Arena arena = Arena.ofConfined();
  private final int[] pair = new int[2];
  private int file;

  @BeforeEach
  void open() {
    file = SystemCallException.check("memfd_create", Descriptors.memfdCreate("baton-test", 0));
    SystemCallException.check(
        "socketpair", Sockets.socketpair(Linux.AF_UNIX(), Linux.SOCK_STREAM(), 0, pair));
  }

  @AfterEach
  void close() {
    for (int fd : new int[] {file, pair[0], pair[1]}) {
      SystemCallException.check("close", Libc.close(fd));
    }
    arena.close();
  }

  @Test
  void anErrorIsTheNegatedNumber() {
    MemorySegment byteOfMemory = arena.allocate(1);
    long address = byteOfMemory.address();
    int expected = -Linux.EBADF();
    assertThat(Libc.close(NO_FD)).isEqualTo(expected);
    assertThat(Libc.read(NO_FD, address, 1)).isEqualTo(expected);
    assertThat(Libc.write(NO_FD, address, 1)).isEqualTo(expected);
    assertThat(Libc.pread(NO_FD, address, 1, 0)).isEqualTo(expected);
    assertThat(Libc.pwrite(NO_FD, address, 1, 0)).isEqualTo(expected);
    assertThat(Libc.ioctl(NO_FD, Linux.FIONREAD(), address)).isEqualTo(expected);
    assertThat(Libc.fcntl(NO_FD, Linux.F_GETFL(), 0)).isEqualTo(expected);
    assertThat(Libc.read(file, 0L, 1)).isZero();
    assertThat(Libc.write(file, 0L, 1)).isEqualTo(-Linux.EFAULT());
  }

  @Test
  void aFileGivesBackWhatWasWritten() {
    MemorySegment text = arena.allocateFrom("a whole sentence");
    assertThat(Libc.write(file, text, 2, 14)).isEqualTo(14);
    assertThat(Libc.pwrite(file, text, 0, 2, 100)).isEqualTo(2);
    assertThat(Libc.read(file, arena.allocate(1), 0, 1)).isOne();

    MemorySegment back = arena.allocate(32);
    assertThat(Libc.pread(file, back, 3, 29, 0)).isEqualTo(29);
    assertThat(text(back, 3, 14)).isEqualTo("whole sentence");
    assertThat(Libc.pread(file, back, 0, 32, 100)).isEqualTo(2);
    assertThat(text(back, 0, 2)).isEqualTo("a ");
    assertThat(Libc.pread(file, back, 0, 32, 102)).isZero();
  }

  @Test
  void aSegmentIsCheckedBeforeItsAddressIsTaken() {
    MemorySegment native16 = arena.allocate(16);
    assertThatThrownBy(() -> Libc.read(file, native16, 8, 9))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> Libc.write(file, native16, -1, 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> Libc.read(file, native16.asReadOnly(), 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(Libc.write(file, native16.asReadOnly(), 0, 1)).isOne();
    assertThatThrownBy(() -> Libc.write(file, MemorySegment.ofArray(new byte[16]), 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("heap");
    MemorySegment closed;
    try (Arena shortLived = Arena.ofShared()) {
      closed = shortLived.allocate(16);
    }
    assertThatThrownBy(() -> Libc.pread(file, closed, 0, 1, 0))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aSegmentOfAnotherThreadIsRefused() throws Exception {
    MemorySegment mine = arena.allocate(16);
    Throwable[] thrown = new Throwable[1];
    Thread other =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    Libc.write(file, mine, 0, 1);
                  } catch (Throwable t) {
                    thrown[0] = t;
                  }
                });
    other.join();
    assertThat(thrown[0]).isInstanceOf(WrongThreadException.class);
  }

  @Test
  void ioctlPassesItsVariadicArgument() {
    MemorySegment count = arena.allocate(JAVA_INT);
    assertThat(Libc.write(pair[0], arena.allocateFrom("12345"), 0, 5)).isEqualTo(5);
    assertThat(Libc.ioctl(pair[1], Linux.FIONREAD(), count)).isZero();
    assertThat(count.get(JAVA_INT, 0)).isEqualTo(5);
    assertThat(Libc.ioctl(pair[1], Linux.FIONREAD(), 0L)).isEqualTo(-Linux.EFAULT());
    assertThat(Libc.ioctl(file, Linux.VFIO_DEVICE_RESET(), 0L)).isEqualTo(-Linux.ENOTTY());
  }

  @Test
  void fcntlReadsAndChangesFlags() {
    int flags = Libc.fcntl(pair[0], Linux.F_GETFL(), 0);
    assertThat(Libc.fcntl(pair[0], Linux.F_SETFL(), flags | Linux.O_NONBLOCK())).isZero();
    assertThat(Libc.read(pair[0], arena.allocate(1), 0, 1)).isEqualTo(-Linux.EAGAIN());
  }

  @Test
  void pollTellsWhoIsReady() {
    MemorySegment fds = pollfd.allocateArray(2, arena);
    for (int i = 0; i < 2; i++) {
      pollfd.fd(pollfd.asSlice(fds, i), pair[i]);
      pollfd.events(pollfd.asSlice(fds, i), (short) Linux.POLLIN());
    }
    assertThat(Libc.poll(fds, 0)).isZero();
    assertThat(Libc.write(pair[0], arena.allocate(1), 0, 1)).isOne();
    assertThat(Libc.poll(fds, -1)).isOne();
    assertThat(pollfd.revents(pollfd.asSlice(fds, 0))).isZero();
    assertThat(pollfd.revents(pollfd.asSlice(fds, 1))).isEqualTo((short) Linux.POLLIN());
    assertThat(Libc.poll(fds.address(), 1, 0)).isZero();
    assertThat(Libc.poll(fds.address(), -1, 0)).isEqualTo(-Linux.EINVAL());
  }

  @Test
  void theProcessKnowsItsUserAndItsPages() throws Exception {
    assertThat(Libc.geteuid())
        .isEqualTo(
            java.nio.file.Files.getAttribute(java.nio.file.Path.of("/proc/self"), "unix:uid"));
    assertThat(Libc.pageSize()).isPositive();
    assertThat(Long.bitCount(Libc.pageSize())).isOne();
  }

  private static String text(MemorySegment segment, long offset, long length) {
    return new String(segment.asSlice(offset, length).toArray(JAVA_BYTE), UTF_8);
  }
}
