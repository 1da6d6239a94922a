package org.baton.engine;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.baton.transport.Connection;
import org.baton.transport.Listener;
import org.baton.transport.TransportException;
import org.baton.transport.message.Limits;
import org.baton.transport.message.ProtocolException;
import org.baton.transport.wire.FailCode;
import org.jspecify.annotations.Nullable;

/**
 * Takes connections at the destination and drops those that are none of Baton's. Whoever connects
 * and says nothing keeps nobody else waiting.
 *
 * <p>Owned by one thread at a time.
 */
final class Reception implements AutoCloseable {
  private static final long ACCEPT_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /** While somebody has not said everything yet. */
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /** As many as there can be data channels, and as many strangers. */
  private static final int MAX_ARRIVALS = 2 * Limits.MAX_CHANNELS;

  private final Listener listener;
  private final long patienceNanos;
  private final Consumer<String> log;
  private final ArrayDeque<FirstFrame> arrivals = new ArrayDeque<>();

  /**
   * Creates one that nobody has come to.
   *
   * @param setupNanos what setting up may take; half of it for the first frame, which a source that
   *     has just been started may be slow to send
   */
  Reception(Listener listener, long setupNanos, Consumer<String> log) {
    this.listener = listener;
    this.patienceNanos = setupNanos / 2;
    this.log = log;
  }

  /** Says whether to go on waiting. */
  interface Stop {
    boolean asked() throws InterruptedException;
  }

  /**
   * Waits for a connection that begins a migration.
   *
   * @return its first frame, which holds a Hello, or null when told to stop
   * @throws TransportException if the listener fails
   */
  @Nullable FirstFrame awaitHello(Stop stop) throws TransportException, InterruptedException {
    while (!stop.asked()) {
      FirstFrame frame = next(ACCEPT_NANOS, Wanted.HELLO);
      if (frame != null) {
        return frame;
      }
    }
    return null;
  }

  /**
   * Waits for a connection that may be a data channel.
   *
   * @return its first frame, which holds a ChannelHello, or null if none comes within a millisecond
   * @throws TransportException if the listener fails
   */
  @Nullable FirstFrame nextChannel() throws TransportException {
    return next(LOOK_NANOS, Wanted.CHANNEL);
  }

  /** Turns away whoever has come meanwhile: this destination has its migration. */
  void turnAway() {
    try {
      next(0, Wanted.NOBODY);
    } catch (TransportException e) {
      // The migration does not need the listener any more; the next one will say so.
      log.accept("the listener fails: " + e.getMessage());
    }
  }

  /** Closes a connection, and says why. */
  void drop(FirstFrame frame, String cause) {
    log.accept("dropped a connection from " + frame.connection().peer() + ": " + cause);
    frame.connection().close();
  }

  /** Drops whoever has not said everything yet. */
  @Override
  public void close() {
    arrivals.forEach(frame -> frame.connection().close());
    arrivals.clear();
  }

  private @Nullable FirstFrame next(long timeoutNanos, Wanted wanted) throws TransportException {
    long patience = arrivals.isEmpty() ? timeoutNanos : Math.min(timeoutNanos, LOOK_NANOS);
    Connection connection = listener.accept(patience);
    if (connection != null) {
      if (arrivals.size() == MAX_ARRIVALS) {
        drop(arrivals.removeFirst(), "too many connections that say nothing");
      }
      arrivals.add(new FirstFrame(connection, patienceNanos));
    }
    Iterator<FirstFrame> each = arrivals.iterator();
    while (each.hasNext()) {
      FirstFrame frame = each.next();
      if (!isComplete(frame)) {
        if (frame.connection().isClosed()) {
          each.remove();
        }
        continue;
      }
      each.remove();
      boolean isHello = frame.hello() != null;
      if (wanted == (isHello ? Wanted.HELLO : Wanted.CHANNEL)) {
        return frame;
      }
      if (isHello) {
        refuse(
            frame,
            FailCode.RESOURCES,
            "a migration to this destination is going on already: try again when it is over");
      } else {
        refuse(frame, FailCode.PROTOCOL, "a data channel of a migration that does not expect it");
      }
    }
    return null;
  }

  /** What the next connection should be. */
  private enum Wanted {
    HELLO,
    CHANNEL,
    NOBODY
  }

  /** Receives what has come; drops what cannot become one of Baton's. */
  private boolean isComplete(FirstFrame frame) {
    try {
      return frame.receive();
    } catch (ProtocolException e) {
      refuse(frame, e.code(), String.valueOf(e.getMessage()));
    } catch (IOException e) {
      drop(frame, String.valueOf(e.getMessage()));
    }
    return false;
  }

  /** Drops a connection, and tells the peer why: it may be a Baton of another version. */
  private void refuse(FirstFrame frame, FailCode code, String cause) {
    Refusal.send(frame.connection(), code, cause);
    drop(frame, cause);
  }
}
