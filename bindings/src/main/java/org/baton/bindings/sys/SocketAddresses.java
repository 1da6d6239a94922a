package org.baton.bindings.sys;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.baton.bindings.linux.Linux;
import org.baton.bindings.linux.sockaddr;
import org.baton.bindings.linux.sockaddr_in;
import org.baton.bindings.linux.sockaddr_in6;
import org.baton.bindings.linux.sockaddr_un;

/**
 * Socket addresses in the kernel's form and in Java's: IPv4, IPv6 with its scope, and the path of a
 * local socket.
 */
public final class SocketAddresses {
  private static final ValueLayout.OfShort NETWORK_SHORT =
      ValueLayout.JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN);

  private SocketAddresses() {}

  /**
   * Writes an address as {@code bind} and {@code connect} want it.
   *
   * @param address an {@link InetSocketAddress}, or a {@link UnixDomainSocketAddress} of at most
   *     107 bytes
   * @param allocator what to take the memory from
   * @return a segment of exactly the address's length
   * @throws IllegalArgumentException when the host name has no address, the path is too long, or
   *     the address is of another kind
   */
  public static MemorySegment encode(SocketAddress address, SegmentAllocator allocator) {
    return switch (address) {
      case InetSocketAddress inet when inet.getAddress() instanceof Inet6Address host ->
          encode(host, inet.getPort(), allocator);
      case InetSocketAddress inet when inet.getAddress() != null ->
          encode(inet.getAddress(), inet.getPort(), allocator);
      case InetSocketAddress inet ->
          throw new IllegalArgumentException("Unknown host: " + inet.getHostString());
      case UnixDomainSocketAddress local -> encode(local, allocator);
      default -> throw new IllegalArgumentException("Not an address of a socket here: " + address);
    };
  }

  /**
   * Reads an address that the kernel wrote.
   *
   * @param encoded the address
   * @param length its length in bytes, as the kernel returned it
   * @return an {@link InetSocketAddress} or a {@link UnixDomainSocketAddress}; the latter is empty
   *     for a socket without a name
   * @throws IllegalArgumentException when the address is of another family
   */
  public static SocketAddress decode(MemorySegment encoded, long length) {
    int family = Short.toUnsignedInt(sockaddr.sa_family(encoded));
    if (family == Linux.AF_INET()) {
      byte[] host = bytes(encoded, sockaddr_in.sin_addr$offset(), Integer.BYTES);
      return inet(host, 0, encoded.get(NETWORK_SHORT, sockaddr_in.sin_port$offset()));
    }
    if (family == Linux.AF_INET6()) {
      byte[] host = bytes(encoded, sockaddr_in6.sin6_addr$offset(), 16);
      int scope = sockaddr_in6.sin6_scope_id(encoded);
      return inet(host, scope, encoded.get(NETWORK_SHORT, sockaddr_in6.sin6_port$offset()));
    }
    if (family == Linux.AF_UNIX()) {
      return unix(encoded, length);
    }
    throw new IllegalArgumentException("An address of family " + family);
  }

  private static MemorySegment encode(InetAddress host, int port, SegmentAllocator allocator) {
    MemorySegment encoded = sockaddr_in.allocate(allocator).fill((byte) 0);
    sockaddr_in.sin_family(encoded, (short) Linux.AF_INET());
    encoded.set(NETWORK_SHORT, sockaddr_in.sin_port$offset(), (short) port);
    copy(host.getAddress(), encoded, sockaddr_in.sin_addr$offset());
    return encoded;
  }

  private static MemorySegment encode(Inet6Address host, int port, SegmentAllocator allocator) {
    MemorySegment encoded = sockaddr_in6.allocate(allocator).fill((byte) 0);
    sockaddr_in6.sin6_family(encoded, (short) Linux.AF_INET6());
    encoded.set(NETWORK_SHORT, sockaddr_in6.sin6_port$offset(), (short) port);
    copy(host.getAddress(), encoded, sockaddr_in6.sin6_addr$offset());
    sockaddr_in6.sin6_scope_id(encoded, host.getScopeId());
    return encoded;
  }

  private static MemorySegment encode(UnixDomainSocketAddress local, SegmentAllocator allocator) {
    byte[] path = local.getPath().toString().getBytes(StandardCharsets.UTF_8);
    if (path.length >= sockaddr_un.sun_path$layout().byteSize()) {
      throw new IllegalArgumentException(
          "The path of a socket is at most %d bytes: %s"
              .formatted(sockaddr_un.sun_path$layout().byteSize() - 1, local.getPath()));
    }
    long length = sockaddr_un.sun_path$offset() + path.length + 1;
    MemorySegment encoded =
        allocator.allocate(length, sockaddr_un.layout().byteAlignment()).fill((byte) 0);
    encoded.set(
        sockaddr_un.sun_family$layout(), sockaddr_un.sun_family$offset(), (short) Linux.AF_UNIX());
    copy(path, encoded, sockaddr_un.sun_path$offset());
    return encoded;
  }

  private static InetSocketAddress inet(byte[] host, int scope, short port) {
    try {
      InetAddress address =
          scope == 0
              ? InetAddress.getByAddress(host)
              : Inet6Address.getByAddress(null, host, scope);
      return new InetSocketAddress(address, Short.toUnsignedInt(port));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("An address of " + host.length + " bytes", e);
    }
  }

  private static UnixDomainSocketAddress unix(MemorySegment encoded, long length) {
    int pathLength = (int) Math.max(0, length - sockaddr_un.sun_path$offset());
    byte[] path = bytes(encoded, sockaddr_un.sun_path$offset(), pathLength);
    int end = 0;
    while (end < path.length && path[end] != 0) {
      end++;
    }
    return UnixDomainSocketAddress.of(new String(path, 0, end, StandardCharsets.UTF_8));
  }

  private static byte[] bytes(MemorySegment segment, long offset, long length) {
    return segment.asSlice(offset, length).toArray(ValueLayout.JAVA_BYTE);
  }

  private static void copy(byte[] from, MemorySegment to, long offset) {
    MemorySegment.copy(from, 0, to, ValueLayout.JAVA_BYTE, offset, from.length);
  }
}
