package org.baton.bindings.sys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.baton.bindings.linux.Linux;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FdPassingTest {
  private final Arena arena = Arena.ofConfined();
  private final MemorySegment payload = arena.allocateFrom("fds");
  private final int[] pair = new int[2];

  @BeforeEach
  void connect() {
    SystemCallException.check(
        "socketpair", Sockets.socketpair(Linux.AF_UNIX(), Linux.SOCK_STREAM(), 0, pair));
  }

  @AfterEach
  void close() {
    Libc.close(pair[0]);
    Libc.close(pair[1]);
    arena.close();
  }

  @Test
  void theReceiverHoldsTheSameFiles() {
    int one = memfd("one");
    int two = memfd("two");
    assertThat(FdPassing.send(pair[0], payload, one, two)).isEqualTo(4);
    assertThat(Libc.close(one)).isZero();
    assertThat(Libc.close(two)).isZero();

    MemorySegment received = arena.allocate(16);
    int[] fds = new int[3];
    assertThat(FdPassing.receive(pair[1], received, fds)).isEqualTo(4);
    assertThat(received.getString(0)).isEqualTo("fds");
    assertThat(fds[2]).isEqualTo(-1);
    assertThat(content(fds[0])).isEqualTo("one");
    assertThat(content(fds[1])).isEqualTo("two");
    assertThat(Libc.fcntl(fds[0], Linux.F_GETFD(), 0)).isEqualTo(Linux.FD_CLOEXEC());
    assertThat(Libc.close(fds[0])).isZero();
    assertThat(Libc.close(fds[1])).isZero();
  }

  @Test
  void bytesMayComeWithoutDescriptors() {
    assertThat(Libc.write(pair[0], payload, 0, 1)).isOne();
    int[] fds = {17};
    assertThat(FdPassing.receive(pair[1], payload, fds)).isOne();
    assertThat(fds).containsExactly(-1);
    assertThat(Sockets.shutdown(pair[0], Linux.SHUT_WR())).isZero();
    assertThat(FdPassing.receive(pair[1], payload, fds)).isZero();
  }

  @Test
  void moreThanWereAskedForAreRefusedAndClosed() throws Exception {
    int fd = memfd("x");
    for (int sent : new int[] {2, 3, 4}) {
      int[] more = new int[sent];
      Arrays.fill(more, fd);
      assertThat(FdPassing.send(pair[0], payload, more)).isEqualTo(4);
      long before = openDescriptors();
      int[] fds = new int[1];
      assertThat(FdPassing.receive(pair[1], arena.allocate(4), fds)).isEqualTo(-Linux.EMSGSIZE());
      assertThat(fds).containsExactly(-1);
      assertThat(openDescriptors()).isEqualTo(before);
    }
    assertThat(Libc.close(fd)).isZero();
  }

  @Test
  void asManyAsTheKernelTakes() {
    int fd = memfd("x");
    int[] many = new int[FdPassing.MAX_FDS];
    Arrays.fill(many, fd);
    assertThat(FdPassing.send(pair[0], payload, many)).isEqualTo(4);
    int[] fds = new int[FdPassing.MAX_FDS];
    assertThat(FdPassing.receive(pair[1], arena.allocate(4), fds)).isEqualTo(4);
    assertThat(fds).doesNotContain(-1).doesNotHaveDuplicates();
    for (int received : fds) {
      assertThat(Libc.close(received)).isZero();
    }
    assertThat(Libc.close(fd)).isZero();
  }

  @Test
  void errorsAndMistakes() {
    assertThat(FdPassing.send(pair[0], payload, -1)).isEqualTo(-Linux.EBADF());
    assertThat(FdPassing.receive(-1, payload, new int[1])).isEqualTo(-Linux.EBADF());
    assertThatThrownBy(() -> FdPassing.send(pair[0], payload))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> FdPassing.send(pair[0], payload, new int[FdPassing.MAX_FDS + 1]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> FdPassing.receive(pair[0], payload.asSlice(0, 0), new int[1]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private int memfd(String content) {
    int fd = Descriptors.memfdCreate("baton-test", 0);
    MemorySegment bytes = arena.allocateFrom(content);
    assertThat(Libc.write(fd, bytes, 0, bytes.byteSize())).isEqualTo(bytes.byteSize());
    return fd;
  }

  private String content(int fd) {
    MemorySegment bytes = arena.allocate(16);
    assertThat(Libc.pread(fd, bytes, 0, 16, 0)).isPositive();
    return bytes.getString(0);
  }

  private static long openDescriptors() throws IOException {
    try (var fds = Files.list(Path.of("/proc/self/fd"))) {
      return fds.count();
    }
  }
}
