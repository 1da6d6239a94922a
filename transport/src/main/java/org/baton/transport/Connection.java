package org.baton.transport;

import java.lang.foreign.MemorySegment;
import org.baton.bindings.linux.Linux;
import org.baton.bindings.sys.Libc;
import org.baton.bindings.sys.Sockets;
import org.baton.transport.socket.Connector;
import org.baton.transport.socket.Deadline;
import org.baton.transport.socket.Errors;
import org.baton.transport.socket.PollSet;
import org.baton.transport.socket.SocketNames;
import org.baton.transport.socket.StreamSocket;
import org.jspecify.annotations.Nullable;

/**
 * A connected stream socket before it becomes a {@link Channel}: for the first messages, which
 * block and have a deadline.
 *
 * <p>{@link Transport#channel} takes the socket over; then nothing here may be used any more, and
 * {@link #close()} does nothing.
 *
 * <p><b>Threading:</b> one thread at a time; {@link #shutdown()} from any.
 */
public final class Connection implements AutoCloseable {
  /** Answer of {@link #receiveNow}: the peer has ended the connection. */
  public static final int END = -1;

  private final PollSet poll = new PollSet(1);
  private final String peer;
  private final boolean local;
  private @Nullable StreamSocket socket;

  Connection(StreamSocket socket) {
    this.socket = socket;
    this.peer = socket.peer();
    this.local = socket.isLocal();
  }

  /**
   * Connects.
   *
   * @param endpoint where the other side listens
   * @param timeoutNanos how long it may take
   * @return a connection; TCP sends small messages at once ({@code TCP_NODELAY})
   * @throws TransportException if nobody answers; the message says what to do
   */
  public static Connection connect(Endpoint endpoint, long timeoutNanos) throws TransportException {
    return new Connection(
        Connector.connect(endpoint.toString(), endpoint.addresses(), timeoutNanos));
  }

  /**
   * Makes two unix sockets that are connected to each other, for both sides in one process.
   *
   * @throws TransportException if the kernel refuses
   */
  public static Connection[] pair() throws TransportException {
    int[] fds = new int[2];
    int result = Sockets.socketpair(Linux.AF_UNIX(), Linux.SOCK_STREAM(), 0, fds);
    if (result < 0) {
      throw Errors.failed("making a pair of sockets", -result);
    }
    return new Connection[] {
      new Connection(new StreamSocket(fds[0], "the other end of a socket pair", true)),
      new Connection(new StreamSocket(fds[1], "the other end of a socket pair", true))
    };
  }

  /**
   * Takes over a connected stream socket that was made elsewhere, and came over {@code SCM_RIGHTS}
   * for example. It is put into blocking mode, for everybody who shares it: io_uring would not wait
   * on it otherwise.
   *
   * @param fd its descriptor, which the connection closes
   * @param peer the other side, for messages
   * @throws TransportException if the descriptor is not open; it is still the caller's
   */
  public static Connection adopt(int fd, String peer) throws TransportException {
    int flags = Libc.fcntl(fd, Linux.F_GETFL(), 0);
    int result = flags < 0 ? flags : Libc.fcntl(fd, Linux.F_SETFL(), flags & ~Linux.O_NONBLOCK());
    if (result < 0) {
      throw Errors.failed("taking over descriptor " + fd + " as the socket to " + peer, -result);
    }
    return new Connection(new StreamSocket(fd, peer, SocketNames.isLocal(fd)));
  }

  /** The other side, for messages. */
  public String peer() {
    return peer;
  }

  /** Whether what is sent never leaves the machine: unix sockets, loopback, an own address. */
  public boolean isLocal() {
    return local;
  }

  /**
   * Sends bytes, all of them.
   *
   * @param memory native memory
   * @param offset where the bytes begin in it
   * @param length bytes
   * @param timeoutNanos how long it may take in all
   * @throws TransportException if the connection breaks, or the time is over
   */
  public void sendFully(MemorySegment memory, long offset, int length, long timeoutNanos)
      throws TransportException {
    int fd = socket().fd();
    Deadline deadline = Deadline.after(timeoutNanos);
    int done = 0;
    while (done < length) {
      long sent = Sockets.send(fd, memory, offset + done, length - done, Linux.MSG_DONTWAIT());
      if (sent >= 0) {
        done += (int) sent;
      } else if (sent == Errors.WOULD_BLOCK) {
        await(fd, Linux.POLLOUT(), deadline, "take", done, length);
      } else {
        throw Errors.broken(peer, "sending", (int) -sent);
      }
    }
  }

  /**
   * Receives bytes, all of them.
   *
   * @param memory native memory
   * @param offset where the bytes go in it
   * @param length bytes
   * @param timeoutNanos how long it may take in all
   * @return false if the peer ended the connection in order before the first byte
   * @throws TransportException if the connection ends later, or breaks, or the time is over
   */
  public boolean receiveFully(MemorySegment memory, long offset, int length, long timeoutNanos)
      throws TransportException {
    int fd = socket().fd();
    Deadline deadline = Deadline.after(timeoutNanos);
    int done = 0;
    while (done < length) {
      long got = Sockets.recv(fd, memory, offset + done, length - done, Linux.MSG_DONTWAIT());
      if (got > 0) {
        done += (int) got;
      } else if (got == Errors.WOULD_BLOCK) {
        await(fd, Linux.POLLIN(), deadline, "send", done, length);
      } else if (got < 0) {
        throw Errors.broken(peer, "receiving", (int) -got);
      } else if (done > 0) {
        throw Errors.cutShort(peer, done, length);
      } else {
        return false;
      }
    }
    return true;
  }

  /**
   * Receives bytes that are there already. Never blocks.
   *
   * @param memory native memory
   * @param offset where the bytes go in it
   * @param length bytes at most, at least 1
   * @return the number of bytes, 0 if none is there yet, or {@link #END} if the peer ended the
   *     connection in order
   * @throws TransportException if the connection breaks
   */
  public int receiveNow(MemorySegment memory, long offset, int length) throws TransportException {
    long got = Sockets.recv(socket().fd(), memory, offset, length, Linux.MSG_DONTWAIT());
    if (got == Errors.WOULD_BLOCK) {
      return 0;
    }
    if (got < 0) {
      throw Errors.broken(peer, "receiving", (int) -got);
    }
    return got == 0 ? END : (int) got;
  }

  /** Ends both directions; blocked calls return with an error. Any thread. */
  public synchronized void shutdown() {
    if (socket != null) {
      socket.shutdown();
    }
  }

  /** Whether the socket is closed, or a channel has it. */
  public synchronized boolean isClosed() {
    return socket == null;
  }

  /** Closes the socket, unless a channel has it. Idempotent. */
  @Override
  public synchronized void close() {
    if (socket != null) {
      socket.close();
      socket = null;
    }
  }

  /** Gives the socket away. */
  synchronized StreamSocket detach() {
    StreamSocket taken = socket();
    socket = null;
    return taken;
  }

  private synchronized StreamSocket socket() {
    if (socket == null) {
      throw new IllegalStateException(
          "the connection to " + peer + " is closed, or a channel has taken it over");
    }
    return socket;
  }

  private void await(int fd, int events, Deadline deadline, String verb, int done, int length)
      throws TransportException {
    if (deadline.passed()) {
      throw new TransportException(
          "%s did not %s %d bytes within %s, only %d: it hangs, or the network does"
              .formatted(peer, verb, length, deadline, done));
    }
    poll.set(0, fd, events);
    int ready = poll.await(deadline.remainingMillis());
    if (ready < 0) {
      throw Errors.failed("waiting for " + peer, -ready);
    }
  }
}
