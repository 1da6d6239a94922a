package org.baton.transport.socket;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.baton.bindings.linux.Linux;
import org.baton.bindings.linux.sockaddr_storage;
import org.baton.bindings.sys.SocketAddresses;
import org.baton.bindings.sys.Sockets;
import org.jspecify.annotations.Nullable;

/** Who is at the two ends of a socket. */
public final class SocketNames {
  private SocketNames() {}

  /** {@code AF_*} of an address. */
  static int domain(SocketAddress address) {
    if (address instanceof InetSocketAddress inet) {
      return inet.getAddress() instanceof Inet6Address ? Linux.AF_INET6() : Linux.AF_INET();
    }
    return Linux.AF_UNIX();
  }

  /** The TCP address of this end, or null for another kind of socket. */
  public static @Nullable InetSocketAddress localAddress(int fd) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment storage = sockaddr_storage.allocate(arena);
      return decode(storage, Sockets.getsockname(fd, storage));
    }
  }

  /** The TCP address of the other end, or null for another kind of socket. */
  public static @Nullable InetSocketAddress peerAddress(int fd) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment storage = sockaddr_storage.allocate(arena);
      return decode(storage, Sockets.getpeername(fd, storage));
    }
  }

  /**
   * Whether a connection never leaves the machine: a unix socket, a loopback address, or both ends
   * at one address.
   */
  public static boolean isLocal(int fd) {
    InetSocketAddress peer = peerAddress(fd);
    if (peer == null) {
      return true;
    }
    InetAddress address = peer.getAddress();
    InetSocketAddress own = localAddress(fd);
    return address.isLoopbackAddress() || (own != null && address.equals(own.getAddress()));
  }

  /** A TCP address as an endpoint is written. */
  public static String text(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return "tcp:" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  private static @Nullable InetSocketAddress decode(MemorySegment storage, int length) {
    if (length <= 0) {
      return null;
    }
    int family = Short.toUnsignedInt(sockaddr_storage.ss_family(storage));
    if (family != Linux.AF_INET() && family != Linux.AF_INET6()) {
      return null; // A unix socket without a name has an address of the family alone.
    }
    return (InetSocketAddress) SocketAddresses.decode(storage, length);
  }
}
