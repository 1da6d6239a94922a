package org.baton.engine;

import java.util.concurrent.TimeUnit;
import org.baton.transport.message.ProtocolException;

/**
 * Ends a control connection without losing what was said last.
 *
 * <p>To close a socket with unread bytes in it makes the kernel reset the connection, and a reset
 * can overtake a Fail or a Running on its way. So the side that spoke last waits until the other
 * hangs up.
 */
final class Hangup {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private Hangup() {}

  /** Waits until the peer hangs up, for two seconds at most. */
  static void waitForPeer(ControlLink link) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    try {
      while (!link.isClosed() && System.nanoTime() < deadline) {
        if (link.poll() == 0) {
          link.await();
        }
      }
    } catch (ProtocolException e) {
      // The migration is over already, and this side has said why; nothing depends on the rest.
      return;
    }
  }
}
