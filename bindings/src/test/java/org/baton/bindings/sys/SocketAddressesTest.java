package org.baton.bindings.sys;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import org.baton.bindings.linux.Linux;
import org.baton.bindings.linux.sockaddr_in6;
import org.baton.bindings.linux.sockaddr_storage;
import org.baton.bindings.linux.sockaddr_un;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SocketAddressesTest {
  private final Arena arena = Arena.ofConfined();

  @AfterEach
  void close() {
    arena.close();
  }

  @Test
  void ipv4IsInNetworkOrder() {
    InetSocketAddress address = inet("10.1.2.3", 0xC0DE);
    byte[] encoded = SocketAddresses.encode(address, arena).toArray(JAVA_BYTE);
    assertThat(encoded)
        .containsExactly(Linux.AF_INET(), 0, 0xC0, 0xDE, 10, 1, 2, 3, 0, 0, 0, 0, 0, 0, 0, 0);
    assertThat(roundTrip(address)).isEqualTo(address);
  }

  @Test
  void ipv6KeepsItsScope() throws Exception {
    byte[] linkLocal = InetAddress.ofLiteral("fe80::1234").getAddress();
    InetAddress scoped = Inet6Address.getByAddress(null, linkLocal, 7);
    InetSocketAddress address = new InetSocketAddress(scoped, 65535);
    assertThat(sockaddr_in6.sin6_scope_id(SocketAddresses.encode(address, arena))).isEqualTo(7);
    assertThat(roundTrip(address)).isEqualTo(address);
    assertThat(((Inet6Address) ((InetSocketAddress) roundTrip(address)).getAddress()).getScopeId())
        .isEqualTo(7);
    assertThat(roundTrip(inet("2001:db8::5", 1))).isEqualTo(inet("2001:db8::5", 1));
  }

  @Test
  void aLocalAddressIsItsPath() {
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of("/run/bäton.sock");
    MemorySegment encoded = SocketAddresses.encode(address, arena);
    assertThat(encoded.byteSize()).isEqualTo(sockaddr_un.sun_path$offset() + 16 + 1);
    assertThat(roundTrip(address)).isEqualTo(address);
  }

  @Test
  void aLocalSocketWithoutANameIsEmpty() {
    int[] pair = new int[2];
    assertThat(Sockets.socketpair(Linux.AF_UNIX(), Linux.SOCK_STREAM(), 0, pair)).isZero();
    MemorySegment storage = sockaddr_storage.allocate(arena);
    int length = Sockets.getsockname(pair[0], storage);
    assertThat(SocketAddresses.decode(storage, length)).isEqualTo(UnixDomainSocketAddress.of(""));
    assertThat(Libc.close(pair[0])).isZero();
    assertThat(Libc.close(pair[1])).isZero();
  }

  @Test
  void aPathIsAtMost107Bytes() {
    String longest = "/" + "x".repeat(106);
    assertThat(roundTrip(UnixDomainSocketAddress.of(longest)))
        .isEqualTo(UnixDomainSocketAddress.of(longest));
    assertThatThrownBy(
            () -> SocketAddresses.encode(UnixDomainSocketAddress.of(longest + "x"), arena))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("107 bytes");
  }

  @Test
  void refusesWhatItCannotExpress() {
    assertThatThrownBy(
            () -> SocketAddresses.encode(InetSocketAddress.createUnresolved("nobody", 1), arena))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nobody");
    SocketAddress foreign =
        new SocketAddress() {
          private static final long serialVersionUID = 1L;
        };
    assertThatThrownBy(() -> SocketAddresses.encode(foreign, arena))
        .isInstanceOf(IllegalArgumentException.class);
    MemorySegment vsock = sockaddr_storage.allocate(arena);
    sockaddr_storage.ss_family(vsock, (short) Linux.AF_VSOCK());
    assertThatThrownBy(() -> SocketAddresses.decode(vsock, vsock.byteSize()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("family 40");
  }

  @Test
  void memoryThatWasUsedBeforeLeavesNoTrace() {
    MemorySegment used = arena.allocate(64).fill((byte) -1);
    MemorySegment encoded = SocketAddresses.encode(inet("::", 0), (size, align) -> used);
    assertThat(encoded.asSlice(2, sockaddr_in6.sizeof() - 2).toArray(JAVA_BYTE)).containsOnly(0);
  }

  private SocketAddress roundTrip(SocketAddress address) {
    MemorySegment encoded = SocketAddresses.encode(address, arena);
    return SocketAddresses.decode(encoded, encoded.byteSize());
  }

  private static InetSocketAddress inet(String host, int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(host), port);
  }
}
