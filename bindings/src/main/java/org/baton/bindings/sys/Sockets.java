package org.baton.bindings.sys;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Reference;
import java.net.SocketAddress;
import org.baton.bindings.linux.Linux;
import org.baton.bindings.linux.sockaddr_storage;

/**
 * Calls on sockets: TCP over IPv4 and IPv6, and local ones.
 *
 * <p>Every method returns the result or the negated error number; {@code send}, {@code recv},
 * {@code sendmsg}, {@code recvmsg} and {@code accept} allocate nothing. A write to a peer that is
 * gone answers {@code -EPIPE}: {@code MSG_NOSIGNAL} is always added.
 */
public final class Sockets {
  private static final int INTERRUPTED = -Linux.EINTR();

  private Sockets() {}

  /**
   * Makes a socket; see {@code socket(2)}.
   *
   * @param domain {@code AF_*}
   * @param type {@code SOCK_*}; {@code SOCK_CLOEXEC} is added
   * @param protocol {@code IPPROTO_*}, or 0
   * @return the descriptor, or the negated error number
   */
  public static int socket(int domain, int type, int protocol) {
    try {
      return (int) Handles.SOCKET.invokeExact(domain, type | Linux.SOCK_CLOEXEC(), protocol);
    } catch (Throwable t) {
      throw Downcall.rethrow(t);
    }
  }

