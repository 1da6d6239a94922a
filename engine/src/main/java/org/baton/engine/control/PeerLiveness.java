package org.baton.engine.control;

import org.baton.transport.message.ControlMessages;

/** When the peer was last heard, and when it last heard from us. */
final class PeerLiveness {
  private final Timeouts timeouts;
  private long heardNanos;
  private long toldNanos;
  private long keepAlives;

  PeerLiveness(Timeouts timeouts) {
    this.timeouts = timeouts;
  }

  void start(long nowNanos) {
    heardNanos = nowNanos;
    toldNanos = nowNanos;
  }

  void heard(long nowNanos) {
    heardNanos = nowNanos;
  }

  /** Gives a sign of life if one is due. */
  void tick(long nowNanos, ControlMessages peer) {
    if (nowNanos - toldNanos >= timeouts.keepAliveNanos()) {
      toldNanos = nowNanos;
      peer.keepAlive(++keepAlives);
    }
  }

  /** How long the peer has been silent. */
  long silentNanos(long nowNanos) {
    return nowNanos - heardNanos;
  }

  /** Whether the peer has been silent for too long. */
  boolean isLost(long nowNanos) {
    return silentNanos(nowNanos) >= timeouts.peerNanos();
  }
}
