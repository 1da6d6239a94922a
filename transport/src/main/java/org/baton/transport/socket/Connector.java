package org.baton.transport.socket;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.baton.bindings.linux.Linux;
import org.baton.bindings.sys.Errno;
import org.baton.bindings.sys.Libc;
import org.baton.bindings.sys.Sockets;
import org.baton.transport.TransportException;

/** Makes connections, with a deadline. */
public final class Connector {
  private static final int IN_PROGRESS = -Linux.EINPROGRESS();
  private static final long RETRY_NANOS = 1_000_000;

  private Connector() {}

  /**
   * Connects to the first address that answers.
   *
   * @param name the endpoint, for messages
   * @param addresses its addresses, at least one
   * @param timeoutNanos how long it may take in all
   * @return a connected socket in blocking mode
   * @throws TransportException if none answers; the message is of the last one
   */
  public static StreamSocket connect(String name, List<SocketAddress> addresses, long timeoutNanos)
      throws TransportException {
    Deadline deadline = Deadline.after(timeoutNanos);
    int errno = Linux.EADDRNOTAVAIL();
    for (SocketAddress address : addresses) {
      int fd = open(address, Linux.SOCK_NONBLOCK());
      errno = -connect(fd, address, deadline);
      if (errno == 0) {
        // io_uring answers EAGAIN instead of waiting on a socket that is in non-blocking mode.
        errno = -Libc.fcntl(fd, Linux.F_SETFL(), Linux.O_RDWR());
      }
      if (errno == 0) {
        setNoDelay(fd, address);
        return new StreamSocket(fd, name, SocketNames.isLocal(fd));
      }
      int ignored = Libc.close(fd);
    }
    throw new TransportException(explain(name, errno, deadline));
  }

  /** Makes a socket for an address. */
  static int open(SocketAddress address, int flags) throws TransportException {
    int fd = Sockets.socket(SocketNames.domain(address), Linux.SOCK_STREAM() | flags, 0);
    if (fd < 0) {
      throw Errors.failed("making a socket for " + address, -fd);
    }
    return fd;
  }

  /** Small messages must not wait for an acknowledgement of the one before. */
  static void setNoDelay(int fd, SocketAddress address) throws TransportException {
    if (address instanceof InetSocketAddress) {
      int result = Sockets.setsockopt(fd, Linux.IPPROTO_TCP(), Linux.TCP_NODELAY(), 1);
      if (result < 0) {
        int ignored = Libc.close(fd);
        throw Errors.failed("setting TCP_NODELAY", -result);
      }
    }
  }

  private static int connect(int fd, SocketAddress address, Deadline deadline) {
    int result = Sockets.connect(fd, address);
    // A unix socket whose queue of waiting connections is full has no way to tell when it is not.
    while (result == Errors.WOULD_BLOCK && !deadline.passed()) {
      LockSupport.parkNanos(RETRY_NANOS);
      result = Sockets.connect(fd, address);
    }
    if (result != IN_PROGRESS && result != Errors.INTERRUPTED) {
      return result;
    }
    PollSet poll = new PollSet(1);
    poll.set(0, fd, Linux.POLLOUT());
    while (!poll.isReady(0)) {
      if (deadline.passed()) {
        return -Linux.ETIMEDOUT();
      }
      int ready = poll.await(deadline.remainingMillis());
      if (ready < 0) {
        return ready;
      }
    }
    return (int) -Sockets.getsockopt(fd, Linux.SOL_SOCKET(), Linux.SO_ERROR());
  }

  private static String explain(String name, int errno, Deadline deadline) {
    String said = Errno.name(errno);
    if (errno == Linux.ECONNREFUSED() || errno == Linux.ENOENT()) {
      return "nothing listens on %s: start `receive` there first (%s)".formatted(name, said);
    }
    if (errno == Linux.ETIMEDOUT() || errno == Linux.EAGAIN()) {
      return "no answer from %s within %s: look at the address, the firewall and the peer (%s)"
          .formatted(name, deadline, said);
    }
    if (errno == Linux.EHOSTUNREACH() || errno == Linux.ENETUNREACH()) {
      return "no way to %s: look at the address and the routes (%s)".formatted(name, said);
    }
    if (errno == Linux.EACCES() || errno == Linux.EPERM()) {
      return "this user may not connect to %s: look at the permissions and the firewall (%s)"
          .formatted(name, said);
    }
    return "connecting to %s failed: %s".formatted(name, Errno.describe(errno));
  }
}
