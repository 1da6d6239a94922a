package org.baton.transport;

import org.jspecify.annotations.Nullable;

/** Hears of a channel's completions, on the thread that polls it. */
public interface ChannelHandler {
  /**
   * All bytes of a send were taken by the socket. The next send may start; the region may still be
   * read by the kernel.
   *
   * @param token the token of the send
   */
  default void onSent(long token) {}

  /**
   * The kernel will not read the region of a send any more. Comes once for each send, after or
   * together with {@link #onSent}, and also for sends that failed.
   *
   * @param token the token of the send
   */
  default void onReleased(long token) {}

  /**
   * A receive has all its bytes.
   *
   * @param offset where the region begins in the slab
   * @param length bytes received: what was asked for
   */
  default void onReceived(long offset, int length) {}

  /**
   * The connection is over. Comes at most once. Releases of earlier sends may still follow.
   *
   * @param cause why, or null if the peer ended it in order between two receives
   */
  void onClosed(@Nullable TransportException cause);
}
