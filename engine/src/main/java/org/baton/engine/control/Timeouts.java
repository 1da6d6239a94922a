package org.baton.engine.control;

import java.util.concurrent.TimeUnit;

/**
 * How long one side waits for the other.
 *
 * @param setupNanos from the start until state begins to move
 * @param peerNanos without any message from the peer, before it counts as lost
 * @param keepAliveNanos between two signs of life to the peer
 */
public record Timeouts(long setupNanos, long peerNanos, long keepAliveNanos) {
  private static final long LAST_WORD_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** Refuses values that make no sense together. */
  public Timeouts {
    if (setupNanos <= 0 || keepAliveNanos <= 0 || peerNanos < 2 * keepAliveNanos) {
      throw new IllegalArgumentException(
          "timeouts must be positive, and a peer must be given at least two keep-alive intervals");
    }
  }

  /** After the loss of a data channel, for the peer's reason on the control channel. */
  long lastWordNanos() {
    return Math.min(LAST_WORD_NANOS, peerNanos / 4);
  }
}