  /**
   * Makes two sockets that are connected to each other; see {@code socketpair(2)}.
   *
   * @param domain {@code AF_UNIX}
   * @param type {@code SOCK_*}; {@code SOCK_CLOEXEC} is added
   * @param protocol 0
   * @param fds where the two descriptors go
   * @return 0, or the negated error number
   */
  public static int socketpair(int domain, int type, int protocol, int[] fds) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment pair = arena.allocate(JAVA_INT, 2);
      int result =
          (int)
              Handles.SOCKETPAIR.invokeExact(
                  domain, type | Linux.SOCK_CLOEXEC(), protocol, pair.address());
      if (result == 0) {
        MemorySegment.copy(pair, JAVA_INT, 0, fds, 0, 2);
      }
      return result;
    } catch (Throwable t) {
      throw Downcall.rethrow(t);
    }
  }

  /**
   * Gives a socket its local address; see {@code bind(2)}.
   *
   * @param fd the socket
   * @param address the address, as for {@link SocketAddresses#encode}
   * @return 0, or the negated error number
   */
  public static int bind(int fd, SocketAddress address) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment encoded = SocketAddresses.encode(address, arena);
      return (int) Handles.BIND.invokeExact(fd, encoded.address(), (int) encoded.byteSize());
    } catch (Throwable t) {
      throw Downcall.rethrow(t);
    }
  }

  /**
   * Connects; see {@code connect(2)}. After {@code -EINTR} and {@code -EINPROGRESS} the attempt
   * goes on: poll for {@code POLLOUT}, then read {@code SO_ERROR}.
   *
   * @param fd the socket
   * @param address the peer's address, as for {@link SocketAddresses#encode}
   * @return 0, or the negated error number
   */
  public static int connect(int fd, SocketAddress address) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment encoded = SocketAddresses.encode(address, arena);
      return (int) Handles.CONNECT.invokeExact(fd, encoded.address(), (int) encoded.byteSize());
    } catch (Throwable t) {
      throw Downcall.rethrow(t);
    }
  }

  /**
   * Lets a socket take connections; see {@code listen(2)}.
   *
   * @param fd the socket
   * @param backlog how many may wait to be accepted
   * @return 0, or the negated error number
   */
  public static int listen(int fd, int backlog) {
    try {
      return (int) Handles.LISTEN.invokeExact(fd, backlog);
    } catch (Throwable t) {
      throw Downcall.rethrow(t);
    }
  }

  /**
   * Takes a connection; see {@code accept4(2)}.
   *
   * @param fd the listening socket
   * @param flags {@code SOCK_NONBLOCK}, or 0; {@code SOCK_CLOEXEC} is added
   * @return the connection's descriptor, or the negated error number
   */
  public static int accept(int fd, int flags) {
    try {
      int result;
      do {
        result = (int) Handles.ACCEPT4.invokeExact(fd, 0L, 0L, flags | Linux.SOCK_CLOEXEC());
      } while (result == INTERRUPTED);
      return result;
    } catch (Throwable t) {
      throw Downcall.rethrow(t);
    }
  }

  /**
   * Asks for the local address; see {@code getsockname(2)}.
   *
   * @param fd the socket
   * @param storage a {@code struct sockaddr_storage}, for {@link SocketAddresses#decode}
   * @return the length of the address in bytes, or the negated error number
   */
  public static int getsockname(int fd, MemorySegment storage) {
    return name(Handles.GETSOCKNAME, fd, storage);
  }

  /**
   * Asks for the peer's address; see {@code getpeername(2)}.
   *
   * @param fd the socket
   * @param storage a {@code struct sockaddr_storage}, for {@link SocketAddresses#decode}
   * @return the length of the address in bytes, or the negated error number
   */
  public static int getpeername(int fd, MemorySegment storage) {
    return name(Handles.GETPEERNAME, fd, storage);
  }

  /**
   * Sets an option whose value is an {@code int}; see {@code setsockopt(2)}.
   *
   * @param fd the socket
   * @param level {@code SOL_SOCKET} or {@code IPPROTO_*}
   * @param option {@code SO_*}, {@code TCP_*}
   * @param value the value
   * @return 0, or the negated error number
   */
  public static int setsockopt(int fd, int level, int option, int value) {
    try (Arena arena = Arena.ofConfined()) {
      long address = arena.allocateFrom(JAVA_INT, value).address();
      return (int) Handles.SETSOCKOPT.invokeExact(fd, level, option, address, Integer.BYTES);
    } catch (Throwable t) {
      throw Downcall.rethrow(t);
    }
  }

  /**
   * Reads an option whose value is an {@code int}; see {@code getsockopt(2)}.
   *
   * @param fd the socket
   * @param level {@code SOL_SOCKET} or {@code IPPROTO_*}
   * @param option {@code SO_*}, {@code TCP_*}
   * @return the value, taken as unsigned, or the negated error number
   */
  public static long getsockopt(int fd, int level, int option) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment value = arena.allocate(JAVA_INT);
      MemorySegment length = arena.allocateFrom(JAVA_INT, Integer.BYTES);
      int result =
          (int)
              Handles.GETSOCKOPT.invokeExact(fd, level, option, value.address(), length.address());
      return result < 0 ? result : Integer.toUnsignedLong(value.get(JAVA_INT, 0));
    } catch (Throwable t) {
      throw Downcall.rethrow(t);
    }
  }

  /**
   * Ends one or both directions of a connection; see {@code shutdown(2)}.
   *
   * @param fd the socket
   * @param how {@code SHUT_*}
   * @return 0, or the negated error number
   */
  public static int shutdown(int fd, int how) {
    try {
      return (int) Handles.SHUTDOWN.invokeExact(fd, how);
    } catch (Throwable t) {
      throw Downcall.rethrow(t);
    }
  }

  /**
   * Sends; see {@code send(2)}.
   *
   * @param fd the socket
   * @param address where the bytes are
   * @param length the most to send, in bytes
   * @param flags {@code MSG_*}; {@code MSG_NOSIGNAL} is added
   * @return the bytes sent, or the negated error number
   */
  public static long send(int fd, long address, long length, int flags) {
    try {
      long result;
      do {
        result = (long) Handles.SEND.invokeExact(fd, address, length, flags | Linux.MSG_NOSIGNAL());
      } while (result == INTERRUPTED);
      return result;
    } catch (Throwable t) {
      throw Downcall.rethrow(t);
    }
  }

  /**
   * Sends a range of a segment; see {@code send(2)}.
   *
   * @param fd the socket
   * @param segment where the bytes are
   * @param offset the first byte of the range
   * @param length the most to send, in bytes
   * @param flags {@code MSG_*}; {@code MSG_NOSIGNAL} is added
   * @return the bytes sent, or the negated error number
   */
  public static long send(int fd, MemorySegment segment, long offset, long length, int flags) {
    try {
      return send(fd, Addresses.readable(segment, offset, length), length, flags);
    } finally {
      Reference.reachabilityFence(segment);
    }
  }

  /**
   * Receives; see {@code recv(2)}.
   *
   * @param fd the socket
   * @param address where the bytes go
   * @param length the most to receive, in bytes
   * @param flags {@code MSG_*}
   * @return the bytes received, 0 when the peer has ended, or the negated error number
   */
  public static long recv(int fd, long address, long length, int flags) {
    try {
      long result;
      do {
        result = (long) Handles.RECV.invokeExact(fd, address, length, flags);
      } while (result == INTERRUPTED);
      return result;
    } catch (Throwable t) {
      throw Downcall.rethrow(t);
    }
  }

  /**
   * Receives into a range of a segment; see {@code recv(2)}.
   *
   * @param fd the socket
   * @param segment where the bytes go
   * @param offset the first byte of the range
   * @param length the most to receive, in bytes
   * @param flags {@code MSG_*}
   * @return the bytes received, 0 when the peer has ended, or the negated error number
   */
  public static long recv(int fd, MemorySegment segment, long offset, long length, int flags) {
    try {
      return recv(fd, Addresses.writable(segment, offset, length), length, flags);
    } finally {
      Reference.reachabilityFence(segment);
    }
  }

  /**
   * Sends a message; see {@code sendmsg(2)}. The addresses inside the message are the caller's to
   * keep.
   *
   * @param fd the socket
   * @param message a {@code struct msghdr}
   * @param flags {@code MSG_*}; {@code MSG_NOSIGNAL} is added
   * @return the bytes sent, or the negated error number
   */
  public static long sendmsg(int fd, MemorySegment message, int flags) {
    try {
      long address = Addresses.readable(message, 0, message.byteSize());
      long result;
      do {
        result = (long) Handles.SENDMSG.invokeExact(fd, address, flags | Linux.MSG_NOSIGNAL());
      } while (result == INTERRUPTED);
      return result;
    } catch (Throwable t) {
      throw Downcall.rethrow(t);
    } finally {
      Reference.reachabilityFence(message);
    }
  }

  /**
   * Receives a message; see {@code recvmsg(2)}. The addresses inside the message are the caller's
   * to keep.
   *
   * @param fd the socket
   * @param message a {@code struct msghdr}, which the kernel completes
   * @param flags {@code MSG_*}
   * @return the bytes received, 0 when the peer has ended, or the negated error number
   */
  public static long recvmsg(int fd, MemorySegment message, int flags) {
    try {
      long address = Addresses.writable(message, 0, message.byteSize());
      long result;
      do {
        result = (long) Handles.RECVMSG.invokeExact(fd, address, flags);
      } while (result == INTERRUPTED);
      return result;
    } catch (Throwable t) {
      throw Downcall.rethrow(t);
    } finally {
      Reference.reachabilityFence(message);
    }
  }

  private static int name(MethodHandle call, int fd, MemorySegment storage) {
    try (Arena arena = Arena.ofConfined()) {
      long address = Addresses.writable(storage, 0, sockaddr_storage.sizeof());
      MemorySegment length = arena.allocateFrom(JAVA_INT, (int) sockaddr_storage.sizeof());
      int result = (int) call.invokeExact(fd, address, length.address());
      return result < 0 ? result : length.get(JAVA_INT, 0);
    } catch (Throwable t) {
      throw Downcall.rethrow(t);
    } finally {
      Reference.reachabilityFence(storage);
    }
  }

  private static final class Handles {
    static final MethodHandle SOCKET =
        Downcall.link("socket", int.class, int.class, int.class, int.class);
    static final MethodHandle SOCKETPAIR =
        Downcall.link("socketpair", int.class, int.class, int.class, int.class, long.class);
    static final MethodHandle BIND =
        Downcall.link("bind", int.class, int.class, long.class, int.class);
    static final MethodHandle CONNECT =
        Downcall.link("connect", int.class, int.class, long.class, int.class);
    static final MethodHandle LISTEN = Downcall.link("listen", int.class, int.class, int.class);
    static final MethodHandle ACCEPT4 =
        Downcall.link("accept4", int.class, int.class, long.class, long.class, int.class);
    static final MethodHandle GETSOCKNAME =
        Downcall.link("getsockname", int.class, int.class, long.class, long.class);
    static final MethodHandle GETPEERNAME =
        Downcall.link("getpeername", int.class, int.class, long.class, long.class);
    static final MethodHandle SETSOCKOPT =
        Downcall.link(
            "setsockopt", int.class, int.class, int.class, int.class, long.class, int.class);
    static final MethodHandle GETSOCKOPT =
        Downcall.link(
            "getsockopt", int.class, int.class, int.class, int.class, long.class, long.class);
    static final MethodHandle SHUTDOWN = Downcall.link("shutdown", int.class, int.class, int.class);
    static final MethodHandle SEND =
        Downcall.link("send", long.class, int.class, long.class, long.class, int.class);
    static final MethodHandle RECV =
        Downcall.link("recv", long.class, int.class, long.class, long.class, int.class);
    static final MethodHandle SENDMSG =
        Downcall.link("sendmsg", long.class, int.class, long.class, int.class);
    static final MethodHandle RECVMSG =
        Downcall.link("recvmsg", long.class, int.class, long.class, int.class);
  }
}
