package org.baton.engine.pipeline;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Which chunks of a participant's window are being received, or wait to be loaded: so a chunk that
 * comes twice is noticed, also when two channels bring it at the same time.
 *
 * <p>Claimed by the channels' threads, released by whoever has the chunk.
 */
final class SequenceClaims {
  private static final int FREE = 0;
  private static final int CLAIMED = 1;

  private final AtomicIntegerArray claims;
  private final int mask;

  /**
   * Creates claims of nobody.
   *
   * @param windowChunks how many chunks can be on their way, a power of two
   */
  SequenceClaims(int windowChunks) {
    claims = new AtomicIntegerArray(windowChunks);
    mask = windowChunks - 1;
  }

  /** Claims a chunk within the window; false if it is claimed already. */
  boolean claim(long sequence) {
    return claims.compareAndSet((int) sequence & mask, FREE, CLAIMED);
  }

  /** Lets go of a chunk, whose slot must be free already: there are as many claims as slots. */
  void release(long sequence) {
    claims.setRelease((int) sequence & mask, FREE);
  }
}
