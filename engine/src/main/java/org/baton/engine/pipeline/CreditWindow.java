package org.baton.engine.pipeline;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How far a participant may go: to the end of the window behind what the destination has loaded,
 * and not far ahead of the channels. A chunk that has to wait for its channel is out of the
 * processor's cache by the time it is sent, and sends nothing sooner.
 *
 * <p>Written by the conductor and the channels' threads, read by the participant's thread.
 */
public final class CreditWindow {
  private final AtomicLong loadedChunks = new AtomicLong();
  private final AtomicLong sentChunks = new AtomicLong();
  private final int windowChunks;
  private final int aheadChunks;

  /**
   * Creates a window.
   *
   * @param windowChunks how far it reaches behind what is loaded
   * @param aheadChunks how far it reaches behind what is sent
   */
  public CreditWindow(int windowChunks, int aheadChunks) {
    this.windowChunks = windowChunks;
    this.aheadChunks = aheadChunks;
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

  /** A channel has sent one more. */
  void sent() {
    sentChunks.getAndIncrement();
  }

  /** Whether the chunk may be read. */
  boolean covers(long sequence) {
    return sequence - sentChunks.getAcquire() < aheadChunks
        && sequence - loadedChunks.getAcquire() < windowChunks;
  }
}
