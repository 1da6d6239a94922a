package org.baton.engine;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.baton.transport.Connection;
import org.baton.transport.Listener;
import org.baton.transport.TransportException;
import org.jspecify.annotations.Nullable;

/** Takes connections at the destination and drops those that are none of Baton's. */
final class Reception {
  private static final long ACCEPT_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final Listener listener;
  private final Consumer<String> log;

  Reception(Listener listener, Consumer<String> log) {
    this.listener = listener;
    this.log = log;
  }

  /** Says whether to go on waiting. */
  interface Stop {
    boolean asked() throws InterruptedException;
  }

  /**
   * Waits for a connection that begins a migration.
   *
   * @return its first frame, or null when told to stop
   * @throws TransportException if the listener fails
   */
  @Nullable FirstFrame awaitHello(Stop stop) throws TransportException, InterruptedException {
    while (!stop.asked()) {
      FirstFrame frame = accept(ACCEPT_NANOS, false);
      if (frame != null) {
        return frame;
      }
    }
    return null;
  }

  /**
   * Takes one connection.
   *
   * @param timeoutNanos to wait for it
   * @param channelWanted whether a data channel is expected, and not a migration's beginning
   * @return its first frame, or null if none came, or a wrong one
   */
  @Nullable FirstFrame accept(long timeoutNanos, boolean channelWanted) throws TransportException {
    Connection connection = listener.accept(timeoutNanos);
    if (connection == null) {
      return null;
    }
    try {
      FirstFrame frame = FirstFrame.receive(connection);
      if (frame.isChannelHello() == channelWanted) {
        return frame;
      }
      log.accept(
          "dropped a connection from "
              + connection.peer()
              + (channelWanted
                  ? ": a migration is going on already"
                  : ": a data channel of a migration that is not here"));
    } catch (IOException e) {
      log.accept("dropped a connection from " + connection.peer() + ": " + e.getMessage());
    }
    connection.close();
    return null;
  }
}
