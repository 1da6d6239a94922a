package org.baton.transport;

import java.net.InetSocketAddress;
import org.baton.bindings.linux.Linux;
import org.baton.transport.socket.BoundSocket;
import org.baton.transport.socket.Deadline;
import org.baton.transport.socket.Errors;
import org.baton.transport.socket.PollSet;
import org.baton.transport.socket.StreamSocket;
import org.baton.transport.socket.WakeSignal;
import org.jspecify.annotations.Nullable;

/**
 * Accepts connections on an endpoint.
 *
 * <p><b>Threading:</b> one thread accepts and closes; {@link #wakeup()} from any.
 */
public final class Listener implements AutoCloseable {
  private static final int SOCKET = 0;
  private static final int WAKE = 1;

  private final PollSet poll = new PollSet(2);
  private final Endpoint endpoint;
  private final BoundSocket socket;
  private final WakeSignal wake;
  private boolean closed;

  private Listener(Endpoint endpoint, BoundSocket socket, WakeSignal wake) {
    this.endpoint = endpoint;
    this.socket = socket;
    this.wake = wake;
    poll.set(SOCKET, socket.fd(), Linux.POLLIN());
    poll.set(WAKE, wake.fd(), Linux.POLLIN());
  }

  /**
   * Starts to listen.
   *
   * <p>The file that a dead listener left behind is replaced.
   *
   * @param endpoint where; port 0 lets the kernel choose one
   * @throws TransportException if the kernel refuses, or somebody listens there already
   */
  public static Listener bind(Endpoint endpoint) throws TransportException {
    BoundSocket socket = BoundSocket.bind(endpoint.toString(), endpoint.address(), endpoint.path());
    try {
      InetSocketAddress bound = socket.localAddress();
      return new Listener(
          bound == null ? endpoint : endpoint.withPort(bound.getPort()), socket, WakeSignal.open());
    } catch (TransportException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  /** Where it listens, with the real port. */
  public Endpoint endpoint() {
    return endpoint;
  }

  /**
   * Waits for a connection.
   *
   * @param timeoutNanos at most this long
   * @return the connection, or null after the time or a {@link #wakeup()}
   * @throws TransportException if the kernel refuses
   */
  public @Nullable Connection accept(long timeoutNanos) throws TransportException {
    if (closed) {
      throw new IllegalStateException("the listener on " + endpoint + " is closed");
    }
    Deadline deadline = Deadline.after(timeoutNanos);
    StreamSocket accepted = socket.accept(endpoint.toString());
    if (accepted == null && wake.fallAsleep()) {
      try {
        accepted = acceptUntil(deadline);
      } finally {
        wake.awake();
      }
    }
    return accepted == null ? null : new Connection(accepted);
  }

  /** Makes the running {@link #accept}, or else the next, return at once. Any thread. */
  public void wakeup() {
    wake.wake();
  }

  /** Stops listening, and removes the path of a unix socket. Idempotent. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      socket.close();
      wake.close();
    }
  }

  private @Nullable StreamSocket acceptUntil(Deadline deadline) throws TransportException {
    while (true) {
      int ready = poll.await(deadline.remainingMillis());
      if (ready < 0) {
        throw Errors.failed("waiting for a connection on " + endpoint, -ready);
      }
      if (ready > 0 && poll.isReady(SOCKET)) {
        StreamSocket accepted = socket.accept(endpoint.toString());
        if (accepted != null) {
          return accepted;
        }
      }
      if (ready > 0 && poll.isReady(WAKE)) {
        wake.drain();
        return null;
      }
      if (deadline.passed()) {
        return null;
      }
    }
  }
}
