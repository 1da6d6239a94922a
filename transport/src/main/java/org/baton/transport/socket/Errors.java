package org.baton.transport.socket;

import org.baton.bindings.linux.Linux;
import org.baton.bindings.sys.Errno;
import org.baton.transport.TransportException;

/** What the kernel's refusals mean on a connection, in words for the user. */
public final class Errors {
  /** What a call interrupted by a signal returns. */
  public static final int INTERRUPTED = -Linux.EINTR();

  /** What a call returns that would have to wait. */
  public static final int WOULD_BLOCK = -Linux.EAGAIN();

  private Errors() {}

  /**
   * The end of a connection in an error.
   *
   * @param peer the other side
   * @param doing what was under way, as in "while sending"
   * @param errno the error number, positive
   */
  public static TransportException broken(String peer, String doing, int errno) {
    return new TransportException(
        "the connection to %s broke while %s: %s%s"
            .formatted(peer, doing, Errno.describe(errno), meaning(errno)));
  }

  /** The end of a connection in the middle of a receive. */
  public static TransportException cutShort(String peer, long got, long wanted) {
    return new TransportException(
        "%s closed the connection after %d of %d bytes: look there for the reason"
            .formatted(peer, got, wanted));
  }

  /** The end of a connection by this side. */
  public static TransportException shutDownHere(String peer) {
    return new TransportException("the connection to " + peer + " was shut down on this side");
  }

  /** A setup call that failed. */
  public static TransportException failed(String what, int errno) {
    return new TransportException(what + " failed: " + Errno.describe(errno) + advice(errno));
  }

  /** Whether an error says that the other side ended the connection. */
  public static boolean isPeerGone(int errno) {
    return errno == Linux.EPIPE() || errno == Linux.ECONNRESET();
  }

  private static String meaning(int errno) {
    if (isPeerGone(errno)) {
      return "; the peer closed it or its process ended: look there for the reason";
    }
    if (errno == Linux.ETIMEDOUT()) {
      return "; the peer answers no more: look at the network and the peer's host";
    }
    return "";
  }

  private static String advice(int errno) {
    if (errno == Linux.EMFILE()) {
      return "; raise the limit of open files (ulimit -n)";
    }
    return "";
  }
}
