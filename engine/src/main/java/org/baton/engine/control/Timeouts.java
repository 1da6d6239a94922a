package org.baton.engine.control;

/**
 * How long one side waits for the other.
 *
 * @param setupNanos from the start until state begins to move
 * @param peerNanos without any message from the peer, before it counts as lost
 * @param keepAliveNanos between two signs of life to the peer
 */
public record Timeouts(long setupNanos, long peerNanos, long keepAliveNanos) {
  /** Refuses values that make no sense together. */
  public Timeouts {
    if (setupNanos <= 0 || keepAliveNanos <= 0 || peerNanos < 2 * keepAliveNanos) {
      throw new IllegalArgumentException(
          "timeouts must be positive, and a peer must be given at least two keep-alive intervals");
    }
  }
}
