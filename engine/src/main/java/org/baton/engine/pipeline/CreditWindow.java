package org.baton.engine.pipeline;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How far a participant may send: to the end of the window behind what the destination has loaded.
 *
 * <p>Written by the conductor, read by the participant's thread.
 */
public final class CreditWindow {
  private final AtomicLong loadedChunks = new AtomicLong();
  private final int windowChunks;

  /** Creates a window that covers chunks 0 to {@code windowChunks} - 1. */
  public CreditWindow(int windowChunks) {
    this.windowChunks = windowChunks;
  }

  /**
   * The destination has loaded this many chunks. Conductor only.
   *
   * @param chunks since the start
   * @param sentChunks how many have been sent at most
   * @return whether that can be true: it never falls, and never passes what was sent
   */
  public boolean advance(long chunks, long sentChunks) {
    if (chunks < loadedChunks.getPlain() || chunks > sentChunks) {
      return false;
    }
    loadedChunks.setRelease(chunks);
    return true;
  }

  /** Whether the chunk may be sent. */
  boolean covers(long sequence) {
    return sequence - loadedChunks.getAcquire() < windowChunks;
  }
}
