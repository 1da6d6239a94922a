package org.baton.engine.pipeline;

/**
 * One participant's chunks, as the channels that send them see it.
 *
 * @param window its slots
 * @param credit how far it may go
 * @param waker wakes its thread
 */
record OutgoingLane(SlotWindow window, CreditWindow credit, Waker waker) {
  /** A chunk was sent, so another may be read. Any channel's thread. */
  void sent() {
    credit.sent();
    wakeIfAwaited();
  }

  /**
   * The destination has loaded this many chunks. Conductor only.
   *
   * @return whether that can be true
   */
  boolean loaded(long chunks, long sentChunks) {
    boolean possible = credit.advance(chunks, sentChunks);
    wakeIfAwaited();
    return possible;
  }

  /** The kernel has let go of a slot. Any channel's thread. */
  void released(int slot) {
    window.handOver(slot, SlotOwner.CHANNEL, SlotOwner.NOBODY);
    wakeIfAwaited();
  }

  private void wakeIfAwaited() {
    if (credit.takeAwaited()) {
      waker.wake();
    }
  }
}
