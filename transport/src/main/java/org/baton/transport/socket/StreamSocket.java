package org.baton.transport.socket;

import org.baton.bindings.linux.Linux;
import org.baton.bindings.sys.Libc;
import org.baton.bindings.sys.Sockets;

/**
 * A connected stream socket with one owner, which any thread may shut down.
 *
 * <p><b>Threading:</b> {@link #shutdown()} and {@link #close()} exclude each other: the number of a
 * closed descriptor may already be another file's.
 */
public final class StreamSocket implements AutoCloseable {
  private final int fd;
  private final String peer;
  private final boolean local;
  private boolean closed;

  /**
   * Takes over a connected socket in blocking mode.
   *
   * @param fd its descriptor, which {@link #close()} closes
   * @param peer the other side, for messages
   * @param local whether what is sent never leaves the machine
   */
  public StreamSocket(int fd, String peer, boolean local) {
    this.fd = fd;
    this.peer = peer;
    this.local = local;
  }

  /** The descriptor; valid until the owner closes the socket. */
  public int fd() {
    return fd;
  }

  /** The other side, for messages. */
  public String peer() {
    return peer;
  }

  /** Whether what is sent never leaves the machine. */
  public boolean isLocal() {
    return local;
  }

  /** Ends both directions. What waits on the socket wakes up. Idempotent. */
  public synchronized void shutdown() {
    if (!closed) {
      // ENOTCONN, the one possible refusal, says that it has ended already.
      int ignored = Sockets.shutdown(fd, Linux.SHUT_RDWR());
    }
  }

  /** Closes the descriptor. Idempotent. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      int ignored = Libc.close(fd);
    }
  }
}
