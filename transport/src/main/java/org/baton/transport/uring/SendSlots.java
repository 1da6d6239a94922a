package org.baton.transport.uring;

/**
 * The sends that the kernel may still read, each in a slot that its completions name.
 *
 * <p>A send is released when it is finished and as many notifications have come as its results
 * announced with {@code IORING_CQE_F_MORE}: none for a plain send, one for each part of a zero-copy
 * one, on errors too. They come in any order across slots.
 *
 * <p><b>Threading:</b> the channel's owner. Allocates nothing after construction.
 */
final class SendSlots {
  private final long[] tokens;
  private final int[] notifications;
  private final boolean[] finished;
  private final int[] free;
  private int freeCount;

  /** Creates free slots. */
  SendSlots(int count) {
    tokens = new long[count];
    notifications = new int[count];
    finished = new boolean[count];
    free = new int[count];
    for (int slot = count - 1; slot >= 0; slot--) {
      free[freeCount++] = slot;
    }
  }

  /** Whether a slot is free. */
  boolean hasFree() {
    return freeCount > 0;
  }

  /** Slots in use. */
  int inUse() {
    return free.length - freeCount;
  }

  /** How many there are. */
  int capacity() {
    return free.length;
  }

  /** Takes a free slot for a send. */
  int take(long token) {
    int slot = free[--freeCount];
    tokens[slot] = token;
    notifications[slot] = 0;
    finished[slot] = false;
    return slot;
  }

  /** The token of the send in a slot; also right after its release. */
  long token(int slot) {
    return tokens[slot];
  }

  /** A result said that a notification follows. */
  void expectNotification(int slot) {
    notifications[slot]++;
  }

  /** A notification has come; true if that released the slot. */
  boolean notified(int slot) {
    if (notifications[slot] == 0) {
      throw new IllegalStateException("a notification for slot " + slot + ", which expects none");
    }
    notifications[slot]--;
    return release(slot);
  }

  /** No more results will come; true if that released the slot. */
  boolean finish(int slot) {
    finished[slot] = true;
    return release(slot);
  }

  private boolean release(int slot) {
    if (!finished[slot] || notifications[slot] > 0) {
      return false;
    }
    free[freeCount++] = slot;
    return true;
  }
}
