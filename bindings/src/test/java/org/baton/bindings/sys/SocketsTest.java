package org.baton.bindings.sys;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import org.baton.bindings.linux.Linux;
import org.baton.bindings.linux.iovec;
import org.baton.bindings.linux.msghdr;
import org.baton.bindings.linux.sockaddr_storage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SocketsTest {
  private static final int TEXT_BYTES = 6;

  @Test
  void speaksTcpOverIpv4() {
    speaks(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), Linux.AF_INET());
  }

  @Test
  void speaksTcpOverIpv6() {
    speaks(new InetSocketAddress(InetAddress.ofLiteral("::1"), 0), Linux.AF_INET6());
  }

  @Test
  void speaksOverALocalSocket(@TempDir Path directory) {
    speaks(UnixDomainSocketAddress.of(directory.resolve("socket")), Linux.AF_UNIX());
  }

  private static void speaks(SocketAddress address, int domain) {
    int server = Sockets.socket(domain, Linux.SOCK_STREAM(), 0);
    int client = Sockets.socket(domain, Linux.SOCK_STREAM(), 0);
    try (Arena arena = Arena.ofConfined()) {
      assertThat(Sockets.bind(server, address)).isZero();
      assertThat(Sockets.listen(server, 1)).isZero();
      MemorySegment storage = sockaddr_storage.allocate(arena);
      int length = Sockets.getsockname(server, storage);
      SocketAddress bound = SocketAddresses.decode(storage, length);
      assertThat(Sockets.connect(client, bound)).isZero();
      int accepted = Sockets.accept(server, 0);
      length = Sockets.getpeername(client, storage);
      assertThat(SocketAddresses.decode(storage, length)).isEqualTo(bound);

      MemorySegment text = arena.allocateFrom("gripped");
      assertThat(Sockets.send(client, text, 1, TEXT_BYTES, 0)).isEqualTo(TEXT_BYTES);
      MemorySegment back = arena.allocate(TEXT_BYTES + 1);
      assertThat(Sockets.recv(accepted, back, 0, TEXT_BYTES, Linux.MSG_WAITALL()))
          .isEqualTo(TEXT_BYTES);
      assertThat(back.getString(0, UTF_8)).isEqualTo("ripped");
      assertThat(Sockets.shutdown(client, Linux.SHUT_WR())).isZero();
      assertThat(Sockets.recv(accepted, back, 0, 1, 0)).isZero();
      assertThat(Libc.close(accepted)).isZero();
      assertThat(Sockets.connect(client, bound)).isEqualTo(-Linux.EISCONN());
    } finally {
      Libc.close(client);
      Libc.close(server);
    }
  }

  @Test
  void namesWhatTheKernelRefuses() {
    InetSocketAddress nobody = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 1);
    int fd = Sockets.socket(Linux.AF_INET(), Linux.SOCK_STREAM(), 0);
    assertThat(Sockets.connect(fd, nobody)).isEqualTo(-Linux.ECONNREFUSED());
    assertThat(Sockets.accept(fd, 0)).isEqualTo(-Linux.EINVAL());
    assertThat(Sockets.shutdown(fd, Linux.SHUT_RDWR())).isEqualTo(-Linux.ENOTCONN());
    assertThat(Libc.close(fd)).isZero();
    assertThat(Sockets.socket(12345, Linux.SOCK_STREAM(), 0)).isEqualTo(-Linux.EAFNOSUPPORT());
    assertThat(Sockets.listen(fd, 1)).isEqualTo(-Linux.EBADF());
    assertThat(Sockets.getsockopt(fd, Linux.SOL_SOCKET(), Linux.SO_ERROR()))
        .isEqualTo(-Linux.EBADF());
  }

  @Test
  void optionsAreReadBack() {
    int fd = Sockets.socket(Linux.AF_INET(), Linux.SOCK_STREAM(), 0);
    int level = Linux.IPPROTO_TCP();
    assertThat(Sockets.getsockopt(fd, level, Linux.TCP_NODELAY())).isZero();
    assertThat(Sockets.setsockopt(fd, level, Linux.TCP_NODELAY(), 1)).isZero();
    assertThat(Sockets.getsockopt(fd, level, Linux.TCP_NODELAY())).isOne();
    assertThat(Sockets.setsockopt(fd, level, 12345, 1)).isEqualTo(-Linux.ENOPROTOOPT());
    // All bits set, which as an int would look like -EPERM.
    int socket = Linux.SOL_SOCKET();
    assertThat(Sockets.setsockopt(fd, socket, Linux.SO_MAX_PACING_RATE(), -1)).isZero();
    assertThat(Sockets.getsockopt(fd, socket, Linux.SO_MAX_PACING_RATE())).isEqualTo(0xFFFFFFFFL);
    assertThat(Libc.close(fd)).isZero();
  }

  @Test
  void aPeerThatIsGoneIsAnErrorAndNotASignal() {
    int[] pair = new int[2];
    assertThat(Sockets.socketpair(Linux.AF_UNIX(), Linux.SOCK_STREAM(), 0, pair)).isZero();
    assertThat(Libc.close(pair[1])).isZero();
    try (Arena arena = Arena.ofConfined()) {
      assertThat(Sockets.send(pair[0], arena.allocate(1), 0, 1, 0)).isEqualTo(-Linux.EPIPE());
      MemorySegment message = message(arena, arena.allocate(1));
      assertThat(Sockets.sendmsg(pair[0], message, 0)).isEqualTo(-Linux.EPIPE());
    }
    assertThat(Libc.close(pair[0])).isZero();
  }

  @Test
  void aMessageGathersAndScatters() {
    int[] pair = new int[2];
    assertThat(Sockets.socketpair(Linux.AF_UNIX(), Linux.SOCK_SEQPACKET(), 0, pair)).isZero();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment sent = message(arena, arena.allocateFrom("ab"), arena.allocateFrom("cd"));
      assertThat(Sockets.sendmsg(pair[0], sent, 0)).isEqualTo(6);
      MemorySegment head = arena.allocate(1);
      MemorySegment tail = arena.allocate(5);
      assertThat(Sockets.recvmsg(pair[1], message(arena, head, tail), 0)).isEqualTo(6);
      assertThat(head.toArray(JAVA_BYTE)).containsExactly('a');
      assertThat(tail.toArray(JAVA_BYTE)).containsExactly('b', 0, 'c', 'd', 0);
    }
    assertThat(Libc.close(pair[0])).isZero();
    assertThat(Libc.close(pair[1])).isZero();
  }

  private static MemorySegment message(Arena arena, MemorySegment... parts) {
    MemorySegment vector = iovec.allocateArray(parts.length, arena);
    for (int i = 0; i < parts.length; i++) {
      iovec.iov_base(iovec.asSlice(vector, i), parts[i]);
      iovec.iov_len(iovec.asSlice(vector, i), parts[i].byteSize());
    }
    MemorySegment message = msghdr.allocate(arena);
    msghdr.msg_iov(message, vector);
    msghdr.msg_iovlen(message, parts.length);
    return message;
  }
}
