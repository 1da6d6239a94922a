package org.baton.engine.pipeline;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How far a participant may go: to the end of the window behind what the destination has loaded,
 * and not far ahead of the channels. A chunk that has to wait for its channel is out of the
 * processor's cache by the time it is sent, and sends nothing sooner.
 *
 * <p>A participant that may not go on leaves word which chunk it waits for, so that only the one
 * step that lets it go on wakes its thread: with small windows each chunk would wake it thrice.
 *
 * <p>Written by the conductor and the channels' threads, read by the participant's thread.
 */
public final class CreditWindow {
  private static final long NONE = -1;

  private final AtomicLong awaited = new AtomicLong(NONE);
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
    loadedChunks.set(chunks);
    return true;
  }

  /** A channel has sent one more. Any thread. */
  void sent() {
    sentChunks.getAndIncrement();
  }

  /**
   * Whether the chunk may be read; if not, it is awaited from now on. Participant's thread only.
   */
  boolean covers(long sequence) {
    if (reaches(sequence)) {
      return true;
    }
    await(sequence);
    // Whoever has made it possible since may not have seen that it is awaited.
    return reaches(sequence);
  }

  /** The chunk waits for a slot. Participant's thread only. */
  void await(long sequence) {
    awaited.set(sequence);
  }

  /**
   * Whether the chunk that is awaited may be read now. Says so once: whoever hears it wakes the
   * participant's thread. Any thread.
   */
  boolean takeAwaited() {
    long sequence = awaited.get();
    return sequence != NONE && reaches(sequence) && awaited.compareAndSet(sequence, NONE);
  }

  private boolean reaches(long sequence) {
    return sequence - sentChunks.get() < aheadChunks
        && sequence - loadedChunks.get() < windowChunks;
  }
}
